/**
 * What travels through the queues. At least once, in any order: every consumer must not mind.
 */
import { z } from "zod";
import { eventId, reservationId } from "./fields.ts";

/** `sale-events`: a sale that the books have not acknowledged. Sent by the allocator's alarm, again and again. */
export const saleEvent = z.strictObject({ kind: z.literal("sold"), eventId, reservationId });
export type SaleEvent = z.infer<typeof saleEvent>;

/** `checkout-recovery`: a payment past its deadline, or a provider that was down and may be back. */
export const recoveryRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("payment"), eventId, reservationId, attempt: z.int().min(1) }),
  z.strictObject({ kind: z.literal("provider_probe"), eventId }),
]);
export type RecoveryRequest = z.infer<typeof recoveryRequest>;

/** `notifications`: one row of the notifications table that is due. */
export const notificationDue = z.strictObject({ notificationId: z.uuid() });
export type NotificationDue = z.infer<typeof notificationDue>;

/** The part of a queue's producer that is used; a batch has at most 100 messages. */
export interface MessageQueue<Body> {
  sendBatch(messages: readonly { readonly body: Body }[]): Promise<unknown>;
}

export const QUEUES = {
  saleEvents: "sale-events",
  checkoutRecovery: "checkout-recovery",
  notifications: "notifications",
} as const;
