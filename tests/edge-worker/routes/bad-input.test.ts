/** Bad input: a 4xx problem document that names the field, and nothing is written. */
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

interface Bad {
  readonly body: string | ((door: TestDoor, visitorId: string) => Record<string, unknown>);
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  readonly type?: string;
}

const order = (change: Record<string, unknown>) => (door: TestDoor, userId: string) => ({
  eventId: door.eventId,
  seatIds: ["A-1"],
  userId,
  expiryInMinutes: 5,
  ...change,
});

const RESERVE: Record<string, Bad> = {
  "an unknown field": { body: order({ price: 1 }), status: 422, code: "validation_failed", field: "/price" },
  "a field of the prototype": { body: '{"__proto__":{"admin":true}}', status: 422, code: "validation_failed" },
  "a wrong type": {
    body: order({ expiryInMinutes: "5" }),
    status: 422,
    code: "validation_failed",
    field: "/expiryInMinutes",
  },
  "no time": { body: order({ expiryInMinutes: 0 }), status: 422, code: "validation_failed", field: "/expiryInMinutes" },
  "half a minute": {
    body: order({ expiryInMinutes: 0.5 }),
    status: 422,
    code: "validation_failed",
    field: "/expiryInMinutes",
  },
  "too many seats": {
    body: order({ seatIds: Array.from({ length: 101 }, (_, index) => `A-${index}`) }),
    status: 422,
    code: "validation_failed",
    field: "/seatIds",
  },
  "no seat": { body: order({ seatIds: [] }), status: 422, code: "validation_failed", field: "/seatIds" },
  "a seat twice": {
    body: order({ seatIds: ["A-1", "A-2", "A-1"] }),
    status: 422,
    code: "validation_failed",
    field: "/seatIds/2",
  },
  "a NUL": { body: order({ seatIds: ["A-\0"] }), status: 422, code: "validation_failed", field: "/seatIds/0" },
  "a lone surrogate": {
    body: order({ seatIds: ["A-\ud800"] }),
    status: 422,
    code: "validation_failed",
    field: "/seatIds/0",
  },
  "two kinds of choice": {
    body: order({ bestAvailable: { quantity: 2 } }),
    status: 422,
    code: "validation_failed",
    field: "/seatIds",
  },
  "no choice": { body: order({ seatIds: undefined }), status: 422, code: "validation_failed", field: "/seatIds" },
  "an event that is no UUID": {
    body: order({ eventId: "1 OR 1=1" }),
    status: 422,
    code: "validation_failed",
    field: "/eventId",
  },
  "no object": { body: "[]", status: 422, code: "validation_failed" },
  "no JSON": { body: '{"eventId":', status: 400, code: "invalid_json" },
  nothing: { body: "", status: 400, code: "invalid_json" },
  "another type": { body: "{}", status: 415, code: "unsupported_media_type", type: "text/plain" },
  "a type that only looks like JSON": {
    body: "{}",
    status: 415,
    code: "unsupported_media_type",
    type: "text/html; application/json",
  },
  "a form": {
    body: "eventId=1",
    status: 415,
    code: "unsupported_media_type",
    type: "application/x-www-form-urlencoded",
  },
  "30,000 nested brackets": { body: "[".repeat(30_000), status: 400, code: "invalid_json" },
  "30,000 nested brackets that are closed": {
    body: "[".repeat(30_000) + "]".repeat(30_000),
    status: 422,
    code: "validation_failed",
  },
  "100,000 nested brackets": { body: "[".repeat(100_000), status: 413, code: "body_too_large" },
  "more than 64 kB": { body: JSON.stringify({ eventId: "x".repeat(65_536) }), status: 413, code: "body_too_large" },
};

