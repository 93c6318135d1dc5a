// Empties the table of deliveries: a few at a time, each until a 2xx, with the time between attempts doubling and their
// number bounded. A killed process finds its unsent deliveries again; so every event is delivered at least once, and
// receivers must cope with twice.
import type { Desk } from "../desk.ts";
import { ATTEMPTS_SHOWN_MAX, DELIVERY_PARALLEL_MAX, DELIVERY_RETRY_MS_MAX } from "../limits.ts";
import type { Delivery } from "../storage/deliveries.ts";
import type { View } from "../wire/json.ts";
import { eventJson } from "../wire/event.ts";
import { Postman } from "./post.ts";
import { signatureHeader } from "./signature.ts";

export interface Attempt {
  readonly atMs: number;
  readonly eventId: string;
  readonly type: string;
  readonly url: string;
  readonly attempt: number;
  /** The answer's status; 0 for none. */
  readonly status: number;
}

export class WebhookSender {
  readonly #desk: Desk;
  readonly #view: () => View;
  readonly #log: (line: string) => void;
  readonly #postman = new Postman();
  readonly #underWay = new Set<number>();
  readonly #recent: Attempt[] = [];
  #timer: NodeJS.Timeout | undefined;
  #pumpPlanned = false;
  #stopped = false;

  constructor(desk: Desk, view: () => View, log: (line: string) => void) {
    this.#desk = desk;
    this.#view = view;
    this.#log = log;
  }

  /** The last attempts, newest first. */
  get recent(): readonly Attempt[] {
    return this.#recent.toReversed();
  }

  /** Called after every commit; many calls in one turn of the loop make one look into the table. */
  wake(): void {
    if (this.#stopped || this.#pumpPlanned || this.#underWay.size >= DELIVERY_PARALLEL_MAX) return;
    this.#pumpPlanned = true;
    setImmediate(() => {
      this.#pumpPlanned = false;
      if (!this.#stopped) this.#pump();
    });
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (this.#desk.delivery.paused) return;
    const nowMs = this.#desk.nowMs();
    const due = this.#desk.store.deliveries.due(nowMs, DELIVERY_PARALLEL_MAX + this.#underWay.size);
    for (const delivery of due) {
      if (this.#underWay.size >= DELIVERY_PARALLEL_MAX) return; // the next one to end looks again
      if (!this.#underWay.has(delivery.seq)) void this.#attempt(delivery);
    }
    const nextMs = this.#desk.store.deliveries.nextDueMs(nowMs);
    if (nextMs === undefined) return;
    this.#timer = setTimeout(() => this.wake(), Math.max(1, nextMs - nowMs));
    this.#timer.unref();
  }

  async #attempt(delivery: Delivery): Promise<void> {
    this.#underWay.add(delivery.seq);
    try {
      const event = this.#desk.store.records.get("event", delivery.eventId);
      const endpoint = this.#desk.endpoints().find(({ id }) => id === delivery.endpointId);
      if (event === undefined || endpoint === undefined) {
        this.#desk.store.deliveries.succeeded(delivery.seq); // nothing left to tell, or nobody to tell it
        return;
      }
      const view = this.#view();
      const payload = JSON.stringify(eventJson(event, this.#desk.store.deliveries.pendingOf(event.id), view));
      const signature = signatureHeader(payload, endpoint.secret, view.nowS);
      const status = await this.#postman.send({ url: endpoint.url, payload, signature });
      if (this.#stopped) return;
      this.#settle(delivery, status);
      const { eventId } = delivery;
      const attempt = delivery.attempt + 1;
      this.#remember({ atMs: this.#desk.nowMs(), eventId, type: event.type, url: endpoint.url, attempt, status });
    } catch (error) {
      this.#log(`payment-provider: delivery failed: ${String(error)}`);
    } finally {
      this.#underWay.delete(delivery.seq);
      this.wake();
    }
  }

  #settle(delivery: Delivery, status: number): void {
    const { deliveries } = this.#desk.store;
    const attempt = delivery.attempt + 1;
    if (status >= 200 && status < 300) deliveries.succeeded(delivery.seq);
    else if (attempt >= this.#desk.delivery.attemptsMax) deliveries.giveUp(delivery.seq, attempt);
    else {
      const waitMs = Math.min(this.#desk.delivery.retryBaseMs * 2 ** delivery.attempt, DELIVERY_RETRY_MS_MAX);
      deliveries.retry(delivery.seq, attempt, this.#desk.nowMs() + waitMs);
    }
  }

  #remember(attempt: Attempt): void {
    this.#recent.push(attempt);
    if (this.#recent.length > ATTEMPTS_SHOWN_MAX) this.#recent.shift();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#postman.close();
  }
}
