// Everybody with an order is reminded once, the day before: however often the clock ticks, whatever dies in between,
// never after the start, never whose money went back, never who has only just bought.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { sweepReminders } from "../../../origin-api/notifications/reminders.ts";
import { OfficeDesk } from "../books/office-desk.ts";
import { NoticeOffice, PARALLEL } from "./notice-office.ts";

const HOUR_MS = 3_600_000;
let notices: NoticeOffice;
let startsAtMs: number;

beforeEach(async () => {
  notices = await NoticeOffice.open();
  const [event] = await notices.office.rows("SELECT extract(epoch FROM starts_at) * 1000 AS at FROM events");
  startsAtMs = Number(event?.["at"]);
});
afterEach(() => notices.close());

async function tick(hoursBefore: number, times = 1): Promise<void> {
  const parts = { ...notices.office.parts(), nowMs: () => millis(startsAtMs - hoursBefore * HOUR_MS) };
  await Promise.all(Array.from({ length: times }, () => sweepReminders(parts)));
}

const reminders = async () => notices.mailbox.messages({ subject: "Soon:" });

describe("a reminder", () => {
  it("is sent once to each order, by mail and by text message, in the window and not before", async () => {
    await notices.sell({ phone: "+4915112345678" });
    const second = await notices.sell({ email: "grace@example.com" });
    await tick(26);
    expect(await notices.states("event_reminder")).toEqual({});
    await tick(23.9, PARALLEL);
    await notices.deliver();
    await tick(20, PARALLEL);
    await notices.deliver();
    expect(await notices.states("event_reminder")).toEqual({ sent: 3 });
    expect(await reminders()).toHaveLength(2);
    const [grace] = await notices.mailbox.messages({ to: "grace@example.com", subject: "Soon:" });
    expect(grace?.text).toContain("Your places: A · 2");
    expect(grace?.text).toContain(`Order: ${second.reference}`);
    expect(await notices.headersOf(grace)).not.toMatch(/^List-Unsubscribe/imu); // an order's mails always come
    expect(notices.mailbox.texts().filter(({ body }) => body.startsWith("Soon:"))).toHaveLength(1);
  });

  it("is not owed any more once the window is over", async () => {
    await notices.sell();
    await tick(15);
    await tick(-1);
    expect(await notices.states("event_reminder")).toEqual({});
  });

  it("is never sent after the start, whatever kept it waiting", async () => {
    await notices.sell();
    await tick(23);
    await notices.office.rows("UPDATE events SET starts_at = now() - interval '1 second'");
    await notices.deliver();
    expect(await notices.states("event_reminder")).toEqual({ skipped: 1 });
    expect(await reminders()).toEqual([]);
  });

  it("does not go to whom the money was given back, before or after it was owed", async () => {
    const desk = await OfficeDesk.as(notices.office, "finance");
    const [early, late, part] = [await notices.sell(), await notices.sell(), await notices.sell()];
    await desk.refund(early.orderId, { releaseSeats: true });
    await tick(23);
    await desk.refund(late.orderId);
    await desk.refund(part.orderId, { amount: { currency: "USD", value: 1 } });
    await notices.deliver();
    expect(await notices.states("event_reminder")).toEqual({ sent: 1, skipped: 1 });
    expect((await reminders())[0]?.text).toContain(part.reference);
  });

  it("does not go to who has bought since the window began: the confirmation is hours old", async () => {
    await notices.sell();
    await notices.office.rows("UPDATE orders SET placed_at = $1", [new Date(startsAtMs - 22 * HOUR_MS)]);
    await tick(20);
    expect(await notices.states("event_reminder")).toEqual({});
  });

  it("reaches every one of thousands of orders, a bounded number a minute, wherever a tick was killed", async () => {
    await notices.sell();
    await notices.office.rows(`
      WITH copied AS (
        INSERT INTO orders (id, reference, organization_id, event_id, currency, total_minor, fees_minor, tax_minor,
          buyer_email, placed_at)
        SELECT gen_random_uuid(), 'R' || n, organization_id, event_id, currency, total_minor, fees_minor, tax_minor,
          'buyer' || n || '@example.com', placed_at FROM orders, generate_series(1, 2999) n RETURNING id
      )
      INSERT INTO passes (id, order_id, position, seat_id, label, category, price_minor)
      SELECT gen_random_uuid(), id, 0, 's', 's', 'stalls', 1 FROM copied`);
    await tick(23);
    expect(await notices.states("event_reminder")).toEqual({ due: 1_000 });
    // a tick that died had owed some of its orders and not the rest
    await notices.office.rows(`DELETE FROM notifications WHERE id IN
      (SELECT id FROM notifications WHERE kind = 'event_reminder' ORDER BY random() LIMIT 333)`);
    for (let minute = 0; minute < 3; minute += 1) await tick(23 - minute / 60, 2);
    expect(await notices.states("event_reminder")).toEqual({ due: 3_000 });
    const [distinct] = await notices.office.rows(
      "SELECT count(DISTINCT order_id)::int AS orders FROM notifications WHERE kind = 'event_reminder'",
    );
    expect(distinct).toEqual({ orders: 3_000 });
  });
});
