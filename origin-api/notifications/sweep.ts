/** What the clock does for mails: enqueues those that are due and on no queue, and shows those whose sender died. */
import type { CheckoutParts } from "../checkout/parts.ts";
import { declareUncertain, takeOverdue } from "./notification-store.ts";

/** What one call of a queue can carry. */
const BATCH_MAX = 100;
const BATCHES_MAX = 10;

export async function sweepMails(parts: Pick<CheckoutParts, "database" | "enqueueMails" | "report">): Promise<void> {
  const uncertain = await declareUncertain(parts.database);
  if (uncertain > 0) parts.report("mails of a sender that died need a person", { mails: uncertain });
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const ids = await takeOverdue(parts.database, BATCH_MAX);
    if (ids.length > 0) await parts.enqueueMails(ids.map((notificationId) => ({ notificationId })));
    if (ids.length < BATCH_MAX) return;
  }
}
