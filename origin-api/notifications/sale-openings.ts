/**
 * Tells those who asked that a sale has opened: a bounded number every minute, so that the news does not itself make the
 * rush. Called again, or at the same time, it tells nobody twice.
 */
import type { CheckoutParts } from "../checkout/parts.ts";
import { forgetSaleReminders, oweSaleOpenings, saleRemindersDue } from "./sale-reminder-store.ts";

const TOLD_A_MINUTE_MAX = 500;
const FORGOTTEN_A_MINUTE_MAX = 1_000;

export async function sweepSaleOpenings({ database }: Pick<CheckoutParts, "database">): Promise<void> {
  const due = await saleRemindersDue(database, TOLD_A_MINUTE_MAX);
  if (due.length > 0) await oweSaleOpenings(database, due);
  await forgetSaleReminders(database, FORGOTTEN_A_MINUTE_MAX);
}
