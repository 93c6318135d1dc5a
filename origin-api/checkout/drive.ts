/**
 * Drives one sale from wherever it stands to its end: the only place where seats and money are moved together.
 *
 * The request of the buyer, the bank's return, webhooks, the recovery and the allocator's reminders all call it. Every
 * step is repeatable, so it does not matter who drives, how often, or who drives at the same time (S6, S7).
 */
import type { EventId, ReservationId } from "../../core/brand.ts";
import type { PaymentProof, Reservation } from "../../core/contract/seat-allocator.ts";
import { freePaymentRef, type Sale } from "../books/booking.ts";
import type { Decline, NoAnswer, Payment, PaymentAnswer } from "../payments/payment.ts";
import { repeat } from "../payments/repeat.ts";
import { askProvider } from "./ask-provider.ts";
import { resolveLateMoney } from "./late-money.ts";
import { isWhatWasAsked, nextStep, type Step } from "./next-step.ts";
import type { CheckoutParts } from "./parts.ts";
import { askSeats } from "./seats.ts";

/** More steps than any sale needs; a sale that takes more is a mistake in the rule. */
const STEPS_MAX = 16;

export type Driven =
  /** Seats and money are where they belong; what is left is the books. */
  | { readonly kind: "sold"; readonly sale: Sale }
  | { readonly kind: "action"; readonly reservation: Reservation; readonly redirectUrl: string }
  /** No money can land; `decline` where the bank said why. */
  | { readonly kind: "not_sold"; readonly reservation: Reservation; readonly decline: Decline | undefined }
  | { readonly kind: "unknown"; readonly why: string }
  | { readonly kind: "no_such_reservation" };

export interface Start {
  readonly eventId: EventId;
  readonly reservationId: ReservationId;
  /** What was just learnt, so that it need not be asked again. */
  readonly reservation?: Reservation;
  readonly payment?: Payment;
  /** The provider has proven that the live attempt made no payment and never will. */
  readonly nothingMade?: boolean;
}

/** @throws when an object or the database does not answer; driving again goes on from there. */
export async function drive(parts: CheckoutParts, start: Start): Promise<Driven> {
  const given = start.reservation ?? (await reservationOf(parts, start));
  if (given === undefined) return { kind: "no_such_reservation" };
  const drive = new Drive(parts, given, start.payment);
  if (start.nothingMade === true) return drive.take({ do: "free", proof: "never_created" });
  for (let taken = 0; taken < STEPS_MAX; taken += 1) {
    const step = nextStep(drive.known());
    const ended = await drive.take(step);
    if (ended !== undefined) return ended;
  }
  parts.report("a sale does not come to its end", { reservationId: start.reservationId });
  return { kind: "unknown", why: "too many steps" };
}

async function reservationOf(
  { objects }: CheckoutParts,
  { eventId, reservationId }: Pick<Start, "eventId" | "reservationId">,
): Promise<Reservation | undefined> {
  return askSeats(objects, eventId, (allocator) => allocator.reservation(reservationId));
}

/** Is it the payment that the journal reminds the office of, until it is at its end? */
function isMinded({ reservationId, attempt, state }: Reservation, payment: Payment): boolean {
  const isOwn = payment.reservationId === reservationId && payment.attempt === attempt;
  return isOwn && (state === "paying" || state === "sold");
}

class Drive {
  readonly #parts: CheckoutParts;
  #reservation: Reservation;
  #payment: Payment | undefined;
  #decline: Decline | undefined;
  #captureAnswerLost = false;

  constructor(parts: CheckoutParts, reservation: Reservation, payment: Payment | undefined) {
    this.#parts = parts;
    this.#reservation = reservation;
    this.#learn(payment);
  }

