/**
 * S1 to S5 and S8 over random histories of every command, with clocks that jump both ways and restarts in between,
 * judged by a naive box office.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorUnits, type CurrencyCode, type Millis, type SeatId, type VisitorId } from "../../../core/brand.ts";
import type { Allocation } from "../../../core/sale/allocation.ts";
import { checkpointText, readCheckpoint, restore } from "../../../core/sale/checkpoint.ts";
import { verifyJournal } from "../../../core/sale/journal.ts";
import type { HoldRequest, Reservation, SeatChoice } from "../../../core/sale/outcomes.ts";
import { chartOf, FLOOR, rowOf, STALLS } from "../seating/charts.ts";
import { JITTER_MS, newDesk, ROOM, sha256Hex, START_MS, type TestDesk } from "./desk.ts";
import { NaiveBoxOffice, type NaiveReservation } from "./naive-box-office.ts";

const SEATS = ["S-A-1", "S-A-2", "S-A-3", "S-A-4", "S-A-5", "S-B-1", "S-B-2", "S-B-3"];
const FLOOR_CAPACITY = 5;
const HOLDERS = ["anna", "bert", "cleo"] as VisitorId[];
const MINUTE = 60_000;
const LIMIT = 6;

const chart = chartOf([{ label: "S", rows: [rowOf("S", "A", "sssss", 10), rowOf("S", "B", "sss", 20)] }], {
  areas: [{ id: FLOOR, label: "Floor", category: STALLS, capacity: FLOOR_CAPACITY, outline: [] }],
});

const seatIds = fc.uniqueArray(fc.constantFrom(...SEATS), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<SeatId[]>;
const someSeats = fc.oneof(seatIds, fc.array(fc.constant(FLOOR), { minLength: 1, maxLength: 3 }));
const choice: fc.Arbitrary<SeatChoice> = fc.oneof(
  { weight: 3, arbitrary: seatIds.map((ids): SeatChoice => ({ kind: "seats", seatIds: ids })) },
  fc.integer({ min: 1, max: 4 }).map((quantity): SeatChoice => ({ kind: "best", quantity })),
  fc.integer({ min: 1, max: 4 }).map((quantity): SeatChoice => ({ kind: "area", area: FLOOR, quantity })),
);
const holder = fc.constantFrom(...HOLDERS);
/** Which of the reservations so far, by a number that wraps around. */
const pick = fc.nat({ max: 40 });
const command = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("hold" as const),
      holder,
      key: fc.integer({ min: 1, max: 12 }),
      choice,
      minutes: fc.constantFrom(1, 5, 15),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: -30_000, max: 120_000 }) }),
  },
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 20 * MINUTE }) }),
  fc.record({ kind: fc.constantFrom("release" as const, "extend" as const), pick, own: fc.boolean() }),
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("begin" as const),
      pick,
      card: fc.constantFrom("visa", "amex"),
      short: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("commit" as const), pick, older: fc.constantFrom(0, 0, 0, 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("cancel" as const),
      pick,
      older: fc.constantFrom(0, 0, 0, 1),
      proof: fc.constantFrom("never_created" as const, "failed_terminal" as const),
    }),
  },
  fc.record({
    kind: fc.constant("revoke" as const),
    pick,
    refund: fc.constantFrom("re_1", "re_2"),
    to: fc.constantFrom("free" as const, "blocked" as const),
    first: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("block" as const, "unblock" as const), seats: someSeats }),
  fc.record({ kind: fc.constantFrom("stop" as const, "resume" as const, "restart" as const, "checkpoint" as const) }),
);
/** Long ones: what goes wrong goes wrong on the second extension, the fourth lapse, the refund after the sale. */
const history = fc.array(command, { minLength: 30, maxLength: 120, size: "max" });
type Command = typeof command extends fc.Arbitrary<infer Of> ? Of : never;

/** One history: does every command to the desk and to the oracle, and compares what they say. */
class History {
  readonly oracle = new NaiveBoxOffice(
    new Map([...SEATS.map((seat) => [seat, 1] as const), [FLOOR, FLOOR_CAPACITY] as const]),
    JITTER_MS,
    START_MS,
  );
  desk: TestDesk = newDesk(chart, {
    terms: { limits: { placesPerHolder: LIMIT, holdMinutes: 15, orphanRule: false } },
    onEntry,
  });
  readonly #requests = new Map<string, { fingerprint: string; id: string }>();
  #clockMs: number = START_MS;
  #lastEntryMs: number = START_MS;

