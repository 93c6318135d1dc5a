// What the office sees: orders found by what people say on the phone, paged, with everything that happened to them; the
// ledger; mails. Another organization's are not there.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KnownVisit } from "../../../core/contract/waiting-room.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "./office-desk.ts";

let office: TestOffice;
let support: OfficeDesk;
let finance: OfficeDesk;
let stranger: OfficeDesk;
const orders: string[] = [];

beforeAll(async () => {
  office = await TestOffice.open();
  support = await OfficeDesk.as(office, "support");
  finance = await OfficeDesk.as(office, "finance");
  stranger = await OfficeDesk.stranger(office);
  for (const [index, name] of ["Ada Lovelace", "Grace Hopper", "100%_\\Woman"].entries()) {
    const reservation = await office.hold(newVisitor(), [`stalls-${index + 1}`]);
    const buyer = { email: `buyer${index}@example.com`, name };
    office.clockMs += 1_000;
    expect(await office.commit(reservation, "pm_card_visa", { buyer })).toMatchObject({ status: 200 });
    orders.unshift(reservation.reservationId);
  }
  await office.idle();
});
afterAll(() => office.close());

const found = async (q: string): Promise<string[]> => {
  const { body } = await support.ask("GET", `/orders?q=${encodeURIComponent(q)}`);
  return body.orders.map(({ orderId }: { orderId: string }) => orderId);
};

