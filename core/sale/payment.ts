/**
 * The way from a hold to a sale: begin, commit, cancel. The intent is written before any money is asked for; a seat
 * in payment is sold, or freed with proof that no money can land (S5); a step of an older attempt is fenced off (S7).
 */
import { millis, type Millis } from "../brand.ts";
import { PAYMENT_PROOFS, type PaymentProof, type ReservationAct } from "./act.ts";
import {
  FAILED_PAYMENTS_MAX,
  HOLD_AFTER_PAYMENT_MIN_MS,
  PAYMENT_DEADLINE_MS,
  PAYMENT_TRIES_MAX,
  TEXT_LENGTH_MAX,
} from "./limits.ts";
import type { Money } from "./money.ts";
import { refused, type BeginPaymentRequest, type BeginRefusal, type Decision } from "./outcomes.ts";
import { isAlive, type ReservationRecord } from "./reservation.ts";
import { saleTime, type SaleClock } from "./sale-clock.ts";

export interface PaymentSituation {
  readonly clock: SaleClock;
  readonly mayPay: boolean;
  /** The price of the reservation, computed here and never taken from a client. */
  readonly price: Money;
}

/** `done`: this attempt is under way, or the reservation is sold. */
export function decideBegin(
  record: ReservationRecord | undefined,
  request: BeginPaymentRequest,
  situation: PaymentSituation,
  nowMs: Millis,
): Decision<ReservationAct, BeginRefusal> {
  if (record === undefined || record.holder !== request.holder) return refused("not_found");
  const { price } = situation;
  if (request.amount.currency !== price.currency || request.amount.minor !== price.minor)
    return refused("amount_mismatch");
  if (record.state === "sold") return { kind: "done" };
  if (record.state === "paying")
    return record.payment?.fingerprint === request.fingerprint ? { kind: "done" } : refused("already_paying");
  if (!isAlive(record, saleTime(situation.clock, nowMs))) return refused("hold_expired");
  if (record.failures >= FAILED_PAYMENTS_MAX || record.attempt >= PAYMENT_TRIES_MAX)
    return refused("attempts_exhausted");
  if (!situation.mayPay) return refused("sale_closed");
  const attempt = record.attempt + 1;
  const deadlineMs = millis(nowMs + PAYMENT_DEADLINE_MS);
  const leftMs = millis(record.expiresAtSaleMs - saleTime(situation.clock, nowMs));
  return {
    kind: "act",
    act: {
      command: "begin",
      reservation: record.id,
      body: { attempt, fingerprint: request.fingerprint, deadlineMs, leftMs },
    },
  };
}

/** Also after the deadline: the lock is still ours. `done`: sold by this very payment. */
export function decideCommit(
  record: ReservationRecord | undefined,
  attempt: number,
  paymentRef: string,
  price: Money,
): Decision<ReservationAct, "fenced" | "not_found"> {
  if (record === undefined) return refused("not_found");
  if (record.attempt !== attempt) return refused("fenced", { detail: "another attempt has taken over" });
  if (record.state === "sold" && record.paymentRef === paymentRef) return { kind: "done" };
  if (record.state !== "paying") return refused("fenced", { detail: `the reservation is ${record.state}` });
  if (paymentRef.length === 0 || paymentRef.length > TEXT_LENGTH_MAX)
    return refused("fenced", { detail: "no payment" });
  const { id: reservation, places } = record;
  return {
    kind: "act",
    act: { command: "commit", reservation, body: { attempt, paymentRef, total: price.minor, places } },
  };
}

/** `done`: this attempt was cancelled before. */
export function decideCancel(
  record: ReservationRecord | undefined,
  attempt: number,
  proof: PaymentProof,
  clock: SaleClock,
  nowMs: Millis,
): Decision<ReservationAct, "fenced" | "not_found" | "proof_required"> {
  if (record === undefined) return refused("not_found");
  if (!PAYMENT_PROOFS.includes(proof)) return refused("proof_required");
  if (record.attempt !== attempt || record.state === "sold" || record.state === "revoked") return refused("fenced");
  if (record.state !== "paying") return attempt === 0 ? refused("fenced") : { kind: "done" };
  const leftMs = Math.max(record.payment?.leftMs ?? 0, HOLD_AFTER_PAYMENT_MIN_MS);
  const expiresAtSaleMs = millis(saleTime(clock, nowMs) + leftMs);
  const body = record.gaveUp ? { attempt, proof } : { attempt, proof, expiresAtSaleMs };
  return { kind: "act", act: { command: "cancel", reservation: record.id, body } };
}
