/**
 * `POST /seats/commit`: begins the payment of a held reservation and drives it on. The same request, twice or fifty
 * times at once, is one attempt with one charge and one answer (S7, S8).
 */
import type { EventId, MinorUnits, VisitorId } from "../../core/brand.ts";
import type { Problem } from "../../core/contract/problem.ts";
import type { BeginPaymentOutcome, Reservation } from "../../core/contract/seat-allocator.ts";
import type { CommitBody } from "../../core/contract/seats.ts";
import { isBooked } from "../books/order-queries.ts";
import type { Sale } from "../books/booking.ts";
import { fingerprintOf } from "../books/identity.ts";
import type { AuthoriseRequest, Payer, PaymentAnswer } from "../payments/payment.ts";
import { repeat } from "../payments/repeat.ts";
import { closeKey, search } from "./ask-provider.ts";
import { drive, type Driven } from "./drive.ts";
import { declareOutage } from "./outage.ts";
import type { CheckoutParts } from "./parts.ts";
import { amountMismatch, notSold, outcomeUnknown, providerDown, refusedBegin, refusedPayment } from "./refusals.ts";
import { returnUrl } from "./return-url.ts";
import { askSeats } from "./seats.ts";
import { within } from "./within.ts";
import { gistOf } from "../fault-gist.ts";

const BOOKS_PATIENCE_MS = 1_000;

export interface CommitRequest {
  readonly eventId: EventId;
  readonly holder: VisitorId;
  readonly body: CommitBody;
  /** `body.amount.value` in minor units. */
  readonly amountMinor: MinorUnits;
  /** The visit is over: only what was sold already may be answered again. */
  readonly sessionEnded: boolean;
}

export type Committed =
  /** `booked`: the books have it already. */
  | { readonly kind: "sold"; readonly sale: Sale; readonly booked: boolean }
  | { readonly kind: "action"; readonly reservation: Reservation; readonly redirectUrl: string }
  | { readonly kind: "session_ended" }
  | { readonly kind: "problem"; readonly problem: Problem };

export async function commit(parts: CheckoutParts, request: CommitRequest): Promise<Committed> {
  const { eventId, holder, body, amountMinor } = request;
  const { reservationId, paymentToken } = body;
  const payer = payerOf(body);
  if (request.sessionEnded) {
    const reservation = await askSeats(parts.objects, eventId, (seats) => seats.reservation(reservationId, holder));
    return reservation?.state === "sold" ? soldBefore(parts, request, reservation) : { kind: "session_ended" };
  }
  if (amountMinor > 0 && parts.patience.health.isQuiet(parts.nowMs())) return no(providerDown());
  const { currency } = body.amount;
  const fingerprint = await fingerprintOf([
    paymentToken,
    amountMinor,
    currency,
    payer.email,
    payer.name,
    payer.language,
  ]);
  const amount = { currency, minor: amountMinor };
  const begun = await askSeats(parts.objects, eventId, (seats) =>
    seats.beginPayment({ reservationId, holder, amount, fingerprint }),
  );
  if (begun.kind === "refused") return no(refusedBegin(begun));
  if (begun.kind === "sold") return soldBefore(parts, request, begun.reservation);
  try {
    return await new Attempt(parts, request, begun, payer).pay();
  } catch (error) {
    // the allocator knows that a payment is under way, and reminds the recovery of it
    parts.report("a checkout broke half-way", { reservationId, eventId, error: gistOf(error) });
    return no(outcomeUnknown());
  }
}

/** Answers again what was answered; sees first that it is true, where the books do not say so. */
async function soldBefore(parts: CheckoutParts, request: CommitRequest, reservation: Reservation): Promise<Committed> {
  const { currency, minor } = reservation.quote.total;
  const { amount } = request.body;
  if (amount.currency !== currency || request.amountMinor !== minor) return no(amountMismatch());
  const { reservationId, eventId } = reservation;
  const booked = await within(
    BOOKS_PATIENCE_MS,
    isBooked(parts.database, reservationId).catch(() => false),
  );
  if (booked === true) return { kind: "sold", sale: { reservation, payment: undefined }, booked };
  return committedAs(
    parts,
    eventId,
    await drive(parts, { eventId, reservationId, reservation }),
    payerOf(request.body),
  );
}

type Begun = Extract<BeginPaymentOutcome, { kind: "begun" }>;