describe("orders", () => {
  it("come newest first, page after page", async () => {
    const seen: string[] = [];
    let before = "";
    for (let page = 0; page < 3; page += 1) {
      const { body } = await support.ask("GET", `/events/${office.eventId}/bookings?limit=1${before}`);
      expect(body.orders).toHaveLength(1);
      seen.push(body.orders[0].orderId);
      before = `&before=${body.next}`;
      if (page === 2) expect(body.next).toBeNull();
    }
    expect(seen).toEqual(orders);
  });

  it("are found by reference, address, name and id; what looks like a pattern is none", async () => {
    const { body } = await support.ask("GET", `/orders/${orders[1]}`);
    expect(await found(body.reference)).toEqual([orders[1]]);
    expect(await found(body.reference.toLowerCase().replace("-", " "))).toEqual([orders[1]]);
    expect(await found("Buyer1@Example.com")).toEqual([orders[1]]);
    expect(await found("hopper")).toEqual([orders[1]]);
    expect(await found(orders[1] ?? "")).toEqual([orders[1]]);
    expect(await found("%_\\w")).toEqual([orders[0]]);
    expect(await found("' OR 1=1 --")).toEqual([]);
  });

  it("show everything that happened to them", async () => {
    const id = orders[2] ?? "";
    await support.refund(id, { amount: { currency: "USD", value: 2.5 }, reason: "a late train" });
    const { body } = await support.ask("GET", `/orders/${id}`);
    expect(body).toMatchObject({
      orderId: id,
      status: "partially_refunded",
      amount: { value: 152.5 },
      refunded: { value: 2.5 },
      refundable: { value: 150 },
      fees: { value: 2.5 },
      items: [
        { kind: "place", quantity: 1, unit: { value: 150 } },
        { kind: "fee", quantity: 1, unit: { value: 2.5 } },
      ],
      tickets: [{ seatId: "stalls-1", voidedAt: null }],
      payments: [{ attempt: 1, captured: { value: 152.5 } }],
      refunds: [{ state: "settled", reason: "a late train" }],
      mails: [
        { recipient: "buyer0@example.com", kind: "refund", channel: "email", state: "due" },
        { recipient: "buyer0@example.com", kind: "order_confirmation", channel: "email", state: "due" },
      ],
    });
  });

  it("are found by a seat, as people say it, and not by one that only begins alike", async () => {
    const { body } = await support.ask("GET", `/orders/${orders[2]}`);
    const label: string = body.tickets[0].label;
    for (const said of [label, label.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-"), body.tickets[0].seatId]) {
      expect([said, await found(said)]).toEqual([said, [orders[2]]]);
    }
    expect(await found(`${label}1`)).toEqual([]);
    expect(await found(".*1")).not.toContain(orders[1]);
  });

  it("of another organization are not there", async () => {
    expect(await stranger.ask("GET", `/orders/${orders[0]}`)).toMatchObject({ status: 404 });
    expect(await stranger.ask("GET", `/events/${office.eventId}/bookings`)).toMatchObject({ status: 404 });
    expect((await stranger.ask("GET", `/orders?event=${office.eventId}`)).body.orders).toEqual([]);
    expect(await stranger.ask("GET", `/orders/not-an-id`)).toMatchObject({ status: 404 });
  });

  it("are not for the door", async () => {
    const door = await OfficeDesk.as(office, "door");
    expect(await door.ask("GET", "/orders")).toMatchObject({ status: 403 });
  });
});

describe("every list that goes on after a moment and an id", () => {
  it("begins anew after what is neither, instead of breaking", async () => {
    const noUuid = "-".repeat(36);
    const noTime = "9999999999999999";
    for (const list of ["orders", `events/${office.eventId}/bookings`, "refund-requests", "notifications"]) {
      const whole = await support.ask("GET", `/${list}`);
      for (const before of [`1_${noUuid}`, `${noTime}_${crypto.randomUUID()}`, "1_", "_"]) {
        const { status, body } = await support.ask("GET", `/${list}?before=${before}`);
        expect([list, before, status, body]).toEqual([list, before, 200, whole.body]);
      }
    }
  });
});

describe("the buyer's name and address", () => {
  it("are corrected by support, once, and the correction says by whom and what was before", async () => {
    const id = orders[1] ?? "";
    const correct = () =>
      support.ask("PATCH", `/orders/${id}`, { name: "Rear Adm. Hopper", email: "Grace@Example.org" });
    const [first, second] = [await correct(), await correct()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.buyer).toEqual({ email: "grace@example.org", name: "Rear Adm. Hopper" });
    const acts = await office.rows(
      "SELECT changes FROM audit_entries WHERE subject = $1 AND action = 'order.changed'",
      [`order:${id}`],
    );
    expect(acts).toHaveLength(1);
    expect(JSON.parse(String(acts[0]?.["changes"]))).toEqual({
      before: { email: "buyer1@example.com", name: "Grace Hopper" },
      after: { email: "grace@example.org", name: "Rear Adm. Hopper" },
    });
    expect(await found("buyer1@example.com")).toEqual([]);
    expect(await found("grace@example.org")).toEqual([id]);
  });

  it("bring new passes: codes that went out before open nothing, and a correction of nothing changes none", async () => {
    const id = orders[1] ?? "";
    const editions = async () =>
      (await office.rows("SELECT edition FROM passes WHERE order_id = $1", [id])).map(({ edition }) => edition);
    const before = await editions();
    await support.ask("PATCH", `/orders/${id}`, { name: "Grace" });
    expect(await editions()).toEqual(before.map((edition) => Number(edition) + 1));
    await support.ask("PATCH", `/orders/${id}`, { name: "Grace" });
    expect(await editions()).toEqual(before.map((edition) => Number(edition) + 1));
  });

  it("lead mails that were not sent to the new address, and a sent one when it is sent again", async () => {
    const id = orders[1] ?? "";
    const address = async () =>
      (await office.rows("SELECT recipient FROM notifications WHERE order_id = $1", [id]))[0]?.["recipient"];
    expect(await address()).toBe("grace@example.org");
    await office.rows("UPDATE notifications SET state = 'sent', sent_at = now() WHERE order_id = $1", [id]);
    await support.ask("PATCH", `/orders/${id}`, { email: "hopper@example.org" });
    expect(await address()).toBe("grace@example.org");
    const [mail] = await office.rows("SELECT id FROM notifications WHERE order_id = $1", [id]);
    expect(await support.ask("POST", `/notifications/${String(mail?.["id"])}/resend`)).toMatchObject({ status: 204 });
    expect(await address()).toBe("hopper@example.org");
  });

  it.each([
    [{}, ""],
    [{ email: "not an address" }, "/email"],
    [{ name: "" }, "/name"],
    [{ name: 7 }, "/name"],
    [{ name: "two\nlines" }, "/name"],
    [{ status: "refunded" }, "/status"],
  ])("are not taken from %j", async (body, field) => {
    const answer = await support.ask("PATCH", `/orders/${orders[1]}`, body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });

  it("of another organization's order are not there", async () => {
    expect(await stranger.ask("PATCH", `/orders/${orders[1]}`, { name: "Mine" })).toMatchObject({ status: 404 });
  });
});

describe("the story of an order", () => {
  const steps = async (id: string): Promise<{ step: string; at: string; detail: string | null }[]> =>
    (await support.ask("GET", `/orders/${id}/story`)).body.entries;

  it("goes from the queue to the refund in order of time, a declined card included", async () => {
    const reservation = await office.hold(newVisitor(), ["stalls-5"]);
    office.clockMs += 1_000;
    const buyer = { email: "story@example.com", name: "Sam Story" };
    expect(await office.commit(reservation, "pm_card_chargeDeclined", { buyer })).toMatchObject({ status: 402 });
    office.clockMs += 1_000;
    expect(await office.commit(reservation, "pm_card_visa", { buyer })).toMatchObject({ status: 200 });
    await office.idle();
    const id = reservation.reservationId;
    const { heldAtMs } = reservation;
    const visit = { number: 41, admittedAtMs: heldAtMs - 1, expiresAtMs: heldAtMs + 600_000, endedAtMs: heldAtMs + 9 };
    office.room.visit = { ...visit, endReason: "bought" } as KnownVisit;
    await support.refund(id, { reason: "a late train" });
    const told = await steps(id);
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted());
    const names = told.map(({ step }) => step);
    // the books go by the database's clock, which the test does not set
    expect(names.filter((name) => /^entered|^held|^payment|^sold/u.test(name))).toEqual([
      "entered",
      "held",
      "payment_begun",
      "payment_refused",
      "payment_begun",
      "sold",
    ]);
    expect(names).toEqual(
      expect.arrayContaining(["left", "paid", "booked", "mail_owed", "refund_asked", "refund_settled"]),
    );
    expect(told.find(({ step }) => step === "entered")).toMatchObject({ detail: "42" });
    expect(told.find(({ step }) => step === "refund_asked")).toMatchObject({ detail: "a late train", who: "support" });
  });

  it("is told without the room when the room does not answer, and says so", async () => {
    office.room.visit = new Error("the room restarts");
    const { status, body } = await support.ask("GET", `/orders/${orders[0]}/story`);
    expect([status, body.silent]).toEqual([200, ["queue"]]);
    expect(body.entries.map(({ step }: { step: string }) => step)).toEqual(expect.arrayContaining(["held", "paid"]));
  });

  it("of another organization's order is not there", async () => {
    expect(await stranger.ask("GET", `/orders/${orders[0]}/story`)).toMatchObject({ status: 404 });
  });
});

describe("the ledger of an event", () => {
  it("shows balances that sum to zero, and every transaction, page after page", async () => {
    const keys = new Set<string>();
    let path = `/events/${office.eventId}/ledger?limit=3`;
    for (;;) {
      const { body } = await finance.ask("GET", path);
      const cents = body.balances.map(({ balance }: { balance: { value: number } }) => Math.round(balance.value * 100));
      expect(cents.reduce((sum: number, value: number) => sum + value, 0)).toBe(0);
      for (const { key } of body.transactions) keys.add(key);
      if (body.next === null) break;
      path = `/events/${office.eventId}/ledger?limit=3&before=${body.next}`;
    }
    const [count] = await office.rows("SELECT count(*)::int AS count FROM ledger_transactions");
    expect(keys.size).toBe(count?.["count"]);
  });

  it("is for finance, not for support or strangers", async () => {
    expect(await support.ask("GET", `/events/${office.eventId}/ledger`)).toMatchObject({ status: 403 });
    expect(await stranger.ask("GET", `/events/${office.eventId}/ledger`)).toMatchObject({ status: 404 });
  });
});

describe("mails", () => {
  it("that need a person are shown, and sent again when a person says so", async () => {
    const [mail] = await office.rows("UPDATE notifications SET state = 'uncertain' WHERE order_id = $1 RETURNING id", [
      orders[0],
    ]);
    const id = String(mail?.["id"]);
    const { body } = await support.ask("GET", "/notifications?state=uncertain");
    expect(body.notifications).toMatchObject([{ notificationId: id, orderId: orders[0], state: "uncertain" }]);
    expect(await stranger.ask("POST", `/notifications/${id}/resend`)).toMatchObject({ status: 404 });
    office.mails.length = 0;
    expect(await support.ask("POST", `/notifications/${id}/resend`)).toMatchObject({ status: 204 });
    expect(office.mails).toEqual([{ notificationId: id }]);
    expect(await office.rows("SELECT state, round FROM notifications WHERE id = $1", [id])).toEqual([
      { state: "due", round: 1 },
    ]);
    expect(await support.ask("POST", `/notifications/${id}/resend`)).toMatchObject({ status: 409 });
    const acts = await office.rows("SELECT action FROM audit_entries WHERE subject = $1", [`order:${orders[0]}`]);
    expect(acts).toEqual([{ action: "notification.resent" }]);
  });
});
