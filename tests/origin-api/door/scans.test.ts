/** Scans: a ticket lets one person in, whatever is repeated, raced, lost or told late; every no has its reason. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventId } from "../../../core/brand.ts";
import type { ScanAnswer } from "../../../core/contract/door.ts";
import { passKeysOf, withCode } from "../../../origin-api/door/pass-keys.ts";
import { TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "../books/office-desk.ts";
import { buy, Gate, scanOf } from "./gate.ts";

let office: TestOffice;
let organizer: Gate;
let gate: Gate;
let seat = 0;

beforeAll(async () => {
  office = await TestOffice.open();
  organizer = await Gate.as(office, "organizer");
  gate = await Gate.as(office, "door");
  await organizer.openDoors();
});
afterAll(() => office.close());

/** A ticket of its own order. */
async function ticket(): Promise<{ code: string; passId: string; number: string; label: string; orderId: string }> {
  seat += 2; // apart, so that nobody's choice leaves a single seat
  const { orderId, tickets } = await buy(office, `stalls-${seat}`);
  const [first] = tickets;
  if (first?.code === undefined) throw new Error("no ticket");
  return { code: first.code, passId: first.ticketId, number: first.number, label: first.label, orderId };
}

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

describe("a genuine ticket", () => {
  it("lets its holder in and says who and where; the second time it says when and by which gate", async () => {
    const { code, passId, number, label } = await ticket();
    expect(await gate.scan({ code })).toMatchObject({
      outcome: "admitted",
      pass: { passId, number, place: label, category: "stalls", holder: "Ada Lovelace" },
      inside: null,
      conflict: null,
      undoneAt: null,
    });
    const again = await gate.scan({ code }, { gate: "South" });
    expect(again).toMatchObject({ outcome: "already_inside", inside: { gate: "North" }, pass: { number } });
    expect(Date.now() - Date.parse(again.inside?.at ?? "")).toBeLessThan(60_000);
    expect(await gate.scan({ passId })).toMatchObject({ outcome: "already_inside" });
  });

  it("lets in when a person found it in the list", async () => {
    const { passId, label } = await ticket();
    expect(await gate.scan({ passId })).toMatchObject({ outcome: "admitted", pass: { place: label } });
  });

  it("is answered the same for the same nonce and counts once", async () => {
    const { code } = await ticket();
    const nonce = randomUUID();
    const before = await gate.counts();
    const first = await gate.scan({ code }, { nonce });
    expect(first.outcome).toBe("admitted");
    expect(await gate.scan({ code }, { nonce })).toEqual(first);
    expect(await gate.scan({ code }, { nonce: nonce.toUpperCase() })).toEqual(first);
    expect((await gate.counts()).inside).toBe(before.inside + 1);
  });

  it("admits one of fifty who show it at once", async () => {
    const { code } = await ticket();
    const before = await gate.counts();
    const answers = await Promise.all(Array.from({ length: 50 }, () => gate.scan({ code })));
    const outcomes = answers.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "admitted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "already_inside")).toHaveLength(49);
    expect((await gate.counts()).inside).toBe(before.inside + 1);
  });

  it("is judged once when one scan is sent fifty times at once", async () => {
    const { code } = await ticket();
    const scan = scanOf({ code });
    const answers = await Promise.all(Array.from({ length: 50 }, () => gate.ask("POST", "/scans", { scans: [scan] })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(answers[0]?.body.scans[0].outcome).toBe("admitted");
  });

  it("is let in once when a batch names it twice, and when two batches name the same ones in another order", async () => {
    const [a, b] = [await ticket(), await ticket()];
    const batch = (codes: string[]): object => ({ scans: codes.map((code) => scanOf({ code })) });
    const answers = await Promise.all([
      gate.ask("POST", "/scans", batch([a.code, b.code, a.code])),
      gate.ask("POST", "/scans", batch([b.code, a.code, b.code])),
    ]);
    const scans: ScanAnswer[] = answers.flatMap(({ body }) => body.scans);
    for (const { passId } of [a, b]) {
      const own = scans.filter(({ pass }) => pass?.passId === passId).map(({ outcome }) => outcome);
      expect(own.toSorted()).toEqual(["admitted", "already_inside", "already_inside"]);
    }
  });

  it("lets in although its sale is not in the books yet, and once", async () => {
    const keys = await passKeysOf(office.env);
    const unbooked = { ticketId: randomUUID(), label: "Row 9 Seat 9" } as never as Parameters<typeof withCode>[2];
    const { code } = await withCode(keys, { eventId: office.eventId, edition: 1 }, unbooked);
    expect(await gate.scan({ code })).toMatchObject({
      outcome: "admitted",
      pass: { place: "Row 9 Seat 9", number: null, holder: null },
    });
    expect(await gate.scan({ code })).toMatchObject({ outcome: "already_inside", inside: { gate: "North" } });
  });
});

describe("what speaks against a ticket", () => {
  it("is that it is not genuine, of another event, or unknown", async () => {
    const { code } = await ticket();
    const forged = `${code.slice(0, -6)}AAAAAA`;
    expect(await gate.scan({ code: forged })).toMatchObject({ outcome: "not_genuine", pass: null });
    expect(await gate.scan({ code: "https://example.org/?a=<img src=x>" })).toMatchObject({ outcome: "not_genuine" });
    const keys = await passKeysOf(office.env);
    const { ticketId, label } = { ticketId: randomUUID(), label: "A" } as never as Parameters<typeof withCode>[2];
    const other = await withCode(keys, { eventId: randomUUID() as EventId, edition: 1 }, { ticketId, label });
    expect(await gate.scan({ code: other.code })).toMatchObject({ outcome: "other_event", pass: null });
    expect(await gate.scan({ passId: randomUUID() })).toMatchObject({ outcome: "unknown", pass: null });
  });

  it("is that it was refunded", async () => {
    const { code, orderId } = await ticket();
    const desk = await OfficeDesk.as(office, "support");
    expect((await desk.refund(orderId, { releaseSeats: true })).status).toBeLessThan(300);
    await office.carry();
    expect(await gate.scan({ code })).toMatchObject({ outcome: "refunded", pass: { place: expect.any(String) } });
  });

  it("is that it was issued anew; the new code lets in", async () => {
    const { code, passId, orderId, label } = await ticket();
    await office.sql.query("UPDATE passes SET edition = 2 WHERE id = $1", [passId]);
    expect(await gate.scan({ code })).toMatchObject({ outcome: "replaced" });
    const keys = await passKeysOf(office.env);
    const anew = { ticketId: passId, label } as never as Parameters<typeof withCode>[2];
    const { code: current } = await withCode(keys, { eventId: office.eventId, edition: 2 }, anew);
    expect(await gate.scan({ code: current })).toMatchObject({ outcome: "admitted" });
    expect(orderId).toBeDefined();
  });

  it("is that the doors are not open yet, or not any more", async () => {
    const { code } = await ticket();
    try {
      await organizer.openDoors(Date.now() + 3_600_000);
      expect(await gate.scan({ code })).toMatchObject({ outcome: "too_early" });
      await organizer.openDoors(Date.now() - 7_200_000, Date.now() - 3_600_000);
      expect(await gate.scan({ code })).toMatchObject({ outcome: "event_over" });
    } finally {
      await organizer.openDoors();
    }
    expect(await gate.scan({ code })).toMatchObject({ outcome: "admitted" });
  });

  it("is counted by its reason", async () => {
    const before = (await gate.counts()).refusals.not_genuine ?? 0;
    const nonce = randomUUID();
    await gate.scan({ code: "abc" }, { nonce });
    await gate.scan({ code: "abc" }, { nonce });
    expect((await gate.counts()).refusals.not_genuine).toBe(before + 1);
  });
});

describe("gates without a network", () => {
  const offline = (at: string, gateName: string, judged = "admitted"): object => ({
    offline: true,
    at,
    gate: gateName,
    judged,
  });

  it.each([[["early", "late"]], [["late", "early"]]])(
    "that let in the same ticket are both written down, and the second is a conflict, told in the order %s",
    async (order) => {
      const { code, passId, number } = await ticket();
      const told = { early: offline(minutesAgo(20), "East"), late: offline(minutesAgo(10), "West") };
      const nonces = { early: randomUUID(), late: randomUUID() };
      for (const which of order as ("early" | "late")[]) {
        expect(await gate.scan({ code }, { ...told[which], nonce: nonces[which] })).toMatchObject({
          outcome: "admitted",
        });
      }
      const again = (which: "early" | "late"): Promise<ScanAnswer> =>
        gate.scan({ code }, { ...told[which], nonce: nonces[which] });
      expect(await again("early")).toMatchObject({ outcome: "admitted", conflict: null });
      expect(await again("late")).toMatchObject({
        outcome: "admitted",
        conflict: { reason: "already_inside", first: { gate: "East" } },
      });
      const { conflicts } = await gate.counts();
      expect(conflicts.filter((conflict) => conflict.passId === passId)).toMatchObject([
        { nonce: nonces.late, number, gate: "West", reason: "already_inside", first: { gate: "East" } },
      ]);
      expect(await gate.scan({ code })).toMatchObject({ outcome: "already_inside", inside: { gate: "East" } });
    },
  );

  it("who is first at the same moment follows from the nonces", async () => {
    const { code } = await ticket();
    const at = minutesAgo(5);
    const [low, high] = [randomUUID(), randomUUID()].toSorted() as [string, string];
    await gate.scan({ code }, { ...offline(at, "West"), nonce: high });
    expect(await gate.scan({ code }, { ...offline(at, "East"), nonce: low })).toMatchObject({ conflict: null });
    expect(await gate.scan({ code }, { ...offline(at, "West"), nonce: high })).toMatchObject({
      conflict: { first: { gate: "East" } },
    });
  });

  it("are told what the books object to, by what was so when the ticket was shown", async () => {
    const { code, passId } = await ticket();
    await office.sql.query("UPDATE passes SET voided_at = now() - interval '10 minutes' WHERE id = $1", [passId]);
    expect(await gate.scan({ code }, offline(minutesAgo(20), "East"))).toMatchObject({ conflict: null });
    const other = await ticket();
    await office.sql.query("UPDATE passes SET voided_at = now() - interval '10 minutes' WHERE id = $1", [other.passId]);
    expect(await gate.scan({ code: other.code }, offline(minutesAgo(5), "East"))).toMatchObject({
      outcome: "admitted",
      conflict: { reason: "refunded", first: null },
    });
    expect(await gate.scan({ code: "abc" }, offline(minutesAgo(5), "East"))).toMatchObject({
      conflict: { reason: "not_genuine" },
    });
  });

  it("write down what they refused as they refused it", async () => {
    const { code } = await ticket();
    expect(await gate.scan({ code }, offline(minutesAgo(5), "East", "replaced"))).toMatchObject({
      outcome: "replaced",
      conflict: null,
    });
    expect(await gate.scan({ code })).toMatchObject({ outcome: "admitted" });
  });

  it("do not lose whom they let in when the office had said no and they never heard", async () => {
    const { code, passId } = await ticket();
    await gate.scan({ code }, { gate: "South" });
    const nonce = randomUUID();
    expect(await gate.scan({ code }, { nonce })).toMatchObject({ outcome: "already_inside" }); // the answer is lost
    expect(await gate.scan({ code }, { ...offline(minutesAgo(0), "North"), nonce })).toMatchObject({
      outcome: "admitted",
      conflict: { reason: "already_inside", first: { gate: "South" } },
    });
    const { conflicts } = await gate.counts();
    expect(conflicts.filter((conflict) => conflict.passId === passId)).toHaveLength(1);
  });

  it("cannot have scanned in the future", async () => {
    const { code } = await ticket();
    await gate.scan({ code }, offline(new Date(Date.now() + 86_400_000).toISOString(), "East"));
    const { inside } = await gate.scan({ code });
    expect(Date.parse(inside?.at ?? "")).toBeLessThanOrEqual(Date.now());
  });
});

describe("a mistaken admission", () => {
  it("is undone once, with an audit row in the order's story, and the ticket opens again", async () => {
    const { code, orderId } = await ticket();
    const nonce = randomUUID();
    await gate.scan({ code }, { nonce });
    const before = await gate.counts();
    const undone = await Promise.all([1, 2, 3].map(() => gate.ask("POST", `/scans/${nonce}/undo`)));
    expect(undone.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await gate.counts()).inside).toBe(before.inside - 1);
    const rows = await office.rows("SELECT actor FROM audit_entries WHERE action = 'scan.undone' AND subject = $1", [
      `order:${orderId}`,
    ]);
    expect(rows).toEqual([{ actor: expect.stringMatching(/^key:/u) }]);
    expect(await gate.scan({ code }, { nonce })).toMatchObject({ outcome: "admitted", undoneAt: expect.any(String) });
    expect(await gate.scan({ code })).toMatchObject({ outcome: "admitted", undoneAt: null });

    const desk = await OfficeDesk.as(office, "support");
    const { body } = await desk.ask("GET", `/orders/${orderId}`);
    expect(body.tickets[0].scans).toMatchObject([
      { nonce, gate: "North", outcome: "admitted", offline: false, undoneAt: expect.any(String) },
      { gate: "North", outcome: "admitted", undoneAt: null, conflict: null },
    ]);
    const story = await desk.ask("GET", `/orders/${orderId}/story`);
    expect(story.body.entries.map(({ step }: { step: string }) => step)).toEqual(
      expect.arrayContaining(["let_in", "let_in_undone"]),
    );
  });

  it("cannot be undone when it was none, or is not there", async () => {
    const nonce = randomUUID();
    await gate.scan({ code: "abc" }, { nonce });
    expect(await gate.ask("POST", `/scans/${nonce}/undo`)).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await gate.ask("POST", `/scans/${randomUUID()}/undo`)).toMatchObject({ status: 404 });
    expect(await gate.ask("POST", "/scans/abc/undo")).toMatchObject({ status: 404 });
  });
});

