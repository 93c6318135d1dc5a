/** Joining: one place each, signed, the same on every call, and only as fast as the operator allows. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

describe("POST /rooms/{room}/tickets", () => {
  it("gives a place as a signed ticket and as a cookie that scripts cannot read", async () => {
    const door = await TestDoor.open();
    const answer = await door.send("POST", `/rooms/${door.roomId}/tickets`);
    expect(answer.status).toBe(201);
    const place = await answer.json();
    expect(place).toMatchObject({
      roomId: door.roomId,
      number: 0,
      position: 1,
      ahead: 0,
      called: false,
      phase: "queueing",
    });
    expect(decodeProtectedHeader(place.ticket)).toEqual({ alg: "HS256", typ: "queue-ticket+jwt" });
    expect(decodeJwt(place.ticket).exp).toBeUndefined();
    expect(answer.headers.get("set-cookie")).toBe(
      `__Host-foyer-ticket-${door.roomId}=${place.ticket}; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Lax`,
    );
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  it("gives the place back that is shown, by header or by cookie, and asks the room for no second one (W6)", async () => {
    const door = await TestDoor.open();
    const { ticket } = await door.join();
    for (const headers of [
      { "foyer-ticket": ticket },
      { cookie: `other=1; __Host-foyer-ticket-${door.roomId}=${ticket}` },
    ]) {
      const answer = await door.send("POST", `/rooms/${door.roomId}/tickets`, { headers });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ ticket, number: 0 });
      expect(answer.headers.get("set-cookie")).toBeNull();
    }
    expect(door.room.count("join")).toBe(1);
  });

  it("numbers those who come at once one after the other, with one call of the room (W5)", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/rooms/${door.roomId}/status`); // known from here on
    const places = await Promise.all(Array.from({ length: 20 }, () => door.join()));
    expect(places.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, number) => number));
    expect(places.map(({ ticket }) => decodeJwt(ticket)["num"])).toEqual(places.map(({ number }) => number));
    expect(new Set(places.map(({ ticket }) => decodeJwt(ticket).sub)).size).toBe(20);
    expect(door.room.asked.filter(({ call }) => call === "join")).toEqual([{ call: "join", argument: 20 }]);
  });

  it("says what the room says when it takes nobody", async () => {
    const door = await TestDoor.open();
    door.room.joinRefusal = "joining_refused";
    const answer = await door.send("POST", `/rooms/${door.roomId}/tickets`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "joining_refused" });
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("counts by address block, as the room's operator set it, and says when to come again", async () => {
    const door = await TestDoor.open();
    door.room.set({ addressLimit: "strict" });
    await door.send("GET", `/rooms/${door.roomId}/status`); // known from here on
    door.limit = 2;
    const join = (address: string): Promise<Response> =>
      door.send("POST", `/rooms/${door.roomId}/tickets`, { headers: { "cf-connecting-ip": address } });
    expect((await join("192.0.2.1")).status).toBe(201);
    expect((await join("192.0.2.200")).status).toBe(201);
    const refused = await join("192.0.2.7");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(door.limited.get("strict")).toEqual(Array.from({ length: 3 }, () => "places 192.0.2.0/24"));
    expect(door.room.count("join")).toBe(2);
  });

  it("takes nothing but an empty object as its body", async () => {
    const door = await TestDoor.open();
    expect((await door.json("POST", `/rooms/${door.roomId}/tickets`, {})).status).toBe(201);
    const refused = await door.json("POST", `/rooms/${door.roomId}/tickets`, { number: 0 });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ errors: [{ field: "/number" }] });
    expect(door.room.count("join")).toBe(1);
  });

  it("knows no room that is not there", async () => {
    const door = await TestDoor.open();
    expect((await door.send("POST", "/rooms/0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726/tickets")).status).toBe(404);
  });

  it("lets a block of addresses name only so many rooms and events that nobody knows", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/rooms/${door.roomId}/status`);
    door.limit = 10;
    const statuses: number[] = [];
    for (let named = 0; named < 15; named++) {
      const path = named % 2 === 0 ? `/rooms/${crypto.randomUUID()}/status` : `/events/${crypto.randomUUID()}/seats`;
      const answer = await door.send("GET", path, { headers: { "cf-connecting-ip": "192.0.2.1" } });
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), ...Array.from({ length: 5 }, () => 429)]);
    expect(door.limited.get("normal")?.at(-1)).toBe("names 192.0.2.0/24");
    for (const path of [`/rooms/${door.roomId}/status`, `/rooms/${door.roomId}/status`]) {
      expect((await door.send("GET", path)).status).toBe(200);
    }
  });

  it("never counts a name that was heard before, whatever is asked about it", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/events/${door.eventId}/seats`);
    door.limit = 0;
    for (const path of ["seats", `charts/${"c".repeat(64)}`, "tickets"]) {
      expect((await door.send("GET", `/events/${door.eventId}/${path}`)).status).toBe(200);
    }
  });
});