  do(step: Command): void {
    if (step.kind === "pass") {
      this.#clockMs += step.ms;
      return;
    }
    const rowsBefore = this.desk.rows.length;
    this.oracle.passTo(this.nowMs);
    this.#perform(step);
    // As every read does.
    this.desk.sale.sweep(this.#clockMs as Millis);
    if (this.desk.rows.length > rowsBefore) this.#lastEntryMs = this.nowMs;
    this.compare();
  }

  get nowMs(): Millis {
    return Math.max(this.#clockMs, this.#lastEntryMs) as Millis;
  }

  #perform(step: Exclude<Command, { kind: "pass" }>): void {
    const { sale } = this.desk;
    switch (step.kind) {
      case "hold":
        return this.#hold(step);
      case "block":
      case "unblock":
        return this.#setAside(step.kind, step.seats);
      case "stop":
        sale.stopClock("the provider is down", this.#clockMs as Millis);
        this.oracle.stopped = true;
        return undefined;
      case "resume":
        sale.resumeClock(this.#clockMs as Millis);
        this.oracle.stopped = false;
        return undefined;
      case "restart":
        this.desk = this.desk.restarted();
        return undefined;
      case "checkpoint":
        return this.#throughCheckpoint();
      default: {
        const known = [...this.oracle.reservations.values()];
        const one = known[step.pick % Math.max(1, known.length)];
        if (one !== undefined) this.#withReservation(step, one);
        return undefined;
      }
    }
  }

  #hold(step: Extract<Command, { kind: "hold" }>): void {
    const wanted = step.choice.kind === "seats" ? step.choice.seatIds.length : step.choice.quantity;
    const fingerprint = JSON.stringify([step.choice, step.minutes]);
    const request: HoldRequest = {
      requestId: `key-${step.key}`,
      fingerprint,
      holder: step.holder,
      roomId: ROOM,
      choice: step.choice,
      holdMs: (step.minutes * MINUTE) as Millis,
    };
    const outcome = this.desk.sale.hold(request, this.#clockMs as Millis);
    const before = this.#requests.get(`${step.holder} ${step.key}`);
    if (before !== undefined) {
      if (before.fingerprint === fingerprint)
        expect(outcome).toMatchObject({ kind: "held", replayed: true, reservation: { reservationId: before.id } });
      else expect(outcome).toMatchObject({ kind: "refused", reason: "idempotency_mismatch" });
      return;
    }
    const expected = this.#holdRefusal(step, wanted);
    if (expected !== undefined) {
      expect(outcome).toMatchObject(expected);
      return;
    }
    if (outcome.kind !== "held") throw new Error(`a free seat was refused: ${JSON.stringify([step, outcome])}`);
    const { reservation } = outcome;
    const seats = reservation.places.map((place) => String(place.seatId));
    expect(seats).toHaveLength(wanted);
    if (step.choice.kind === "seats") expect(seats).toEqual(step.choice.seatIds);
    for (const seat of new Set(seats))
      expect(this.oracle.left(seat)).toBeGreaterThanOrEqual(seats.filter((own) => own === seat).length);
    this.#requests.set(`${step.holder} ${step.key}`, { fingerprint, id: reservation.reservationId });
    this.oracle.reservations.set(reservation.reservationId, {
      id: reservation.reservationId,
      holder: step.holder,
      seats,
      state: "held",
      leftMs: step.minutes * MINUTE,
      wholeMs: step.minutes * MINUTE,
      leftAtBeginMs: 0,
      extended: false,
      gaveUp: false,
      attempt: 0,
      failures: 0,
      card: "",
      payment: "",
      refunds: new Map(),
    });
  }

  #holdRefusal(step: Extract<Command, { kind: "hold" }>, wanted: number): object | undefined {
    const { oracle } = this;
    if (oracle.mustWait(step.holder)) return { kind: "refused", reason: "holds_exhausted" };
    if (oracle.placesOf(step.holder) + wanted > LIMIT) return { kind: "refused", reason: "limit_reached" };
    const short = { kind: "refused", reason: "seats_unavailable" };
    if (step.choice.kind === "area") return oracle.left(FLOOR) < wanted ? short : undefined;
    if (step.choice.kind === "best")
      return SEATS.filter((seat) => oracle.left(seat) > 0).length < wanted ? short : undefined;
    const taken = step.choice.seatIds.filter((seat) => oracle.left(seat) === 0);
    if (taken.length === 0) return undefined;
    const conflicts = taken.map((seatId) => ({ seatId, why: oracle.takersOf(seatId)[0]?.state ?? "blocked" }));
    return { ...short, conflicts };
  }

  #withReservation(step: Extract<Command, { pick: number }>, one: NaiveReservation): void {
    const { sale } = this.desk;
    const now = this.#clockMs as Millis;
    const id = one.id as Reservation["reservationId"];
    const alive = one.state === "held" && one.leftMs > 0;
    switch (step.kind) {
      case "release": {
        const who = (step.own ? one.holder : "somebody") as VisitorId;
        const outcome = sale.release(id, who, now);
        if (!step.own) expect(outcome).toMatchObject({ reason: "not_found" });
        else if (["paying", "sold", "revoked"].includes(one.state))
          expect(outcome).toMatchObject({ reason: "already_paying" });
        else expect(outcome.kind).toBe("released");
        if (step.own && one.state === "paying") one.gaveUp = true;
        if (step.own && alive) one.state = "released";
        break;
      }
      case "extend": {
        const who = (step.own ? one.holder : "somebody") as VisitorId;
        const outcome = sale.extend(id, who, now);
        if (!step.own) expect(outcome).toMatchObject({ reason: "not_found" });
        else if (one.state === "paying") expect(outcome).toMatchObject({ reason: "already_paying" });
        else if (!alive) expect(outcome).toMatchObject({ reason: "hold_expired" });
        else if (one.extended) expect(outcome).toMatchObject({ reason: "extension_used" });
        else {
          expect(outcome.kind).toBe("extended");
          one.extended = true;
          one.leftMs = Math.max(one.leftMs, one.wholeMs);
        }
        break;
      }
      case "begin":
        this.#begin(step, one, alive);
        break;
      case "commit": {
        const attempt = one.attempt - step.older;
        const outcome = sale.commit(id, attempt, `pi_${one.id}`, now);
        if (step.older === 0 && one.state === "paying") {
          expect(outcome).toMatchObject({ kind: "sold", reservation: { state: "sold" } });
          one.state = "sold";
          one.payment = `pi_${one.id}`;
          this.oracle.bought(one.holder);
        } else if (step.older === 0 && one.state === "sold") expect(outcome.kind).toBe("sold");
        else expect(outcome).toMatchObject({ kind: "refused", reason: "fenced" });
        break;
      }
      case "cancel":
        this.#cancel(step, one);
        break;
      case "revoke":
        this.#revoke(step, one);
        break;
      default:
        step satisfies never;
    }
  }

  #begin(step: Extract<Command, { kind: "begin" }>, one: NaiveReservation, alive: boolean): void {
    const minor = minorUnits(one.seats.length * 5_100 - step.short);
    const outcome = this.desk.sale.beginPayment(
      {
        reservationId: one.id as Reservation["reservationId"],
        holder: one.holder as VisitorId,
        amount: { currency: "USD" as CurrencyCode, minor },
        fingerprint: step.card,
      },
      this.#clockMs as Millis,
    );
    if (step.short > 0) expect(outcome).toMatchObject({ reason: "amount_mismatch" });
    else if (one.state === "sold") expect(outcome.kind).toBe("sold");
    else if (one.state === "paying" && one.card === step.card)
      expect(outcome).toMatchObject({ kind: "begun", attempt: one.attempt, replayed: true });
    else if (one.state === "paying") expect(outcome).toMatchObject({ reason: "already_paying" });
    else if (one.state === "revoked" && one.seats.length === 0) expect(outcome.kind).toBe("refused");
    else if (!alive) expect(outcome).toMatchObject({ reason: "hold_expired" });
    else if (one.failures >= 3 || one.attempt >= 10) expect(outcome).toMatchObject({ reason: "attempts_exhausted" });
    else {
      one.attempt += 1;
      expect(outcome).toMatchObject({
        kind: "begun",
        attempt: one.attempt,
        idempotencyKey: `${one.id}:${one.attempt}`,
        replayed: false,
      });
      one.state = "paying";
      one.card = step.card;
      one.leftAtBeginMs = one.leftMs;
    }
  }

