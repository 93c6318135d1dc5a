// Refunds and disputes in Stripe's shape: the money that leaves again.
import type { Dispute, Refund } from "../rules/records.ts";
import { isOpen, blocksRefunds } from "../rules/dispute.ts";
import { balanceTransactionJson } from "./balance.ts";
import type { JsonObject, View } from "./json.ts";

export function refundJson(refund: Refund): JsonObject {
  return {
    id: refund.id,
    object: "refund",
    amount: refund.amount,
    balance_transaction: refund.balanceTransaction,
    charge: refund.charge,
    created: refund.created,
    currency: refund.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference: "", reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    ...(refund.failureBalanceTransaction === null
      ? {}
      : { failure_balance_transaction: refund.failureBalanceTransaction }),
    ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
    metadata: refund.metadata,
    payment_intent: refund.paymentIntent,
    payment_method: null,
    ...(refund.status === "pending" ? { pending_reason: "processing" } : {}),
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}

const RESPONSE_S = 9 * 24 * 60 * 60;

export function disputeJson(dispute: Dispute, view: View): JsonObject {
  return {
    id: dispute.id,
    object: "dispute",
    amount: dispute.amount,
    balance_transactions: dispute.rows.map((row) => balanceTransactionJson(row, view)),
    charge: dispute.charge,
    created: dispute.created,
    currency: dispute.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: isOpen(dispute) ? dispute.created + RESPONSE_S : null,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    intended_submission_method: null,
    is_charge_refundable: !blocksRefunds(dispute),
    livemode: false,
    metadata: dispute.metadata,
    payment_intent: dispute.paymentIntent,
    reason: dispute.reason,
    status: dispute.status,
  };
}
