/**
 * Who owns which seat, as far as buyers were told. Judges promise S1 from the answers alone and shares no code with
 * what it judges: a map, and an if.
 *
 * Nothing is concluded from silence: a buyer owns seats from the answer that says so until they *ask* to give them
 * up, or until their hold's time is over, so an answer that overtakes another one cannot accuse the innocent.
 */
import type { Breaches } from "./breaches.ts";

interface Claim {
  readonly reservationId: string;
  readonly seatIds: readonly string[];
  readonly expiresAtMs: number;
  state: "held" | "sold" | "gone";
}

export interface Sale {
  readonly reservationId: string;
  readonly orderId: string;
  readonly email: string;
  readonly seatIds: readonly string[];
  /** Decimal, as the buyer was told. */
  readonly amount: { readonly currency: string; readonly value: number };
  readonly answeredAtMs: number;
}

export class SeatOracle {
  readonly #breaches: Breaches;
  readonly #areaCapacity: ReadonlyMap<string, number>;
  readonly #claims = new Map<string, Claim>();
  /** The latest claim on each seat; area places are counted instead. */
  readonly #ownerOf = new Map<string, Claim>();
  readonly #soldInArea = new Map<string, number>();
  readonly #sales = new Map<string, Sale>();
  #firstHeldAtMs: number | undefined;

  /** @param areaCapacity places of each area; every other id is a seat of its own. */
  constructor(breaches: Breaches, areaCapacity: ReadonlyMap<string, number>) {
    this.#breaches = breaches;
    this.#areaCapacity = areaCapacity;
  }

  get sales(): ReadonlyMap<string, Sale> {
    return this.#sales;
  }

  /** When the first reservation was answered; 0 when none was. */
  get firstHeldAtMs(): number {
    return this.#firstHeldAtMs ?? 0;
  }

  /** Seats and places that were sold, by what buyers were told. */
  get seatsSold(): number {
    let count = 0;
    for (const sale of this.#sales.values()) count += sale.seatIds.length;
    return count;
  }

  /** A reservation was answered. The same one twice is one. */
  held(reservationId: string, seatIds: readonly string[], expiresAtMs: number, nowMs: number): void {
    this.#firstHeldAtMs ??= nowMs;
    const known = this.#claims.get(reservationId);
    if (known !== undefined) {
      if (!sameSeats(known.seatIds, seatIds))
        this.#breaches.add(
          "S8",
          `${reservationId} was answered with ${listed(seatIds)} after ${listed(known.seatIds)}`,
        );
      return;
    }
    const claim: Claim = { reservationId, seatIds, expiresAtMs, state: "held" };
    this.#claims.set(reservationId, claim);
    for (const seatId of seatIds) {
      if (this.#areaCapacity.has(seatId)) continue;
      const owner = this.#ownerOf.get(seatId);
      if (owner !== undefined && owns(owner, nowMs))
        this.#breaches.add(
          "S1",
          `${seatId} was given to ${reservationId} while ${owner.reservationId} ${owner.state} it`,
        );
      this.#ownerOf.set(seatId, claim);
    }
  }

  /** The buyer asks, from now on, not to have these seats any more. */
  givesUp(reservationId: string): void {
    const claim = this.#claims.get(reservationId);
    if (claim?.state === "held") claim.state = "gone";
  }

  /** An order was answered. The same one twice is one. */
  sold(sale: Sale): void {
    const known = this.#sales.get(sale.reservationId);
    if (known !== undefined) {
      if (known.orderId !== sale.orderId)
        this.#breaches.add("S7", `${sale.reservationId} became order ${sale.orderId} after ${known.orderId}`);
      return;
    }
    this.#sales.set(sale.reservationId, sale);
    const claim = this.#claims.get(sale.reservationId);
    if (claim === undefined || !sameSeats(claim.seatIds, sale.seatIds))
      this.#breaches.add(
        "S6",
        `${sale.reservationId} was sold ${listed(sale.seatIds)}, held ${listed(claim?.seatIds ?? [])}`,
      );
    if (claim !== undefined) claim.state = "sold";
    for (const seatId of sale.seatIds) this.#sell(seatId, sale.reservationId, claim);
  }

  #sell(seatId: string, reservationId: string, claim: Claim | undefined): void {
    const capacity = this.#areaCapacity.get(seatId);
    if (capacity !== undefined) {
      const sold = (this.#soldInArea.get(seatId) ?? 0) + 1;
      this.#soldInArea.set(seatId, sold);
      if (sold > capacity) this.#breaches.add("S1", `area ${seatId} sold place ${sold} of ${capacity}`);
      return;
    }
    const owner = this.#ownerOf.get(seatId);
    if (owner !== undefined && owner !== claim && owner.state === "sold")
      this.#breaches.add("S1", `${seatId} was sold to ${reservationId} and to ${owner.reservationId}`);
    if (claim !== undefined) this.#ownerOf.set(seatId, claim);
  }
}

function owns(claim: Claim, nowMs: number): boolean {
  return claim.state === "sold" || (claim.state === "held" && nowMs < claim.expiresAtMs);
}

function listed(seatIds: readonly string[]): string {
  return seatIds.length === 0 ? "nothing" : seatIds.join(", ");
}

function sameSeats(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.toSorted().join("\n") === other.toSorted().join("\n");
}