  #cancel(step: Extract<Command, { kind: "cancel" }>, one: NaiveReservation): void {
    const id = one.id as Reservation["reservationId"];
    const attempt = one.attempt - step.older;
    const outcome = this.desk.sale.cancelPayment(id, attempt, step.proof, this.#clockMs as Millis);
    if (step.older > 0 || attempt === 0 || one.state === "sold" || one.state === "revoked")
      expect(outcome).toMatchObject({ kind: "refused", reason: "fenced" });
    else if (one.state === "paying") {
      expect(outcome.kind).toBe(one.gaveUp ? "freed" : "held");
      if (step.proof !== "never_created") one.failures += 1;
      one.leftMs = Math.max(MINUTE, one.leftAtBeginMs);
      one.state = one.gaveUp ? "released" : "held";
    } else expect(outcome.kind).toBe(one.state === "held" ? "held" : "freed");
  }

  #revoke(step: Extract<Command, { kind: "revoke" }>, one: NaiveReservation): void {
    const seats = step.first ? one.seats.slice(0, 1) : [...one.seats];
    const outcome = this.desk.sale.revoke(
      {
        orderId: one.id as Reservation["reservationId"],
        refundRef: step.refund,
        to: step.to,
        ...(step.first ? { seatIds: seats as SeatId[] } : {}),
      },
      this.#clockMs as Millis,
    );
    const before = one.refunds.get(step.refund);
    if (before !== undefined) expect(outcome).toEqual({ kind: "revoked", seatIds: before });
    else if (one.state !== "sold") expect(outcome).toMatchObject({ reason: "not_sold" });
    else {
      expect(outcome).toEqual({ kind: "revoked", seatIds: seats });
      one.refunds.set(step.refund, seats);
      for (const seat of seats) one.seats.splice(one.seats.indexOf(seat), 1);
      if (step.to === "blocked") this.oracle.blocked.push(...seats);
      if (one.seats.length === 0) one.state = "revoked";
    }
  }

  #setAside(kind: "block" | "unblock", seats: readonly SeatId[]): void {
    const { oracle } = this;
    const request = { seatIds: seats, reason: "house", actor: "tester" };
    const outcome = this.desk.sale[kind](request, this.#clockMs as Millis);
    if (kind === "block") {
      const news = seats.filter((seat) => seat === FLOOR || !oracle.blocked.includes(seat));
      const possible = news.every((seat) => oracle.left(seat) >= news.filter((own) => own === seat).length);
      expect(outcome).toMatchObject(possible ? { kind: "done" } : { reason: "seats_unavailable" });
      if (possible) oracle.blocked.push(...news);
      return;
    }
    expect(outcome.kind).toBe("done");
    for (const seat of seats) {
      const index = oracle.blocked.indexOf(seat);
      if (index >= 0) oracle.blocked.splice(index, 1);
    }
  }

  #throughCheckpoint(): void {
    const { sale } = this.desk;
    const text = checkpointText(sale.allocation, sale.hash);
    const checkpoint = readCheckpoint(text);
    if (checkpoint === undefined) throw new Error("a checkpoint was not understood");
    expect(pictureOf(restore(checkpoint, sale.allocation.plan))).toEqual(pictureOf(sale.allocation));
  }

  compare(): void {
    const { seats } = this.desk.sale.allocation;
    const { oracle } = this;
    expect([...seats.totals]).toEqual([
      oracle.free(),
      oracle.count("held"),
      oracle.count("paying"),
      oracle.count("sold"),
      oracle.blocked.length,
    ]);
    for (const one of oracle.reservations.values()) {
      const seen = this.desk.sale.reservation(
        one.id as Reservation["reservationId"],
        undefined,
        this.#clockMs as Millis,
      );
      const state = one.state === "held" && one.leftMs <= 0 ? "expired" : one.state;
      expect(seen).toMatchObject({ state, attempt: one.attempt, places: one.seats.map((seatId) => ({ seatId })) });
      if (state === "held") expect((seen?.expiresAtMs ?? 0) - this.nowMs).toBe(one.leftMs);
    }
  }
}