describe("POST /seats/reserve", () => {
  it.each(Object.entries(RESERVE))("refuses %s", async (_name, bad) => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const body = typeof bad.body === "string" ? bad.body : JSON.stringify(bad.body(door, admission.visitorId));
    const headers = { "foyer-admission": admission.admission, "content-type": bad.type ?? "application/json" };
    const refused = await door.send("POST", "/seats/reserve", { body, headers });
    const document = (await refused.json()) as {
      code: string;
      status: number;
      requestId: string;
      errors?: { field: string }[];
    };
    expect([refused.status, document.code, document.status]).toEqual([bad.status, bad.code, bad.status]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(document.requestId).toBe(refused.headers.get("foyer-request-id"));
    if (bad.field !== undefined) expect(document.errors?.map(({ field }) => field)).toContain(bad.field);
    expect(door.seats.count("hold")).toBe(0);
  });

  it("refuses a body that is too long before it has come whole, also when it comes in pieces", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 1_000) controller.close();
        else controller.enqueue(new TextEncoder().encode(" ".repeat(4_096)));
      },
    });
    const headers = { "foyer-admission": admission.admission, "content-type": "application/json" };
    const refused = await door.send("POST", "/seats/reserve", { body, headers });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([413, "body_too_large"]);
    expect(sent).toBeLessThan(50);
  });

  it("refuses a key that could not be kept", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    for (const key of ["", "a b", "k".repeat(256)]) {
      const headers = { "foyer-admission": admission.admission, "idempotency-key": key };
      const refused = await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers);
      expect([refused.status, (await refused.json()).errors[0].field]).toEqual([400, "Idempotency-Key"]);
    }
    expect(door.seats.count("hold")).toBe(0);
  });
});

describe("POST /seats/commit", () => {
  it.each([
    ["an unknown currency", { amount: { currency: "XYZ", value: 1 } }, "/amount/currency"],
    ["a negative amount", { amount: { currency: "USD", value: -1 } }, "/amount/value"],
    ["a payment token with a line break", { paymentToken: "pm_x\r\nx: y" }, "/paymentToken"],
    ["somebody's fields", { amountMinor: 1 }, "/amountMinor"],
  ])("refuses %s without asking the office", async (_name, change, field) => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const body = {
      reservationId: crypto.randomUUID(),
      paymentToken: "pm_card_visa",
      amount: { currency: "USD", value: 1 },
      ...change,
    };
    const refused = await door.json("POST", "/seats/commit", body, { "foyer-admission": admission.admission });
    expect(refused.status).toBe(422);
    expect((await refused.json()).errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(door.passedOn).toHaveLength(0);
  });
});

describe("any address", () => {
  it.each([
    ["GET", "/nothing", 404],
    ["GET", "/EVENTS/x", 404],
    ["GET", "/rooms/NOT-A-UUID/status", 404],
    ["GET", "/rooms/0B9E6F5D-2C1A-4F3E-9D8C-7B6A59483726/status", 404],
    ["DELETE", "/rooms/0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726/status", 405],
    ["GET", "/seats/reserve", 405],
    ["GET", "/seats/commit/", 404],
    ["GET", `/${"a".repeat(2_000)}`, 400],
    ["GET", "/events/0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726/seats?since=-1", 422],
    ["GET", "/events/0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726/seats?until=1", 422],
  ])("%s %s is answered %i with the request's id", async (method, path, status) => {
    const door = await TestDoor.open();
    const answer = await door.send(method, path, { headers: { "foyer-request-id": "abc-123" } });
    expect(answer.status).toBe(status);
    if (status !== 400) expect(answer.headers.get("foyer-request-id")).toBe("abc-123");
    if (status === 405) expect(answer.headers.get("allow")).toMatch(/^[A-Z, ]+$/u);
  });

  it("takes over no request id that could forge a log line", async () => {
    const door = await TestDoor.open();
    const answer = await door.send("GET", "/nothing", { headers: { "foyer-request-id": 'x" level="fatal' } });
    expect(answer.headers.get("foyer-request-id")).toMatch(/^[\w-]{1,64}$/u);
  });
});
