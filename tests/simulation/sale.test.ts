/**
 * A seeded crowd buys a stadium out: it holds, dawdles, pays, is declined, vanishes, presses twice; the provider goes
 * down for a while; the desk is thrown away and folded anew from its journal again and again. At the end every seat is
 * sold once and the books have every sale.
 */
import { describe, expect, it } from "vitest";
import type { Millis, ReservationId, VisitorId } from "../../core/brand.ts";
import { Errands } from "../../core/sale/errands.ts";
import { verifyJournal } from "../../core/sale/journal.ts";
import type { Reservation } from "../../core/sale/outcomes.ts";
import { newDesk, ROOM, sha256Hex, START_MS, type TestDesk } from "../core/sale/desk.ts";
import { stadium } from "../core/seating/charts.ts";

const SEATS = 1_200;
const STEP_MS = 1_000;
const STEPS_MAX = 20_000;
const ERRANDS_MAX = 50;

/** mulberry32: small, seeded, good enough for a crowd. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Crowd {
  desk: TestDesk = newDesk(stadium(SEATS));
  readonly charged = new Map<ReservationId, string>();
  readonly booked = new Set<ReservationId>();
  #errands = Errands.of(this.desk.sale.allocation);
  readonly #next: () => number;
  #nowMs = START_MS as number;
  #buyers = 0;
  readonly #choosing: Reservation[] = [];

  constructor(seed: number) {
    this.#next = chance(seed);
  }

  get #now(): Millis {
    return this.#nowMs as Millis;
  }

  step(): void {
    this.#nowMs += STEP_MS;
    if (this.#next() < 0.01) {
      this.desk = this.desk.restarted();
      this.#errands = Errands.of(this.desk.sale.allocation);
    }
    if (this.#next() < 0.005) this.desk.sale.stopClock("down", this.#now);
    if (this.#next() < 0.05) this.desk.sale.resumeClock(this.#now);
    this.#hold();
    this.#decideForSome();
    this.#runErrands();
  }

  #hold(): void {
    const quantity = 1 + Math.floor(this.#next() * 4);
    const holder = `buyer-${(this.#buyers += 1)}` as VisitorId;
    const request = {
      requestId: "once",
      fingerprint: "",
      holder,
      roomId: ROOM,
      choice: { kind: "best" as const, quantity },
      holdMs: 120_000 as Millis,
    };
    const outcome = this.desk.sale.hold(request, this.#now);
    if (outcome.kind !== "held") return;
    if (this.#next() < 0.2) expect(this.desk.sale.hold(request, this.#now)).toMatchObject({ replayed: true });
    this.#choosing.push(outcome.reservation);
  }

  #decideForSome(): void {
    const [reservation] = this.#choosing.splice(Math.floor(this.#next() * this.#choosing.length), 1);
    if (reservation === undefined || this.#next() < 0.05) return; // walked away without a word
    const { reservationId, holder, quote } = reservation;
    const { sale } = this.desk;
    if (this.#next() < 0.05) {
      sale.release(reservationId, holder, this.#now);
      return;
    }
    const begun = sale.beginPayment({ reservationId, holder, amount: quote.total, fingerprint: "card" }, this.#now);
    if (begun.kind !== "begun") return;
    const luck = this.#next();
    if (luck < 0.1) {
      sale.cancelPayment(reservationId, begun.attempt, "failed_terminal", this.#now);
      this.#choosing.push(reservation);
    } else if (luck < 0.85) this.#charge(reservationId, begun.attempt);
    // else the line went dead: recovery will ask what became of it
  }

  #charge(reservationId: ReservationId, attempt: number): void {
    expect(this.charged.get(reservationId) ?? `pi:${attempt}`).toBe(`pi:${attempt}`);
    const outcome = this.desk.sale.commit(reservationId, attempt, `pi:${attempt}`, this.#now);
    if (outcome.kind === "sold") this.charged.set(reservationId, `pi:${attempt}`);
  }

  /** What the alarm does, with books that acknowledge nine of ten. */
  #runErrands(): void {
    const { sale } = this.desk;
    sale.sweep(this.#now);
    // The object notes these as entries are written; here all is told anew, as after waking.
    if (this.#next() < 0.2) this.#errands = Errands.of(sale.allocation);
    const due = this.#errands.take(sale.allocation, this.#now, ERRANDS_MAX);
    for (const { reservationId, attempt } of due.payments) {
      if (this.#next() < 0.7) this.#charge(reservationId, attempt);
      else sale.cancelPayment(reservationId, attempt, "never_created", this.#now);
    }
    const heard = due.sold.filter(() => this.#next() < 0.9);
    for (const id of heard) this.booked.add(id);
    sale.settle(heard, this.#now);
  }
}

describe("a stadium that a crowd buys out", () => {
  it.each([1, 2, 3])("sells every seat once and books every sale, by seed %i", (seed) => {
    const crowd = new Crowd(seed);
    const done = (): boolean => {
      const { seats, unsettled } = crowd.desk.sale.allocation;
      return (seats.totals[3] ?? 0) === SEATS && unsettled.size === 0;
    };
    let steps = 0;
    while (!done() && steps < STEPS_MAX) {
      crowd.step();
      steps += 1;
    }
    expect(done()).toBe(true);
    const sold = [...crowd.desk.ended.values()].filter(({ state }) => state === "sold");
    expect(new Set(sold.flatMap(({ places }) => places)).size).toBe(SEATS);
    expect(sold.flatMap(({ places }) => places)).toHaveLength(SEATS);
    expect(new Set(sold.map(({ id }) => id))).toEqual(new Set(crowd.charged.keys()));
    expect(crowd.booked).toEqual(new Set(crowd.charged.keys()));
    expect(verifyJournal(crowd.desk.rows, sha256Hex)).toBeUndefined();
  });
});