  known(): Parameters<typeof nextStep>[0] {
    const { livemode, nowMs } = this.#parts;
    return { reservation: this.#reservation, payment: this.#payment, livemode, nowMs: nowMs() };
  }

  async take(step: Extract<Step, { readonly do: "free" }>): Promise<Driven>;
  /** @returns how the drive ends, or `undefined` to go on. */
  async take(step: Step): Promise<Driven | undefined>;
  async take(step: Step): Promise<Driven | undefined> {
    switch (step.do) {
      case "ask": {
        const learnt = await askProvider(this.#parts, this.#reservation);
        return learnt.kind === "nothing" ? this.#free("never_created") : this.#heard(learnt);
      }
      case "commit":
        return this.#commit();
      case "capture":
        return this.#capture();
      case "cancel":
        return this.#cancel();
      case "free":
        return this.#free(step.proof);
      case "unsell":
        return this.#unsell();
      case "late_money":
        return this.#lateMoney();
      case "book":
        return { kind: "sold", sale: { reservation: this.#reservation, payment: this.#payment } };
      case "wait_for_buyer":
        return { kind: "action", reservation: this.#reservation, redirectUrl: step.redirectUrl };
      case "wait":
        return { kind: "unknown", why: "the bank has not decided yet" };
      case "nothing":
        return { kind: "not_sold", reservation: this.#reservation, decline: this.#decline };
      default:
        return step satisfies never;
    }
  }

  async #commit(): Promise<undefined> {
    const { reservationId, attempt } = this.#reservation;
    const paymentRef = this.#payment?.id ?? freePaymentRef(reservationId);
    const outcome = await this.#seats((allocator) => allocator.commit(reservationId, attempt, paymentRef));
    await this.#follow(outcome.kind === "sold" ? outcome.reservation : undefined);
  }

  async #capture(): Promise<Driven | undefined> {
    const { gateway, patience } = this.#parts;
    const { id, attempt, reservationId } = this.#paid();
    // an answer that was saved as broken would be given for ever; the provider captures no payment twice
    const key = this.#captureAnswerLost ? undefined : `${reservationId}:${attempt}:capture`;
    const answer = await repeat(patience, () => gateway.capture(id, key));
    if (answer.kind === "payment" || this.#captureAnswerLost) return this.#heard(answer);
    this.#captureAnswerLost = true;
    return this.#heard(await repeat(patience, () => gateway.read(id)));
  }

  async #cancel(): Promise<Driven | undefined> {
    const { gateway, patience, livemode } = this.#parts;
    const payment = this.#paid();
    if (payment.status === "authorised" && !isWhatWasAsked(this.#reservation, payment, livemode)) {
      this.#report("a payment is not what was asked for");
    }
    const answer = await repeat(patience, () => gateway.cancel(payment.id));
    return this.#heard(answer.kind === "payment" ? answer : await repeat(patience, () => gateway.read(payment.id)));
  }

  async #free(proof: PaymentProof): Promise<Driven> {
    const { reservationId, attempt } = this.#reservation;
    const outcome = await this.#seats((allocator) => allocator.cancelPayment(reservationId, attempt, proof));
    await this.#follow(outcome.kind === "refused" ? undefined : outcome.reservation);
    return { kind: "not_sold", reservation: this.#reservation, decline: this.#decline };
  }

  async #unsell(): Promise<undefined> {
    const { reservationId } = this.#reservation;
    this.#report("seats were sold for money that the bank let go; they are free again");
    const refundRef = `uncaptured:${this.#paid().id}`;
    await this.#seats((allocator) => allocator.revoke({ orderId: reservationId, refundRef, to: "free" }));
    await this.#seats((allocator) => allocator.settle([reservationId]));
    await this.#follow(undefined);
  }

  async #lateMoney(): Promise<Driven | undefined> {
    this.#report("money came late");
    const resolved = await resolveLateMoney(this.#parts, this.#reservation, this.#paid());
    if (resolved.kind === "returned") {
      return { kind: "not_sold", reservation: this.#reservation, decline: this.#decline };
    }
    if (resolved.kind === "unknown") return resolved;
    this.#reservation = resolved.reservation;
    return undefined;
  }

  #heard(answer: PaymentAnswer | NoAnswer): Driven | undefined {
    if (answer.kind === "payment") {
      this.#learn(answer.payment);
      return undefined;
    }
    return { kind: "unknown", why: "why" in answer ? answer.why : answer.kind };
  }

  /** A later answer about the same payment may leave out what an earlier one told: who pays, why it was declined. */
  #learn(payment: Payment | undefined): void {
    const before = payment?.id === this.#payment?.id ? this.#payment : undefined;
    this.#decline = payment?.decline ?? before?.decline;
    if (payment === undefined) this.#payment = undefined;
    else {
      const payer = { ...before?.payer, ...payment.payer };
      this.#payment = { ...payment, payer, ...(this.#decline === undefined ? {} : { decline: this.#decline }) };
      if (isMinded(this.#reservation, payment)) this.#parts.heard.note(payment.id, payment.status);
    }
  }

  /** A command that was refused was overtaken: what is true now stands in the journal. */
  async #follow(reservation: Reservation | undefined): Promise<void> {
    this.#reservation = reservation ?? (await reservationOf(this.#parts, this.#reservation)) ?? this.#reservation;
  }

  #seats<Answer>(ask: Parameters<typeof askSeats<Answer>>[2]): Promise<Answer> {
    return askSeats(this.#parts.objects, this.#reservation.eventId, ask);
  }

  #paid(): Payment {
    if (this.#payment === undefined) throw new Error("a step about a payment without one");
    return this.#payment;
  }

  #report(fault: string): void {
    const { reservationId, eventId, state } = this.#reservation;
    const { id, status } = this.#paid();
    this.#parts.report(fault, { reservationId, eventId, state, paymentId: id, status });
  }
}