describe("who may", () => {
  const calls: [string, string, object | undefined][] = [
    ["GET", "/door", undefined],
    ["GET", "/door/counts", undefined],
    ["POST", "/scans", { scans: [scanOf({ code: "abc" })] }],
    ["POST", `/scans/${randomUUID()}/undo`, undefined],
  ];
  it.each(calls)("%s %s: organizer, support and door; not finance, not strangers", async (method, path, body) => {
    for (const role of ["organizer", "support", "door"] as const) {
      const { status } = await (await Gate.as(office, role)).ask(method, path, body);
      expect([role, status]).toEqual([role, path.endsWith("undo") ? 404 : 200]);
    }
    const finance = await (await Gate.as(office, "finance")).ask(method, path, body);
    expect(finance).toMatchObject({ status: 403, body: { code: "role_refused" } });
    const stranger = await (await Gate.stranger(office)).ask(method, path, body);
    expect(stranger).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  it("open the doors: the organizer, with an audit row", async () => {
    const body = { opensAt: minutesAgo(60), closesAt: null };
    for (const role of ["support", "door", "finance"] as const) {
      expect(await (await Gate.as(office, role)).ask("PUT", "/door/hours", body)).toMatchObject({ status: 403 });
    }
    expect(await (await Gate.stranger(office)).ask("PUT", "/door/hours", body)).toMatchObject({ status: 404 });
    expect(await organizer.ask("PUT", "/door/hours", body)).toMatchObject({
      status: 200,
      body: { opensAt: body.opensAt },
    });
    const rows = await office.rows("SELECT 1 AS one FROM audit_entries WHERE action = 'door.hours_set'");
    expect(rows.length).toBeGreaterThan(0);
  });

  it("use a ticket of another event: nobody, and nothing is told of it", async () => {
    const { passId } = await ticket();
    const other = await TestOffice.open();
    try {
      const theirs = await Gate.as(other, "organizer");
      await theirs.openDoors();
      expect(await theirs.scan({ passId })).toMatchObject({ outcome: "unknown", pass: null });
    } finally {
      await other.close();
    }
  });
});

describe("a call that is not in order", () => {
  const scans = (...all: object[]): object => ({ scans: all });
  it.each([
    ["no scans", scans(), 422],
    ["too many", scans(...Array.from({ length: 201 }, () => scanOf({ code: "abc" }))), 422],
    [
      "a nonce twice",
      scans(...[1, 2].map(() => scanOf({ code: "abc" }, { nonce: randomUUID().replace(/./gu, "a") }))),
      422,
    ],
    ["no nonce", scans(scanOf({ code: "abc" }, { nonce: undefined })), 422],
    ["neither code nor pass", scans(scanOf({})), 422],
    ["code and pass", scans(scanOf({ code: "abc", passId: randomUUID() })), 422],
    ["NUL in the gate's name", scans(scanOf({ code: "abc" }, { gate: "a\u0000b" })), 422],
    ["a gate without a name", scans(scanOf({ code: "abc" }, { gate: " " })), 422],
    ["a code that is too long", scans(scanOf({ code: "a".repeat(1_001) })), 422],
    ["a time that is none", scans(scanOf({ code: "abc" }, { at: "yesterday" })), 422],
    ["an offline scan without its verdict", scans(scanOf({ code: "abc" }, { offline: true })), 422],
    ["a verdict of a gate that is online", scans(scanOf({ code: "abc" }, { judged: "admitted" })), 422],
    ["an unknown field", scans(scanOf({ code: "abc" }, { force: true })), 422],
    ["no JSON", "{", 400],
    ["a body that is too large", " ".repeat(262_145), 413],
  ])("%s is refused, and nothing is written", async (_name, body, status) => {
    const before = await office.rows("SELECT count(*) FROM scans");
    expect(await gate.ask("POST", "/scans", body)).toMatchObject({ status });
    expect(await office.rows("SELECT count(*) FROM scans")).toEqual(before);
  });

  it("may carry NUL as a code: it is none of ours", async () => {
    expect(await gate.scan({ code: "a\u0000b" })).toMatchObject({ outcome: "not_genuine" });
  });

  it("is refused when a nonce comes back with another ticket", async () => {
    const [a, b] = [await ticket(), await ticket()];
    const nonce = randomUUID();
    await gate.scan({ code: a.code }, { nonce });
    const { status, body } = await gate.ask("POST", "/scans", { scans: [scanOf({ code: b.code }, { nonce })] });
    expect({ status, code: body.code, field: body.errors[0].field }).toEqual({
      status: 422,
      code: "idempotency_mismatch",
      field: "/scans/0/nonce",
    });
    expect(await gate.scan({ code: b.code })).toMatchObject({ outcome: "admitted" });
  });

  it("asks for hours that end after they begin", async () => {
    const body = { opensAt: minutesAgo(1), closesAt: minutesAgo(2) };
    expect(await organizer.ask("PUT", "/door/hours", body)).toMatchObject({ status: 422 });
  });
});
