/** What is passed on to the office: byte for byte, bounded, and without anything that only the door may say. */
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

const INTERNAL = [
  "foyer-visitor",
  "foyer-session",
  "foyer-room",
  "foyer-events",
  "foyer-session-ended",
  "foyer-client-address",
];
const forged = Object.fromEntries(INTERNAL.map((name) => [name, "forged"]));

async function sale(door: TestDoor) {
  const admission = await door.admit();
  const headers = { "foyer-admission": admission.admission };
  const reserved = (await (await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).json()) as {
    reservationId: string;
  };
  const body = {
    reservationId: reserved.reservationId,
    paymentToken: "pm_card_visa",
    amount: { currency: "USD", value: 155 },
  };
  return { admission, headers, body };
}

describe("POST /seats/commit", () => {
  it("tells the office who is paying, whatever the caller says", async () => {
    const door = await TestDoor.open();
    const { admission, headers, body } = await sale(door);
    expect(
      (
        await door.json("POST", "/seats/commit", body, {
          ...headers,
          ...forged,
          cookie: "a=b",
          "foyer-request-id": "r1",
        })
      ).status,
    ).toBe(200);
    const { request, body: bytes } = door.passedOn[0] ?? {};
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(body);
    expect(Object.fromEntries(INTERNAL.map((name) => [name, request?.headers.get(name) ?? null]))).toEqual({
      "foyer-visitor": admission.visitorId,
      "foyer-session": admission.sessionId,
      "foyer-room": door.roomId,
      "foyer-events": door.eventId,
      "foyer-session-ended": null,
      "foyer-client-address": "127.0.0.1",
    });
    expect(request?.headers.get("foyer-request-id")).toBe("r1");
    expect(request?.headers.get("cookie")).toBeNull();
    expect(request?.headers.get("foyer-admission")).toBeNull();
  });

  it("gives the slot back after a sale, and passes a repeat on as one of an ended visit (S8)", async () => {
    const door = await TestDoor.open();
    const { admission, headers, body } = await sale(door);
    await door.json("POST", "/seats/commit", body, headers);
    await door.settled();
    expect(door.room.asked.findLast(({ call }) => call === "end")?.argument).toEqual({
      sessionId: admission.sessionId,
      reason: "bought",
    });
    const again = await door.json("POST", "/seats/commit", body, headers);
    expect(again.status).toBe(200);
    expect(door.passedOn[1]?.request.headers.get("foyer-session-ended")).toBe("1");
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).status).toBe(401);
    expect(door.room.count("end")).toBe(1);
  });

  it("leaves the visit alone when nothing was sold", async () => {
    const door = await TestDoor.open();
    const { headers, body } = await sale(door);
    for (const status of [202, 402, 409, 503]) {
      door.office = () => Response.json({}, { status });
      expect((await door.json("POST", "/seats/commit", body, headers)).status).toBe(status);
    }
    await door.settled();
    expect(door.room.count("end")).toBe(0);
  });

  it("asks nobody about a reservation of another room's event", async () => {
    const door = await TestDoor.open();
    const { headers, body } = await sale(door);
    const refused = await door.json("POST", "/seats/commit", { ...body, reservationId: crypto.randomUUID() }, headers);
    expect(refused.status).toBe(404);
    const without = await door.json("POST", "/seats/commit", body);
    expect([without.status, (await without.json()).code]).toEqual([401, "admission_required"]);
    expect(door.passedOn).toHaveLength(0);
  });

  it("lets no answer of the office set a cookie or show what is internal", async () => {
    const door = await TestDoor.open();
    const { headers, body } = await sale(door);
    door.office = () => Response.json({}, { headers: { "set-cookie": "a=b", "foyer-visitor": "v" } });
    const answer = await door.json("POST", "/seats/commit", body, headers);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(answer.headers.get("foyer-visitor")).toBeNull();
  });
});

describe("GET /checkout/return", () => {
  it("vouches for who comes back from the bank, and ends the visit when the seats were sold", async () => {
    const door = await TestDoor.open();
    const { admission, body } = await sale(door);
    door.office = () =>
      new Response(null, { status: 303, headers: { location: "http://tickets.test/orders/x?key=y" } });
    const cookie = `__Host-foyer-admission-${door.roomId}=${admission.admission}`;
    const path = `/checkout/return?event=${door.eventId}&reservation=${body.reservationId}&payment_intent_client_secret=s`;
    const answer = await door.send("GET", path, { headers: { cookie } });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "http://tickets.test/orders/x?key=y"]);
    expect(door.passedOn[0]?.request.headers.get("foyer-visitor")).toBe(admission.visitorId);
    expect(door.passedOn[0]?.request.url).toBe(`http://tickets.test${path}`);
    await door.settled();
    expect(door.room.count("end")).toBe(1);
  });

  it("vouches for nobody who shows nothing", async () => {
    const door = await TestDoor.open();
    await door.send("GET", `/checkout/return?reservation=${crypto.randomUUID()}`, { headers: forged });
    expect(door.passedOn[0]?.request.headers.get("foyer-visitor")).toBeNull();
  });

  it("asks the provider only so often for those who show nothing, and always for the buyer", async () => {
    const door = await TestDoor.open();
    const { admission, body } = await sale(door);
    const path = `/checkout/return?event=${door.eventId}&reservation=${body.reservationId}`;
    door.limit = 2;
    const answers = [];
    for (let press = 0; press < 4; press += 1) answers.push((await door.send("GET", path)).status);
    expect(answers).toEqual([200, 200, 429, 429]);
    expect(door.passedOn).toHaveLength(2);
    const headers = { "foyer-admission": admission.admission };
    expect((await door.send("GET", path, { headers })).status).toBe(200);
  });
});

