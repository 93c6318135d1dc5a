// Does what was put on the agenda when its time has come: refunds that arrive or bounce, bank debits that end. An item
// is taken and done in one transaction; one that no longer fits (canceled meanwhile) is dropped.
import { BY_ITSELF, type Desk } from "../desk.ts";
import type { Later } from "../rules/decision.ts";
import { settlePayment } from "./payments.ts";
import { endRefund } from "./refunds.ts";

const ITEMS_PER_TURN = 50;
/** A broken disk must not turn the agenda into a busy loop. */
const AFTER_FAILURE_MS = 1000;

export class AgendaClock {
  readonly #desk: Desk;
  readonly #log: (line: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(desk: Desk, log: (line: string) => void) {
    this.#desk = desk;
    this.#log = log;
  }

  /** Called after every commit: arms the timer for the next item, if that is sooner than what it is armed for. */
  wake(): void {
    if (this.#stopped) return;
    const dueMs = this.#desk.store.agenda.nextDueMs();
    if (dueMs === undefined || dueMs >= this.#timerDueMs) return;
    this.#arm(dueMs);
  }

  #arm(dueMs: number): void {
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, dueMs - this.#desk.nowMs()));
    this.#timer.unref();
  }

  #run(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    try {
      for (let done = 0; done < ITEMS_PER_TURN; done += 1) {
        const more = this.#desk.store.database.transaction(() => {
          const item = this.#desk.store.agenda.takeDue(this.#desk.nowMs());
          if (item !== undefined) perform(this.#desk, item);
          return item !== undefined;
        });
        if (!more) break;
      }
    } catch (error) {
      this.#log(`payment-provider: agenda failed: ${String(error)}`);
      this.#arm(this.#desk.nowMs() + AFTER_FAILURE_MS);
      return;
    }
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}

function perform(desk: Desk, item: Later): void {
  switch (item.action) {
    case "settle_refund":
      endRefund(desk, item.id, "succeeded", BY_ITSELF);
      return;
    case "fail_refund":
      endRefund(desk, item.id, "failed", BY_ITSELF);
      return;
    case "settle_payment":
    case "fail_payment":
      settlePayment(desk, item.id, BY_ITSELF);
  }
}
