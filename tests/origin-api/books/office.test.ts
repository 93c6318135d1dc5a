// What the office sees: orders found by what people say on the phone, paged, with everything that happened to them; the
// ledger; mails. Another organization's are not there.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
    expect(body.history.map(({ what }: { what: string }) => what)).toEqual(
      expect.arrayContaining(["captured", "fulfilled", "order.refund_asked", "refund_asked", "refund_settled"]),
    );
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
