/**
 * A buyer asks for their money back, the office says yes or no. Yes is a refund, made in the same statement as the
 * approval, so that there is neither without the other; repeating either answer changes nothing.
 */
import type { OrderId } from "../../core/brand.ts";
import { problem, type Problem } from "../../core/contract/problem.ts";
import {
  REFUND_REQUEST_LIMITS,
  type RefundDecision,
  type RefundRequestDocument,
} from "../../core/contract/refund-requests.ts";
import type { MinorUnits } from "../../core/brand.ts";
import { performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { askForRefund, declinedRequest } from "./buyer-request-store.ts";
import { refundRequestOf, refundRequestsOfOrder } from "./buyer-request-queries.ts";
import { isBooked } from "./order-queries.ts";
import { requestRefund } from "./refund-request.ts";
import type { RefundParts } from "./refunding.ts";

export type AskedByBuyer =
  | { readonly kind: "asked"; readonly request: RefundRequestDocument; readonly isNew: boolean }
  | { readonly kind: "problem"; readonly problem: Problem };

/** Asks for a refund; whoever asks while a request is open is told of that one. */
export async function askedByBuyer(database: Database, orderId: OrderId, reason: string): Promise<AskedByBuyer> {
  const isNew = await askForRefund(database, { id: crypto.randomUUID(), orderId, reason });
  const requests = await refundRequestsOfOrder(database, orderId);
  const open = requests.find(({ state }) => state === "open");
  if (open !== undefined) return { kind: "asked", request: open, isNew };
  if (requests.length >= REFUND_REQUEST_LIMITS.perOrderMax) {
    return no(problem("conflict", { detail: "this order has been decided about often enough" }));
  }
  // a sale that the books do not have yet will be there in a moment
  return no(
    (await isBooked(database, orderId))
      ? problem("refund_too_large", { detail: "nothing is left that could be given back" })
      : problem("unavailable", { retryAfterSeconds: 2 }),
  );
}

export interface Decision extends Pick<RefundDecision, "decision" | "answer" | "releaseSeats"> {
  readonly amount?: { readonly currency: string; readonly minor: MinorUnits };
}

export type Decided =
  | { readonly kind: "decided"; readonly request: RefundRequestDocument }
  | { readonly kind: "problem"; readonly problem: Problem };

/** @param act who decides; subject and changes are filled in here. */
export async function decideRequest(
  parts: RefundParts,
  request: RefundRequestDocument,
  decision: Decision,
  act: Omit<Act, "after" | "before">,
): Promise<Decided> {
  const refused =
    decision.decision === "approve"
      ? await approve(parts, request, decision, act)
      : await decline(parts, request, decision, act);
  const now = await refundRequestOf(parts.database, act.organizationId, request.requestId);
  if (now === undefined) return no(problem("not_found"));
  const wanted = decision.decision === "approve" ? "approved" : "declined";
  if (now.state !== "open" && now.state !== wanted) {
    return no(problem("conflict", { detail: `this request was ${now.state} already` }));
  }
  return refused === undefined ? { kind: "decided", request: now } : no(refused);
}

async function approve(
  parts: RefundParts,
  { requestId, orderId, reason }: RefundRequestDocument,
  { answer, amount, releaseSeats = amount === undefined }: Decision,
  act: Omit<Act, "after" | "before">,
): Promise<Problem | undefined> {
  const { organizationId, actor } = act;
  const outcome = await requestRefund(
    parts,
    {
      orderId,
      idempotencyKey: `request ${requestId}`, // with a space, which no caller's key has
      reason: reason.replaceAll(/\s+/gu, " ").slice(0, REASON_LENGTH_MAX),
      releaseSeats,
      ...(amount === undefined ? {} : { amount }),
      answers: { requestId, organizationId, actor, answer },
    },
    act,
  );
  return outcome.kind === "problem" ? outcome.problem : undefined;
}

/** What `refunds.reason` takes from whoever else asks. */
const REASON_LENGTH_MAX = 200;

async function decline(
  { database }: RefundParts,
  { requestId }: RefundRequestDocument,
  { answer }: Decision,
  act: Omit<Act, "after" | "before">,
): Promise<undefined> {
  const { organizationId, actor } = act;
  const change = declinedRequest({ requestId, organizationId, actor, answer });
  await performAct(database, { ...act, after: { requestId, answer } }, { change });
}

function no(refused: Problem): { readonly kind: "problem"; readonly problem: Problem } {
  return { kind: "problem", problem: refused };
}
