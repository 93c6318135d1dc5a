// The hands behind the scenes: outages, deliveries, fees, the bank's decisions, the payer's authentication, and the sums
// of all money. The same object is what tests hold and what /_control offers over HTTP.
import type { Fees } from "../rules/records.ts";
import { decideDispute } from "../commands/disputes.ts";
import { authenticatePayment, cancelPayment, settlePayment } from "../commands/payments.ts";
import { endRefund } from "../commands/refunds.ts";
import { BY_ITSELF, wants, type Desk, type Reply } from "../desk.ts";
import type { Attempt, WebhookSender } from "../webhooks/sender.ts";
import type { OutageSwitch } from "./outage.ts";
import {
  deliverySchema,
  feesSchema,
  outageSchema,
  redeliverySchema,
  timingSchema,
  type DeliverySettings,
  type Outage,
  type OutageInput,
  type Redelivery,
  type Timing,
} from "./settings.ts";
import { moneyTotals, type MoneyTotal } from "./totals.ts";

export interface ProviderState {
  readonly outage: Outage;
  readonly requestsMeetingFaults: number;
  readonly delivery: DeliverySettings;
  readonly fees: Fees;
  readonly timing: Timing;
  readonly intents: Record<string, number>;
  readonly charges: number;
  readonly refunds: Record<string, number>;
  readonly disputes: number;
  readonly events: number;
  readonly deliveriesPending: number;
  readonly deliveriesGivenUp: number;
  readonly webhookEndpoints: { readonly id: string; readonly url: string; readonly events: readonly string[] }[];
}

/** What came of a command: the object's id and status, or why not. */
export type ControlOutcome =
  | { readonly ok: true; readonly id: string; readonly status: string }
  | { readonly ok: false; readonly message: string };

export class ProviderControl {
  readonly #desk: Desk;
  readonly #outage: OutageSwitch;
  readonly #sender: WebhookSender;

  constructor(desk: Desk, outage: OutageSwitch, sender: WebhookSender) {
    this.#desk = desk;
    this.#outage = outage;
    this.#sender = sender;
  }

  state(): ProviderState {
    const { records, deliveries } = this.#desk.store;
    return {
      outage: this.#outage.current,
      requestsMeetingFaults: this.#outage.drawn,
      delivery: this.#desk.delivery,
      fees: this.#desk.fees,
      timing: this.#desk.timing,
      intents: records.countByType("payment_intent"),
      charges: sum(records.countByType("charge")),
      refunds: records.countByType("refund"),
      disputes: sum(records.countByType("dispute")),
      events: sum(records.countByType("event")),
      deliveriesPending: deliveries.count("pending"),
      deliveriesGivenUp: deliveries.count("given_up"),
      webhookEndpoints: this.#desk
        .endpoints()
        .map(({ id, url, enabledEvents }) => ({ id, url, events: enabledEvents })),
    };
  }

  /** `null` ends the outage. */
  setOutage(outage: OutageInput): Outage {
    this.#outage.set(outageSchema.parse(outage));
    return this.#outage.current;
  }

  setDelivery(change: Partial<DeliverySettings>): DeliverySettings {
    this.#desk.delivery = deliverySchema.parse({ ...this.#desk.delivery, ...change });
    this.#sender.wake();
    return this.#desk.delivery;
  }

  setFees(fees: Partial<Fees>): Fees {
    this.#desk.fees = feesSchema.parse({ ...this.#desk.fees, ...fees });
    return this.#desk.fees;
  }

  setTiming(change: Partial<Timing>): Timing {
    this.#desk.timing = timingSchema.parse({ ...this.#desk.timing, ...change });
    return this.#desk.timing;
  }

  /** All money by the value of a metadata key. */
  totals(metadataKey = "reservation_id"): MoneyTotal[] {
    return moneyTotals(this.#desk.store, metadataKey);
  }

  /** Sends events again to everybody who asked for their type; answers how many deliveries that makes. */
  redeliver(which: Redelivery = {}): number {
    const { eventId, types } = redeliverySchema.parse(which);
    const { database, records } = this.#desk.store;
    return database.transaction(() => {
      let count = 0;
      for (const event of records.all("event")) {
        if (eventId !== undefined && event.id !== eventId) continue;
        if (types !== undefined && !types.includes(event.type)) continue;
        for (const endpoint of this.#desk.endpoints()) {
          if (!wants(endpoint, event.type)) continue;
          this.#desk.deliver(event.id, endpoint.id);
          count += 1;
        }
      }
      return count;
    });
  }

  recentDeliveries(): readonly Attempt[] {
    return this.#sender.recent;
  }

  authenticate(paymentIntent: string, outcome: "complete" | "fail"): ControlOutcome {
    return this.#command(() => authenticatePayment(this.#desk, paymentIntent, outcome, BY_ITSELF));
  }

  /** Lets an authorisation run out, as a bank does after some days. */
  expireAuthorisation(paymentIntent: string): ControlOutcome {
    return this.#command(() => cancelPayment(this.#desk, paymentIntent, "automatic", BY_ITSELF));
  }

  /** Ends a bank debit now. */
  settlePayment(paymentIntent: string): ControlOutcome {
    return this.#command(() => settlePayment(this.#desk, paymentIntent, BY_ITSELF));
  }

  endRefund(refund: string, outcome: "succeeded" | "failed"): ControlOutcome {
    return this.#command(() => endRefund(this.#desk, refund, outcome, BY_ITSELF));
  }

  closeDispute(dispute: string, outcome: "won" | "lost"): ControlOutcome {
    return this.#command(() => decideDispute(this.#desk, dispute, outcome, BY_ITSELF));
  }

  #command(work: () => Reply<{ id: string; status: string }>): ControlOutcome {
    const reply = this.#desk.store.database.transaction(work);
    if (reply.ok) return { ok: true, id: reply.value.id, status: reply.value.status };
    // A decline changed the payment and refused the request: for whoever authenticates, that is an outcome.
    const declined = reply.refusal.status === 402 ? reply.refusal.paymentIntent : undefined;
    if (declined !== undefined) return { ok: true, id: declined.id, status: declined.status };
    return { ok: false, message: reply.refusal.message };
  }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