/** One attempt at one payment. */
class Attempt {
  readonly #parts: CheckoutParts;
  readonly #request: CommitRequest;
  readonly #begun: Begun;
  readonly #payer: Payer;

  constructor(parts: CheckoutParts, request: CommitRequest, begun: Begun, payer: Payer) {
    this.#parts = parts;
    this.#request = request;
    this.#begun = begun;
    this.#payer = payer;
  }

  async pay(): Promise<Committed> {
    const { reservation } = this.#begun;
    if (reservation.quote.total.minor === 0) return this.#driveOn();
    const answer = await this.#authorise();
    switch (answer.kind) {
      case "payment":
        return this.#driveOn(answer);
      case "refused":
        return this.#refused(answer);
      case "key_taken": // by the recovery, which thought that we were gone
        return this.#driveOn();
      case "no_answer": {
        // an answer that was saved as broken is given for ever, but the payment may be there
        const found = await search(this.#parts, reservation);
        return found?.kind === "payment" ? this.#driveOn(found) : silence(this.#parts, reservation.eventId);
      }
      case "busy":
        return no(outcomeUnknown());
      default:
        return answer satisfies never;
    }
  }

  /** Nothing was made. The hold goes on once nothing can be. */
  async #refused(answer: Extract<PaymentAnswer, { kind: "refused" }>): Promise<Committed> {
    const { reservation } = this.#begun;
    const { eventId, reservationId } = reservation;
    const learnt = await closeKey(this.#parts, reservation);
    if (learnt.kind === "no_answer" || learnt.kind === "busy") return silence(this.#parts, eventId);
    const known = learnt.kind === "nothing" ? { nothingMade: true } : { payment: learnt.payment };
    await drive(this.#parts, { eventId, reservationId, reservation, ...known });
    return no(refusedPayment(answer));
  }

  async #driveOn(found?: Extract<PaymentAnswer, { kind: "payment" }>): Promise<Committed> {
    const { reservation } = this.#begun;
    const { eventId, reservationId } = reservation;
    const payment = found === undefined ? {} : { payment: found.payment };
    const driven = await drive(this.#parts, { eventId, reservationId, reservation, ...payment });
    return committedAs(this.#parts, eventId, driven, this.#payer);
  }

  /** A saved answer is history: what a repeated attempt is told is what is true now. */
  async #authorise(): Promise<PaymentAnswer> {
    const { gateway, patience, publicUrl } = this.#parts;
    const { reservation, attempt, idempotencyKey, replayed } = this.#begun;
    const { eventId, reservationId } = reservation;
    const request: AuthoriseRequest = {
      idempotencyKey,
      reservationId,
      eventId,
      attempt,
      amountMinor: reservation.quote.total.minor,
      currency: reservation.quote.total.currency,
      paymentToken: this.#request.body.paymentToken,
      payer: this.#payer,
      returnUrl: returnUrl(publicUrl, { eventId, reservationId }),
    };
    const answer = await repeat(patience, () => gateway.authorise(request));
    if (!replayed || answer.kind !== "payment") return answer;
    return repeat(patience, () => gateway.read(answer.payment.id));
  }
}

async function committedAs(parts: CheckoutParts, eventId: EventId, driven: Driven, payer: Payer): Promise<Committed> {
  switch (driven.kind) {
    case "sold":
      return { kind: "sold", sale: { ...driven.sale, payer }, booked: false };
    case "action":
      return driven;
    case "not_sold":
      return no(notSold(driven.reservation, driven.decline));
    case "unknown":
      return silence(parts, eventId);
    case "no_such_reservation":
      return no({ code: "not_found" });
    default:
      return driven satisfies never;
  }
}

/** No answer, several times: an outage is declared, so that nobody's hold runs out because of it (S10). */
async function silence(parts: CheckoutParts, eventId: EventId): Promise<Committed> {
  if (!parts.patience.health.isDown) return no(outcomeUnknown());
  await declareOutage(parts, eventId);
  return no(providerDown());
}

function payerOf({ buyer }: CommitBody): Payer {
  return {
    ...(buyer === undefined ? {} : { email: buyer.email }),
    ...(buyer?.name === undefined ? {} : { name: buyer.name }),
    ...(buyer?.language === undefined ? {} : { language: buyer.language }),
    ...(buyer?.phone === undefined ? {} : { phone: buyer.phone }),
  };
}

function no(problem: Problem): Committed {
  return { kind: "problem", problem };
}
