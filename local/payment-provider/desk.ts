// The desk where a decision becomes fact: records, events, their deliveries and what is to happen later, in one
// transaction. It knows the clock and the settings; it decides nothing.
import type { Fees, MoneyRecord } from "./rules/records.ts";
import { HEALTHY_DELIVERY, HEALTHY_TIMING, type DeliverySettings, type Timing } from "./control/settings.ts";
import { seededChance, type Chance } from "./control/chance.ts";
import { createMint, type Mint } from "./ids.ts";
import { NO_FEES } from "./rules/balance.ts";
import type { Circumstances, Decision, PlannedEvent } from "./rules/decision.ts";
import type { Refusal } from "./rules/refusal.ts";
import type { WebhookEndpoint } from "./storage/record.ts";
import type { Store } from "./storage/store.ts";

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** The request that made an event happen; nobody's, when the provider acted by itself. */
export interface Origin {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}
export const BY_ITSELF: Origin = { requestId: null, idempotencyKey: null };

export class Desk {
  readonly store: Store;
  readonly mint: Mint = createMint();
  fees: Fees = NO_FEES;
  timing: Timing = HEALTHY_TIMING;
  #delivery: DeliverySettings = HEALTHY_DELIVERY;
  #chance: Chance = seededChance(HEALTHY_DELIVERY.seed);
  #endpoints: readonly WebhookEndpoint[] | undefined;

  constructor(store: Store) {
    this.store = store;
  }

  nowMs(): number {
    return Date.now();
  }

  at(): Circumstances {
    return { nowS: Math.floor(this.nowMs() / 1000), mint: this.mint, fees: this.fees };
  }

  get delivery(): DeliverySettings {
    return this.#delivery;
  }
  set delivery(settings: DeliverySettings) {
    this.#delivery = settings;
    this.#chance = seededChance(settings.seed);
  }

  apply<T extends MoneyRecord>(decision: Decision<T>, origin: Origin): Reply<T> {
    if (decision.kind === "refused") return { ok: false, refusal: decision.refusal };
    const nowMs = this.nowMs();
    this.store.database.transaction(() => {
      this.store.records.put(decision.result, nowMs);
      for (const record of decision.also) this.store.records.put(record, nowMs);
      for (const event of decision.events) this.tell(event, origin);
      for (const later of decision.later ?? []) this.store.agenda.add(later, nowMs + this.timing.settleAfterMs);
    });
    if (decision.kind === "declined") return { ok: false, refusal: decision.refusal };
    return { ok: true, value: decision.result };
  }

  /** Writes an event down and puts it into the bag of everybody who asked for its type. */
  tell(planned: PlannedEvent, origin: Origin): void {
    const nowMs = this.nowMs();
    const id = this.mint("evt_3");
    const event = { kind: "event", id, created: Math.floor(nowMs / 1000), ...planned, ...origin } as const;
    this.store.records.put(event, nowMs);
    for (const endpoint of this.endpoints()) {
      if (!wants(endpoint, planned.type)) continue;
      this.deliver(id, endpoint.id);
      if (this.#delivery.duplicates > 0 && this.#chance() < this.#delivery.duplicates) this.deliver(id, endpoint.id);
    }
  }

  deliver(eventId: string, endpointId: string): void {
    const wait = this.#delivery.reorder ? Math.floor(this.#chance() * this.#delivery.reorderWindowMs) : 0;
    this.store.deliveries.add(eventId, endpointId, this.nowMs() + wait);
  }

  endpoints(): readonly WebhookEndpoint[] {
    this.#endpoints ??= [...this.store.records.all("webhook_endpoint")];
    return this.#endpoints;
  }

  putEndpoint(endpoint: WebhookEndpoint): void {
    this.store.records.put(endpoint, this.nowMs());
    this.#endpoints = undefined;
  }

  removeEndpoint(id: string): boolean {
    const removed = this.store.records.remove("webhook_endpoint", id);
    this.store.deliveries.forgetEndpoint(id);
    this.#endpoints = undefined;
    return removed;
  }
}

export function wants(endpoint: WebhookEndpoint, type: string): boolean {
  return endpoint.enabledEvents.includes("*") || endpoint.enabledEvents.includes(type);
}
