/** Through the door once, a longer visit once, and out again. */
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SessionId } from "../../../core/brand.ts";
import { TestDoor } from "../../support/test-door.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("POST /rooms/{room}/admissions", () => {
  it("opens for a called place with a token that anybody can verify with the public keys", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const keys = createLocalJWKSet(await (await door.send("GET", "/.well-known/jwks.json")).json());
    const { payload, protectedHeader } = await jwtVerify(admission.admission, keys, {
      audience: door.roomId,
      typ: "admission+jwt",
      currentDate: new Date(door.nowMs),
    });
    expect(protectedHeader.alg).toBe("EdDSA");
    expect(payload).toMatchObject({ sub: admission.visitorId, sid: admission.sessionId });
    expect((payload.exp ?? 0) * 1000 - door.nowMs).toBeLessThanOrEqual(door.room.status.sessionDurationMs);
    expect(admission.eventIds).toEqual([door.eventId]);
  });

  it("gives the same admission, byte for byte, to whoever asks again (W3)", async () => {
    const door = await TestDoor.open();
    const { ticket } = await door.join();
    door.room.set({ servingCounter: 1 });
    const enter = (): Promise<Response> =>
      door.send("POST", `/rooms/${door.roomId}/admissions`, { headers: { "foyer-ticket": ticket } });
    const first = await enter();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_000 });
    door.pass(30_000);
    const second = await enter();
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await first.text()).toBe(await second.text());
    expect(first.headers.get("set-cookie")).toMatch(
      /^__Host-foyer-admission-[^;]+; Path=\/; Max-Age=600; HttpOnly; Secure; SameSite=Lax$/u,
    );
  });

  it("asks again when the room's answer was lost on the way, and opens once (W3)", async () => {
    const door = await TestDoor.open();
    const claim = door.room.claim.bind(door.room);
    let lost = 0;
    door.room.claim = async (request) => {
      const outcome = await claim(request);
      if (lost++ === 0) throw Object.assign(new Error("the object restarts"), { retryable: true });
      return outcome;
    };
    const { sessionId } = await door.admit();
    expect([...door.room.sessions.values()].map((session) => session.sessionId)).toEqual([sessionId]);
    expect(door.room.count("claim")).toBe(2);
  });

  it("tells a place that is not called how it stands and when to ask again", async () => {
    const door = await TestDoor.open();
    await door.join();
    const { ticket } = await door.join();
    const answer = await door.send("POST", `/rooms/${door.roomId}/admissions`, { headers: { "foyer-ticket": ticket } });
    expect(answer.status).toBe(409);
    expect(answer.headers.get("retry-after")).toBe("3");
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await answer.json()).toMatchObject({ code: "not_your_turn", position: 2, ahead: 1 });
  });

  it("does not trouble the room for a place that is far from its turn (W7)", async () => {
    const door = await TestDoor.open();
    for (let joined = 0; joined < 200; joined++) await door.join();
    const { ticket } = await door.join();
    const answer = await door.send("POST", `/rooms/${door.roomId}/admissions`, { headers: { "foyer-ticket": ticket } });
    expect(answer.status).toBe(409);
    expect(door.room.count("claim")).toBe(0);
  });

  it.each([
    [{ kind: "turn_missed", next: "parked" } as const, "turn_missed", "parked"],
    [{ kind: "turn_missed", next: "expired" } as const, "turn_missed", "expired"],
    [{ kind: "already_used" } as const, "turn_missed", "used"],
  ])("says what happens next after %o", async (claimAnswer, code, next) => {
    const door = await TestDoor.open();
    const { ticket } = await door.join();
    door.room.claimAnswer = claimAnswer;
    const answer = await door.send("POST", `/rooms/${door.roomId}/admissions`, { headers: { "foyer-ticket": ticket } });
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ code, next });
  });
});

describe("POST /rooms/{room}/admissions/renew", () => {
  it("extends a visit once, with a new token", async () => {
    const door = await TestDoor.open();
    const { admission } = await door.admit();
    const headers = { "foyer-admission": admission };
    const renewed = await door.send("POST", `/rooms/${door.roomId}/admissions/renew`, { headers });
    expect(renewed.status).toBe(200);
    const longer = (await renewed.json()) as { admission: string };
    expect(decodeJwt(longer.admission).exp).toBe((decodeJwt(admission).exp ?? 0) + 600);
    const again = await door.send("POST", `/rooms/${door.roomId}/admissions/renew`, {
      headers: { "foyer-admission": longer.admission },
    });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: "renewal_used" });
  });
});

describe("DELETE /rooms/{room}/admissions/current", () => {
  it("gives the slot back and closes the door at once here, within a second elsewhere (W1)", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const headers = { "foyer-admission": admission.admission };
    const elsewhere = door.door;
    door.anotherIsolate();
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).status).toBe(201);
    const here = door.door;
    door.door = elsewhere;
    expect(
      (await door.json("POST", "/seats/reserve", door.reserveBody(admission, { seatIds: ["A-3"] }), headers)).status,
    ).toBe(201);

    door.door = here;
    const left = await door.send("DELETE", `/rooms/${door.roomId}/admissions/current`, { headers });
    expect(left.status).toBe(204);
    expect(left.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(door.room.asked.findLast(({ call }) => call === "end")?.argument).toEqual({
      sessionId: admission.sessionId,
      reason: "left",
    });
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).status).toBe(401);

    door.pass(1_000);
    door.door = elsewhere;
    const refused = await door.json(
      "POST",
      "/seats/reserve",
      door.reserveBody(admission, { seatIds: ["A-4"] }),
      headers,
    );
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "admission_ended" });
    expect(refused.headers.get("set-cookie")).toBeNull();
    expect(door.seats.count("hold")).toBe(2);
  });

  it("lets nobody in on an older list while somebody else is just reading a new one (W1)", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const headers = { "foyer-admission": admission.admission };
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).status).toBe(201);
    await door.room.end(admission.sessionId as SessionId, "left"); // by another isolate
    door.pass(1_000);
    const observe = door.room.observe.bind(door.room);
    const slow = Promise.withResolvers<void>();
    door.room.observe = async (version) => slow.promise.then(() => observe(version));
    const reading = door.send("GET", `/rooms/${door.roomId}/status`);
    const reserving = door.json("POST", "/seats/reserve", door.reserveBody(admission, { seatIds: ["A-3"] }), headers);
    await new Promise((resolve) => setTimeout(resolve, 20));
    slow.resolve();
    expect([(await reading).status, (await reserving).status]).toEqual([200, 401]);
  });
});
