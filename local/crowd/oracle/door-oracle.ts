/**
 * How many are inside, counted twice: by what the room says of itself, and by the admissions that buyers were given.
 * Judges W1 (never more than the cap), W3 (one ticket, one admission) and W4 (the counter never goes back).
 *
 * A visit surely lasts from the answer that admitted to the moment the buyer asks to leave, or pays, since a sale ends
 * a visit; it may have lasted longer on both sides, so what this counts is never too much.
 */
import type { Breaches } from "./breaches.ts";

interface Visit {
  readonly fromMs: number;
  untilMs: number;
}

/** What of the public status is judged. */
export interface DoorStatus {
  readonly inside: number;
  readonly totalActiveUsers: number;
  readonly servingCounter: number;
  /** The room's clock: a status that overtakes another one is older, not wrong. */
  readonly asOf: string;
}

export class DoorOracle {
  readonly #breaches: Breaches;
  readonly #visits = new Map<string, Visit>();
  readonly #sessionOfTicket = new Map<number, string>();
  #overshoot = 0;
  #insideMax = 0;
  #cap = Number.POSITIVE_INFINITY;
  #newest: DoorStatus | undefined;

  constructor(breaches: Breaches) {
    this.#breaches = breaches;
  }

  /** The most that the room ever said was inside. */
  get insideMax(): number {
    return this.#insideMax;
  }

  statusSeen(status: DoorStatus): void {
    this.#cap = status.totalActiveUsers;
    this.#insideMax = Math.max(this.#insideMax, status.inside);
    this.#over(status.inside - status.totalActiveUsers, `the status of ${status.asOf}`);
    const newest = this.#newest;
    if (newest === undefined || newest.asOf < status.asOf) {
      if (newest !== undefined && status.servingCounter < newest.servingCounter)
        this.#breaches.add("W4", `the counter went from ${newest.servingCounter} back to ${status.servingCounter}`);
      this.#newest = status;
    }
  }

  /** @param expiresAtMs when the admission ends by itself. */
  admitted(number: number, sessionId: string, nowMs: number, expiresAtMs: number): void {
    const before = this.#sessionOfTicket.get(number);
    if (before !== undefined && before !== sessionId)
      this.#breaches.add("W3", `number ${number} was admitted as ${sessionId} after ${before}`);
    if (before !== undefined) return;
    this.#sessionOfTicket.set(number, sessionId);
    this.#visits.set(sessionId, { fromMs: nowMs, untilMs: expiresAtMs });
  }

  /** From this moment on the visit may be over. */
  leaves(sessionId: string, nowMs: number): void {
    const visit = this.#visits.get(sessionId);
    if (visit !== undefined) visit.untilMs = Math.min(visit.untilMs, nowMs);
  }

  /** Counts the visits that surely overlapped; to be asked once, when all is over. @returns the largest excess seen. */
  overshoot(): number {
    const steps: [atMs: number, change: number][] = [];
    for (const { fromMs, untilMs } of this.#visits.values())
      if (untilMs > fromMs) steps.push([fromMs, 1], [untilMs, -1]);
    // Whoever leaves in the same instant as another comes in makes room first.
    steps.sort(([a, up], [b, down]) => a - b || up - down);
    let inside = 0;
    let most = 0;
    for (const [, change] of steps) {
      inside += change;
      most = Math.max(most, inside);
    }
    this.#over(most - this.#cap, "the buyers' own admissions");
    return this.#overshoot;
  }

  #over(by: number, source: string): void {
    if (by <= this.#overshoot) return;
    this.#overshoot = by;
    this.#breaches.add("W1", `${by} more inside than allowed, by ${source}`);
  }
}
