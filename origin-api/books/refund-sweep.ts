/** Refunds that are not finished: the provider fell silent, a bank takes its time, seats are still to be given back. */
import { dueRefunds } from "./refund-store.ts";
import { driveRefund, type RefundParts } from "./refunding.ts";
import { gistOf } from "../fault-gist.ts";

const REFUNDS_MAX = 50;

export async function sweepRefunds(parts: RefundParts): Promise<void> {
  for (const refund of await dueRefunds(parts.database, REFUNDS_MAX)) {
    try {
      await driveRefund(parts, refund);
    } catch (error) {
      parts.report("a refund could not be driven on", { refundId: refund.id, error: gistOf(error) });
    }
  }
}
