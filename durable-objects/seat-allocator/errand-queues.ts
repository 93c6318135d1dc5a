/**
 * Carries an allocator's errands to the queues. What cannot be sent now is due again anyway, so a failure is told to
 * the operator and otherwise forgotten.
 */
import type { Millis } from "../../core/brand.ts";
import type { Allocation } from "../../core/sale/allocation.ts";
import type { Errands } from "../../core/sale/errands.ts";
import type { RecoveryRequest, SaleEvent } from "../../core/contract/messages.ts";
import type { Env } from "../env.ts";

/** Messages that one call may carry. */
const BATCH_MAX = 100;
/** Errands of one alarm; the rest follows with the next one. */
const ERRANDS_MAX = 500;

export async function sendErrands(env: Env, allocation: Allocation, errands: Errands, nowMs: Millis): Promise<void> {
  const { eventId } = allocation.terms;
  const due = errands.take(allocation, nowMs, ERRANDS_MAX);
  const recovery: RecoveryRequest[] = due.payments.map((payment) => ({ kind: "payment", eventId, ...payment }));
  if (due.probe) recovery.push({ kind: "provider_probe", eventId });
  const sold: SaleEvent[] = due.sold.map((reservationId) => ({ kind: "sold", eventId, reservationId }));
  for (const reservationId of due.stuck)
    console.error(
      JSON.stringify({ level: "error", message: "payment unresolved for too long", eventId, reservationId }),
    );
  const sendings = [...batches(recovery, env.CHECKOUT_RECOVERY), ...batches(sold, env.SALE_EVENTS)];
  for (const outcome of await Promise.allSettled(sendings)) {
    if (outcome.status === "rejected")
      console.error(
        JSON.stringify({ level: "error", message: "errands not sent", eventId, why: String(outcome.reason) }),
      );
  }
}

function* batches<Message>(messages: readonly Message[], queue: Queue<Message>): Generator<Promise<unknown>> {
  for (let start = 0; start < messages.length; start += BATCH_MAX)
    yield queue.sendBatch(messages.slice(start, start + BATCH_MAX).map((body) => ({ body })));
}