/** S2, at every entry of the journal, counted anew. */
function onEntry(_row: unknown, { seats, plan }: Allocation): void {
  const counted = [0, 0, 0, 0, 0];
  for (const state of seats.seats) counted[state] = (counted[state] ?? 0) + 1;
  for (const [index, places] of seats.areas.entries()) counted[index % 5] = (counted[index % 5] ?? 0) + places;
  expect([...seats.totals]).toEqual(counted);
  expect(seats.freeByCategory.reduce((sum, places) => sum + places, 0)).toBe(counted[0]);
  expect(counted.reduce((sum, places) => sum + places, 0)).toBe(plan.capacity);
  expect(Math.min(...counted, ...seats.areas)).toBeGreaterThanOrEqual(0);
}

function pictureOf(allocation: Allocation): object {
  const { seats, live, holders, unsettled, lsn, version, clock, said, lastAtMs, ended } = allocation;
  return {
    seats: [...seats.seats],
    areas: [...seats.areas],
    totals: [...seats.totals],
    live: [...live.values()].map((record) => JSON.stringify(record)).sort(),
    holders: new Map(holders.entries()),
    unsettled: [...unsettled],
    ended: sha256Hex(ended.digits()),
    lsn,
    version,
    clock,
    said,
    lastAtMs,
  };
}

describe("the desk of an event", () => {
  it("does what a naive box office does, whatever happens in whatever order", () => {
    fc.assert(
      fc.property(history, (commands) => {
        const played = new History();
        for (const step of commands) played.do(step);
        expect(verifyJournal(played.desk.rows, sha256Hex)).toBeUndefined();
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it("stands where it stood after a restart, folded from nothing but the journal", () => {
    fc.assert(
      fc.property(history, (commands) => {
        const played = new History();
        for (const step of commands) played.do(step);
        const before = pictureOf(played.desk.sale.allocation);
        expect(pictureOf(played.desk.restarted().sale.allocation)).toEqual(before);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
