/**
 * What the clock asks of the office, every minute: to make up for whatever did not happen by itself. Each sweep stands
 * alone, so that one that breaks keeps no other from running.
 */
import { sweepRefunds } from "./books/refund-sweep.ts";
import { checkoutPartsOf, type CheckoutParts } from "./checkout/parts.ts";
import type { Env } from "./env.ts";
import { sweepReminders } from "./notifications/reminders.ts";
import { sweepSaleOpenings } from "./notifications/sale-openings.ts";
import { sweepMails } from "./notifications/sweep.ts";
import { sweepInbox } from "./webhooks/sweep.ts";
import { gistOf } from "./fault-gist.ts";

const SWEEPS: Readonly<Record<string, (parts: CheckoutParts) => Promise<void>>> = {
  webhooks: sweepInbox,
  refunds: sweepRefunds,
  // these owe messages, which the last then enqueues
  reminders: sweepReminders,
  saleOpenings: sweepSaleOpenings,
  mails: sweepMails,
};

export async function runScheduled(env: Env): Promise<void> {
  const parts = checkoutPartsOf(env);
  for (const [name, sweep] of Object.entries(SWEEPS)) {
    try {
      await sweep(parts);
    } catch (error) {
      parts.report("a sweep broke", { sweep: name, error: gistOf(error) });
    }
  }
}
