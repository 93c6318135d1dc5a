/**
 * Reminds everybody who has an order for an event, the day before. Called every minute: what one call leaves, or did
 * not finish because it died, the next one finds again, since whoever has the reminder is not looked for.
 */
import type { CheckoutParts } from "../checkout/parts.ts";
import { eventsStarting, ordersToRemind, oweReminders } from "./reminder-store.ts";
import { FURTHEST_MS, NEAREST_MS, reminderWindow } from "./reminder-window.ts";

/** More events than start within six hours in any house that we know of; the rest comes a minute later. */
const EVENTS_MAX = 500;
const BATCH_MAX = 500;
/** Not more than the clock enqueues in the same time, so that confirmations are not kept waiting behind them. */
const BATCHES_MAX = 2;
const FIRST = "00000000-0000-0000-0000-000000000000";

export async function sweepReminders({ database, nowMs }: Pick<CheckoutParts, "database" | "nowMs">): Promise<void> {
  const now = nowMs();
  const near = await eventsStarting(database, {
    fromMs: now + NEAREST_MS,
    untilMs: now + FURTHEST_MS,
    limit: EVENTS_MAX,
  });
  const due = near
    .map(({ eventId, startsAtMs, timeZone }) => ({ eventId, ...reminderWindow(startsAtMs, timeZone) }))
    .filter(({ fromMs, untilMs }) => now >= fromMs && now < untilMs);
  if (due.length === 0) return;
  let after = FIRST;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const orders = await ordersToRemind(database, due, { after, limit: BATCH_MAX });
    if (orders.length > 0) await oweReminders(database, orders);
    if (orders.length < BATCH_MAX) return;
    after = orders.at(-1) ?? after;
  }
}
