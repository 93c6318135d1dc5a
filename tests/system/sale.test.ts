/** One whole sale over HTTP, on real parts, from a link to a paid, booked, mailed seat; and what must not be possible. */
import { randomUUID } from "node:crypto";
import { inject, describe, expect, it } from "vitest";
import { Buyer } from "../support/buyer.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");

function newBuyer(): Buyer {
  return new Buyer(urls.edge, demo.roomId);
}

async function mailsTo(email: string): Promise<readonly { subject: string; text: string }[]> {
  const response = await fetch(`${urls.mailbox}/api/messages?to=${encodeURIComponent(email)}`);
  return ((await response.json()) as { messages: { subject: string; text: string }[] }).messages;
}

describe("a sale", () => {
  it("goes from a link to a paid, booked and mailed seat", async () => {
    const buyer = await newBuyer().arrive();
    const email = `${randomUUID()}@example.com`;
    const reserved = await buyer.reserve(demo.eventId, { bestAvailable: { quantity: 2 } });
    expect(reserved.status).toBe(201);
    expect(reserved.body.seats).toHaveLength(2);

    const sold = await buyer.commit(reserved.body, "pm_card_visa", { buyer: { email, name: "Ada Lovelace" } });
    expect(sold.status).toBe(200);
    expect(sold.body).toMatchObject({ orderId: reserved.body.reservationId, status: "paid" });
    expect(sold.body.tickets.map((ticket) => ticket.seatId).toSorted()).toEqual(
      reserved.body.seats.map((seat) => seat.seatId).toSorted(),
    );

    const [mail] = await eventually(
      () => mailsTo(email),
      (mails) => mails.length > 0,
    );
    expect(mail?.text).toContain(sold.body.reference);

    const order = await fetch(new URL(sold.body.url, urls.edge), { headers: { accept: "text/html" } });
    expect(order.status).toBe(200);
    expect(await order.text()).toContain(sold.body.reference);
  });

  it("answers a request that is pressed twice, or fifty times, once", async () => {
    const buyer = await newBuyer().arrive();
    const key = randomUUID();
    const reservations = await Promise.all(
      Array.from({ length: 50 }, () =>
        buyer.reserve(demo.eventId, { bestAvailable: { quantity: 1 } }, { "idempotency-key": key }),
      ),
    );
    expect(new Set(reservations.map((answer) => answer.body.reservationId)).size).toBe(1);
    const [first] = reservations;
    if (first === undefined) throw new Error("no answer");
    const commits = await Promise.all(Array.from({ length: 20 }, () => buyer.commit(first.body)));
    expect(new Set(commits.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(commits.map((answer) => answer.body.orderId)).size).toBe(1);
    const organizer = await Organizer.signIn(urls.edge, logins);
    const reconciliation = await eventually(
      () => organizer.reconcile(demo.eventId),
      (report) => report.differences.length === 0,
    );
    expect(reconciliation.differences).toEqual([]);
  });

  it("lets a declined buyer try again on the same hold", async () => {
    const buyer = await newBuyer().arrive();
    const reserved = await buyer.reserve(demo.eventId, { bestAvailable: { quantity: 1 } });
    const declined = await buyer.call("POST", "/seats/commit", {
      reservationId: reserved.body.reservationId,
      paymentToken: "pm_card_chargeDeclined",
      amount: { currency: reserved.body.amount.currency, value: reserved.body.amount.value },
    });
    expect(declined).toMatchObject({ status: 402, body: { code: "payment_declined" } });
    const sold = await buyer.commit(reserved.body);
    expect(sold.status).toBe(200);
  });

  it("gives one of fifty buyers the seat that all of them want", async () => {
    const buyers = await Promise.all(Array.from({ length: 50 }, () => newBuyer().arrive()));
    const seats = await buyers[0]?.call<{ seats: string }>("GET", `/events/${demo.eventId}/seats`);
    expect(seats?.status).toBe(200);
    const answers = await Promise.all(
      buyers.map((buyer) => buyer.reserve(demo.eventId, { seatIds: ["Balcony Right-F-1"] })),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(49);
    await Promise.all(buyers.map((buyer) => buyer.call("DELETE", `/rooms/${demo.roomId}/admissions/current`)));
  });

  it("ends what an admission opens within a second of its end (W1)", async () => {
    const buyer = await newBuyer().arrive();
    expect((await buyer.call("DELETE", `/rooms/${demo.roomId}/admissions/current`)).status).toBeLessThan(300);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const refused = await buyer.reserve(demo.eventId, { bestAvailable: { quantity: 1 } });
    expect(refused).toMatchObject({ status: 401, body: { code: "admission_ended" } });
    expect(refused.headers.get("set-cookie")).toBeNull();
  });

  it("hides another buyer's reservation", async () => {
    const [one, other] = [await newBuyer().arrive(), await newBuyer().arrive()];
    const reserved = await one.reserve(demo.eventId, { bestAvailable: { quantity: 1 } });
    const path = `/seats/reservations/${reserved.body.reservationId}`;
    expect((await one.call("GET", path)).status).toBe(200);
    expect((await other.call("GET", path)).status).toBe(404);
    expect((await other.call("DELETE", path)).status).toBe(404);
    expect((await other.commit(reserved.body)).status).toBe(404);
    expect((await one.call("DELETE", path)).status).toBeLessThan(300);
  });
});
