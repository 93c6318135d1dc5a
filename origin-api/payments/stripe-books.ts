/**
 * The provider's own books of an event's payments, for reconciliation: what was asked, held, taken, given back, and
 * what its balance transactions say. Reads only; throws when the provider does not answer.
 */
import { Stripe } from "stripe";
import type { EventId } from "../../core/brand.ts";
import type { Payment } from "./payment.ts";
import { METADATA, paymentOf } from "./stripe-payment.ts";

/** A payment as the provider's books have it. */
export interface ProviderPayment extends Payment {
  readonly capturableMinor: number;
  /** Gross amount of the charge's balance transaction; 0 while there is none. */
  readonly balanceMinor: number;
}

const PAGE = 100;
const WHOLE = ["latest_charge.balance_transaction"];

export class StripeBooks {
  readonly #stripe: Stripe;

  constructor(stripe: Stripe) {
    this.#stripe = stripe;
  }

  /** Page after page; the search may lag behind by a minute. */
  async *paymentsOf(eventId: EventId): AsyncGenerator<readonly ProviderPayment[]> {
    const query = `metadata['${METADATA.event}']:'${eventId}'`;
    const expand = WHOLE.map((path) => `data.${path}`);
    let page: string | undefined;
    do {
      const found = await this.#stripe.paymentIntents.search({
        query,
        limit: PAGE,
        expand,
        ...(page === undefined ? {} : { page }),
      });
      yield found.data.map(providerPaymentOf);
      page = found.next_page ?? undefined;
    } while (page !== undefined);
  }

  /** One payment, as it is now. */
  async payment(id: string): Promise<ProviderPayment | undefined> {
    try {
      return providerPaymentOf(await this.#stripe.paymentIntents.retrieve(id, { expand: WHOLE }));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return undefined;
      throw error;
    }
  }

  /** What the balance transactions of a refund or a dispute sum to, before fees. */
  async movement(sourceId: string): Promise<number> {
    const { data } = await this.#stripe.balanceTransactions.list({ source: sourceId, limit: PAGE });
    return data.reduce((sum, { amount }) => sum + amount, 0);
  }
}

function providerPaymentOf(intent: Stripe.PaymentIntent): ProviderPayment {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const row = charge?.balance_transaction;
  return {
    ...paymentOf(intent),
    capturableMinor: intent.amount_capturable,
    balanceMinor: typeof row === "object" ? (row?.amount ?? 0) : 0,
  };
}
