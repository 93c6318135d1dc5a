// Disputes: the payer's bank takes the money back and may give it back. An inquiry (`warning_…`) takes none yet.
import type { Charge, Dispute } from "./records.ts";
import { disputeReversalRow, disputeRow } from "./balance.ts";
import { refused, type Changes, type Circumstances, type Decision, type PlannedEvent } from "./decision.ts";
import { invalidRequest } from "./refusal.ts";
import type { TestCard } from "./test-cards.ts";

export function openDispute(
  charge: Charge,
  cause: TestCard["dispute"],
  at: Circumstances,
): (Changes & { charge: Charge }) | undefined {
  if (cause === undefined) return undefined;
  const id = at.mint("du_1");
  const { currency, amountCaptured: amount } = charge;
  const row = cause === "inquiry" ? undefined : disputeRow({ source: id, amount, currency }, at);
  const dispute: Dispute = {
    kind: "dispute",
    id,
    created: at.nowS,
    status: row === undefined ? "warning_needs_response" : "needs_response",
    reason: cause === "inquiry" ? "general" : cause,
    amount,
    currency,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    rows: row === undefined ? [] : [row],
    metadata: {},
  };
  const events: PlannedEvent[] = [{ type: "charge.dispute.created", object: dispute }];
  if (row !== undefined) events.push({ type: "charge.dispute.funds_withdrawn", object: dispute });
  const also = row === undefined ? [dispute] : [row, dispute];
  return { charge: { ...charge, disputed: true }, also, events };
}

/** The bank decides. Lost: the money stays away. Won: it comes back. An inquiry just closes, or becomes nothing more. */
export function closeDispute(dispute: Dispute, outcome: "won" | "lost", at: Circumstances): Decision<Dispute> {
  if (!isOpen(dispute)) return refused(invalidRequest(`This dispute is already closed (${dispute.status}).`));
  if (dispute.status === "warning_needs_response") {
    const result: Dispute = { ...dispute, status: "warning_closed" };
    return { kind: "done", result, also: [], events: [{ type: "charge.dispute.closed", object: result }] };
  }
  if (outcome === "lost") {
    const result: Dispute = { ...dispute, status: "lost" };
    return { kind: "done", result, also: [], events: [{ type: "charge.dispute.closed", object: result }] };
  }
  const row = disputeReversalRow({ source: dispute.id, amount: dispute.amount, currency: dispute.currency }, at);
  const result: Dispute = { ...dispute, status: "won", rows: [...dispute.rows, row] };
  const events: PlannedEvent[] = [
    { type: "charge.dispute.closed", object: result },
    { type: "charge.dispute.funds_reinstated", object: result },
  ];
  return { kind: "done", result, also: [row], events };
}

export function isOpen(dispute: Dispute): boolean {
  return dispute.status === "needs_response" || dispute.status === "warning_needs_response";
}

/** Stripe refuses refunds of a payment that the bank has taken back or may yet keep. */
export function blocksRefunds(dispute: Dispute): boolean {
  return dispute.status === "needs_response" || dispute.status === "lost";
}
