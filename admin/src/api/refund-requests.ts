/** What buyers ask back, and the answers of the office. */
import {
  refundRequestDocument,
  refundRequestsPage,
  type RefundDecision,
} from "../../../core/contract/refund-requests.ts";
import { ask, query } from "./client.ts";

export function readRefundRequests(filter: {
  readonly state?: string | undefined;
  readonly before?: string | undefined;
}) {
  return ask(`/refund-requests${query(filter)}`, refundRequestsPage);
}

export function decideRefundRequest(id: string, decision: RefundDecision) {
  return ask(`/refund-requests/${encodeURIComponent(id)}`, refundRequestDocument, { method: "POST", body: decision });
}
