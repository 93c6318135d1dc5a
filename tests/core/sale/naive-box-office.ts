/**
 * The oracle: a box office with a Map, lists and ifs. It shares no code with the rules, knows time only as what is
 * left of each hold, and looks through everything for every question.
 */
export type NaiveState = "held" | "paying" | "sold" | "released" | "expired" | "revoked";

export interface NaiveReservation {
  readonly id: string;
  readonly holder: string;
  seats: string[];
  state: NaiveState;
  /** What is left of the hold; below zero it is dead, below minus the jitter its seats are free. */
  leftMs: number;
  readonly wholeMs: number;
  leftAtBeginMs: number;
  extended: boolean;
  gaveUp: boolean;
  attempt: number;
  failures: number;
  card: string;
  payment: string;
  refunds: Map<string, string[]>;
}

const MINUTE = 60_000;

export class NaiveBoxOffice {
  readonly reservations = new Map<string, NaiveReservation>();
  readonly blocked: string[] = [];
  readonly #capacity: ReadonlyMap<string, number>;
  readonly #jitterMs: number;
  readonly #strikes = new Map<string, { count: number; lastMs: number }>();
  #timeMs: number;
  stopped = false;

  constructor(capacity: ReadonlyMap<string, number>, jitterMs: number, nowMs: number) {
    this.#capacity = capacity;
    this.#jitterMs = jitterMs;
    this.#timeMs = nowMs;
  }

  /** Lets time pass (or step back), and ends what has run out. */
  passTo(nowMs: number): void {
    const passed = nowMs - this.#timeMs;
    this.#timeMs = nowMs;
    if (!this.stopped) for (const one of this.reservations.values()) one.leftMs -= passed;
    const due = [...this.reservations.values()].filter((one) => one.state === "held" && one.leftMs <= -this.#jitterMs);
    for (const one of due) {
      one.state = "expired";
      const strike = this.#strikes.get(one.holder);
      const counted = strike !== undefined && nowMs - strike.lastMs < 60 * MINUTE ? strike.count : 0;
      this.#strikes.set(one.holder, { count: counted === 3 ? 1 : counted + 1, lastMs: nowMs });
    }
  }

  mustWait(holder: string): boolean {
    const strike = this.#strikes.get(holder);
    return strike?.count === 3 && this.#timeMs - strike.lastMs < 5 * MINUTE;
  }

  bought(holder: string): void {
    this.#strikes.delete(holder);
  }

  /** All that takes `seat` out of what is free. */
  takersOf(seat: string): NaiveReservation[] {
    return [...this.reservations.values()].filter(
      (one) => ["held", "paying", "sold"].includes(one.state) && one.seats.includes(seat),
    );
  }

  left(seat: string): number {
    const taken = this.takersOf(seat).reduce((sum, one) => sum + one.seats.filter((own) => own === seat).length, 0);
    return (this.#capacity.get(seat) ?? 0) - taken - this.blocked.filter((own) => own === seat).length;
  }

  /** Places of the holder in holds, payments and sales. */
  placesOf(holder: string): number {
    return [...this.reservations.values()]
      .filter((one) => one.holder === holder && ["held", "paying", "sold"].includes(one.state))
      .reduce((sum, one) => sum + one.seats.length, 0);
  }

  count(state: "held" | "paying" | "sold"): number {
    return [...this.reservations.values()]
      .filter((one) => one.state === state)
      .reduce((sum, one) => sum + one.seats.length, 0);
  }

  free(): number {
    return [...this.#capacity.keys()].reduce((sum, seat) => sum + this.left(seat), 0);
  }
}
