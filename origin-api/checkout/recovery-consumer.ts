/**
 * `checkout-recovery`: payments past their deadline, and probes of a provider that was down. What cannot be ended now
 * is sent again by the allocator a minute later, so nothing is retried here.
 */
import { recoveryRequest, type RecoveryRequest } from "../../core/contract/messages.ts";
import type { Env } from "../env.ts";
import type { QueueBatch } from "../queue-batch.ts";
import { drive } from "./drive.ts";
import { afterBooking, bookSales } from "./finish.ts";
import { probeProvider } from "./outage.ts";
import { checkoutPartsOf, type CheckoutParts } from "./parts.ts";
import { gistOf } from "../fault-gist.ts";

export async function consumeCheckoutRecovery(batch: QueueBatch, env: Env): Promise<void> {
  const parts = checkoutPartsOf(env);
  for (const { body } of batch.messages) {
    const parsed = recoveryRequest.safeParse(body);
    if (parsed.success) await recover(parts, parsed.data);
    else parts.report("a message of checkout-recovery is not understood", {});
  }
}

export async function recover(parts: CheckoutParts, request: RecoveryRequest): Promise<void> {
  try {
    if (request.kind === "provider_probe") {
      await probeProvider(parts, request.eventId);
      return;
    }
    if (parts.patience.health.isQuiet(parts.nowMs())) return;
    const { eventId, reservationId } = request;
    const driven = await drive(parts, { eventId, reservationId });
    if (driven.kind === "sold") await afterBooking(parts, await bookSales(parts, [driven.sale]));
    if (driven.kind === "unknown")
      parts.report("a payment's outcome is still unknown", { ...request, why: driven.why });
  } catch (error) {
    parts.report("a payment could not be recovered", { ...request, error: gistOf(error) });
  }
}