describe("everything else of the office's", () => {
  it("passes a webhook on byte for byte", async () => {
    const door = await TestDoor.open();
    const body = new Uint8Array([0x7b, 0x20, 0xff, 0x00, 0x0d, 0x0a, 0x7d]);
    const headers = { "stripe-signature": "t=1,v1=abc", "content-type": "application/json", ...forged };
    expect((await door.send("POST", "/webhooks/stripe", { body, headers })).status).toBe(200);
    const passed = door.passedOn[0];
    expect(passed?.body).toEqual(body);
    expect(passed?.request.headers.get("stripe-signature")).toBe("t=1,v1=abc");
    expect(passed?.request.headers.get("foyer-visitor")).toBeNull();
  });

  it.each([
    ["/webhooks/stripe", 262_144],
    ["/api/events", 65_536],
    ["/api/venues/0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726/charts", 16 * 1_048_576],
    ["/api/events/0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726/scans", 262_144],
  ])("bounds what comes to %s", async (path, bytesMax) => {
    const door = await TestDoor.open();
    const send = (length: number): Promise<Response> =>
      door.send("POST", path, {
        body: " ".repeat(length),
        headers: { "content-length": String(length), "content-type": "application/json" },
      });
    expect((await send(bytesMax)).status).toBe(200);
    expect((await send(bytesMax + 1)).status).toBe(413);
    expect(door.passedOn).toHaveLength(1);
  });

  it("lets the desk set its own cookies", async () => {
    const door = await TestDoor.open();
    door.office = () => Response.json({}, { headers: { "set-cookie": "session=1" } });
    const answer = await door.json("POST", "/api/session", {}, { cookie: "session=0" });
    expect(answer.headers.get("set-cookie")).toBe("session=1");
    expect(door.passedOn[0]?.request.headers.get("cookie")).toBe("session=0");
  });

  it("follows no redirect of the office's in the visitor's name", async () => {
    const door = await TestDoor.open();
    await door.send("GET", "/catalogue/others");
    expect(door.passedOn[0]?.request.redirect).toBe("manual");
  });
});

describe("GET /health", () => {
  it("says which part is down", async () => {
    const door = await TestDoor.open();
    door.office = () => Response.json({ parts: { database: "up", provider: "down" } });
    const answer = await door.send("GET", "/health");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: "down",
      parts: { edge: "up", objects: "up", origin: "up", database: "up", provider: "down" },
    });
    for (let asked = 0; asked < 10; asked++) await door.send("GET", "/health");
    expect(door.passedOn).toHaveLength(1);
  });

  it("says so when the office itself does not answer", async () => {
    const door = await TestDoor.open();
    door.office = () => {
      throw new Error("gone");
    };
    expect(await (await door.send("GET", "/health")).json()).toMatchObject({
      parts: { origin: "down", objects: "up" },
    });
  });
});

describe("headers of a crowd", () => {
  it("go along when the office reads them, and no others", async () => {
    const door = await TestDoor.open();
    const { headers, body } = await sale(door);
    await door.json("POST", "/seats/commit", body, { ...headers, "x-anything": "1", "sec-fetch-mode": "cors" });
    const passed = [...(door.passedOn[0]?.request.headers.keys() ?? [])].toSorted();
    expect(passed).toEqual(
      [
        "content-length",
        "content-type",
        ...INTERNAL.filter((name) => name !== "foyer-session-ended").toSorted(),
        "foyer-request-id",
      ].toSorted(),
    );
    await door.json("POST", "/webhooks/stripe", {}, { "stripe-signature": "t=1", "x-anything": "1" });
    const told = door.passedOn[1]?.request.headers;
    expect([told?.get("stripe-signature"), told?.get("x-anything")]).toEqual(["t=1", null]);
    await door.send("GET", `/orders/${body.reservationId}`, { headers: { "foyer-order-key": "k" } });
    expect(door.passedOn[2]?.request.headers.get("foyer-order-key")).toBe("k");
  });
});
