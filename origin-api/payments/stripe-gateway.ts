/**
 * The payment gateway on the real Stripe library: one call a method, every outcome a value, nothing retried.
 *
 * Keeps S7 together with the allocator: money is only ever asked for under the allocator's idempotency key.
 */
import type { Stripe } from "stripe";
import type { ReservationId } from "../../core/brand.ts";
import type {
  AuthoriseRequest,
  FenceRequest,
  FoundPayments,
  NoAnswer,
  Payment,
  PaymentAnswer,
  PaymentGateway,
  ProviderRefund,
  RefundAnswer,
  RefundRequest,
} from "./payment.ts";
import { failureOf, paymentInError } from "./stripe-failure.ts";
import { createParams, fenceParams, METADATA, paymentOf, refundOf } from "./stripe-payment.ts";

/** With the charge, because it knows what was refunded and what the card says about its holder. */
const WHOLE = { expand: ["latest_charge"] };
const LISTED = ["data.latest_charge"];
const PAGE = 100;
/** Looking through payments one by one: 100 pages are what a sale makes in two minutes at Stripe's rate limit. */
const PAGES_MAX = 100;
/** Their clock may be behind ours … */
const CLOCKS_DIFFER_S = 60;
/** … and all calls of an attempt are made within a minute, each waiting ten seconds at most. */
const ATTEMPT_LASTS_S = 10 * 60;

export class StripeGateway implements PaymentGateway {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  authorise(request: AuthoriseRequest): Promise<PaymentAnswer> {
    const { idempotencyKey } = request;
    return answered(() => this.#stripe.paymentIntents.create(createParams(request), { idempotencyKey }));
  }

  fence(request: FenceRequest): Promise<PaymentAnswer> {
    const { idempotencyKey } = request;
    return answered(() => this.#stripe.paymentIntents.create(fenceParams(request), { idempotencyKey }));
  }

  read(paymentId: string): Promise<PaymentAnswer> {
    return answered(() => this.#stripe.paymentIntents.retrieve(paymentId, WHOLE));
  }

  async find(reservationId: ReservationId, sinceMs?: number): Promise<FoundPayments | NoAnswer> {
    return orNoAnswer(async () => {
      const query = `metadata['${METADATA.reservation}']:'${reservationId}'`;
      const { data } = await this.#stripe.paymentIntents.search({ query, limit: PAGE, expand: LISTED });
      const payments = data.map(paymentOf);
      if (payments.length > 0 || sinceMs === undefined) return { kind: "payments", payments, complete: false };
      return this.#lookThrough(reservationId, sinceMs);
    });
  }

  /** Lists do not lag behind, searches do. */
  async #lookThrough(reservationId: ReservationId, sinceMs: number): Promise<FoundPayments> {
    const sinceS = Math.floor(sinceMs / 1000);
    const created = { gte: sinceS - CLOCKS_DIFFER_S, lte: sinceS + ATTEMPT_LASTS_S };
    const found: Payment[] = [];
    let after: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const cursor = after === undefined ? {} : { starting_after: after };
      const { data, has_more: hasMore } = await this.#stripe.paymentIntents.list({
        created,
        limit: PAGE,
        expand: LISTED,
        ...cursor,
      });
      found.push(...data.filter((intent) => intent.metadata[METADATA.reservation] === reservationId).map(paymentOf));
      after = data.at(-1)?.id;
      if (!hasMore || after === undefined) return { kind: "payments", payments: found, complete: true };
    }
    return { kind: "payments", payments: found, complete: false };
  }

  capture(paymentId: string, idempotencyKey?: string): Promise<PaymentAnswer> {
    const options = idempotencyKey === undefined ? {} : { idempotencyKey };
    return answered(() => this.#stripe.paymentIntents.capture(paymentId, {}, options));
  }

  cancel(paymentId: string): Promise<PaymentAnswer> {
    return answered(() => this.#stripe.paymentIntents.cancel(paymentId));
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    const { paymentId, amountMinor, refundId, idempotencyKey } = request;
    try {
      const refund = await this.#stripe.refunds.create(
        { payment_intent: paymentId, amount: amountMinor, metadata: { [METADATA.refund]: refundId } },
        { idempotencyKey },
      );
      return { kind: "refund", refund: refundOf(refund) };
    } catch (error) {
      const failure = failureOf(error);
      // the key is of this refund alone, so whoever took it was this refund with other words: ask what became of it
      return failure.kind === "key_taken" ? { kind: "no_answer", why: "the key of this refund is taken" } : failure;
    }
  }

  async refundsOf(
    paymentId: string,
  ): Promise<{ readonly kind: "refunds"; readonly refunds: readonly ProviderRefund[] } | NoAnswer> {
    return orNoAnswer(async () => {
      const { data } = await this.#stripe.refunds.list({ payment_intent: paymentId, limit: PAGE });
      return { kind: "refunds", refunds: data.map(refundOf) };
    });
  }

  async probe(): Promise<boolean> {
    const outcome = await orNoAnswer(async () => {
      await this.#stripe.balance.retrieve();
      return { kind: "there" as const };
    });
    return outcome.kind !== "no_answer";
  }
}

async function answered(call: () => Promise<Stripe.PaymentIntent>): Promise<PaymentAnswer> {
  try {
    return { kind: "payment", payment: paymentOf(await call()) };
  } catch (error) {
    const payment = paymentInError(error);
    return payment === undefined ? failureOf(error) : { kind: "payment", payment };
  }
}

/** For calls that change nothing: a refusal is as good as no answer. */
async function orNoAnswer<Outcome>(call: () => Promise<Outcome>): Promise<Outcome | NoAnswer> {
  try {
    return await call();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "no_answer" || failure.kind === "busy") return failure;
    return { kind: "no_answer", why: failure.kind === "refused" ? failure.message : failure.kind };
  }
}
