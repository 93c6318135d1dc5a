/**
 * The crowd's judge of seats accuses the guilty, and only them. Each history is told answer by answer, as buyers see it.
 */
import { describe, expect, it } from "vitest";
import { Breaches } from "../../../local/crowd/oracle/breaches.ts";
import { SeatOracle, type Sale } from "../../../local/crowd/oracle/seat-oracle.ts";

const LATER = 100_000;

function watched(areas: Readonly<Record<string, number>> = {}): { oracle: SeatOracle; accused: () => string[] } {
  const breaches = new Breaches();
  const oracle = new SeatOracle(breaches, new Map(Object.entries(areas)));
  return { oracle, accused: () => breaches.kept.map(({ promise }) => promise) };
}

function sale(reservationId: string, seatIds: readonly string[], orderId = reservationId): Sale {
  return {
    reservationId,
    orderId,
    email: `${orderId}@x`,
    seatIds,
    amount: { currency: "USD", value: 1 },
    answeredAtMs: 0,
  };
}

describe("the judge of seats", () => {
  it("notices a seat that is sold twice", () => {
    const { oracle, accused } = watched();
    oracle.held("one", ["A1", "A2"], 10, 0);
    oracle.held("two", ["A2"], LATER, 20); // the first hold has run out: this much is allowed
    oracle.sold(sale("two", ["A2"]));
    expect(accused()).toEqual([]);
    oracle.sold(sale("one", ["A1", "A2"]));
    expect(accused()).toEqual(["S1"]);
  });

  it("notices a seat that is held by two at once", () => {
    const { oracle, accused } = watched();
    oracle.held("one", ["A1"], LATER, 0);
    oracle.held("two", ["A1"], LATER, 5);
    expect(accused()).toEqual(["S1"]);
  });

  it("notices a sold seat that is given to somebody else", () => {
    const { oracle, accused } = watched();
    oracle.held("one", ["A1"], 10, 0);
    oracle.sold(sale("one", ["A1"]));
    oracle.held("two", ["A1"], LATER, 50);
    expect(accused()).toEqual(["S1"]);
  });

  it("notices an area that sells one place more than it has, and not before", () => {
    const { oracle, accused } = watched({ FIELD: 3 });
    oracle.held("one", ["FIELD", "FIELD"], LATER, 0);
    oracle.held("two", ["FIELD"], LATER, 0);
    oracle.held("three", ["FIELD"], LATER, 0);
    oracle.sold(sale("one", ["FIELD", "FIELD"]));
    oracle.sold(sale("two", ["FIELD"]));
    expect(accused()).toEqual([]);
    oracle.sold(sale("three", ["FIELD"]));
    expect(accused()).toEqual(["S1"]);
  });

  it("notices an order over other seats than were held", () => {
    const { oracle, accused } = watched();
    oracle.held("one", ["A1", "A2"], LATER, 0);
    oracle.sold(sale("one", ["A1", "A3"]));
    expect(accused()).toEqual(["S6"]);
  });

  it("notices a reservation that becomes two orders", () => {
    const { oracle, accused } = watched();
    oracle.held("one", ["A1"], LATER, 0);
    oracle.sold(sale("one", ["A1"], "order"));
    oracle.sold(sale("one", ["A1"], "another"));
    expect(accused()).toEqual(["S7"]);
  });

  it("notices a repeated reservation that is answered with other seats", () => {
    const { oracle, accused } = watched();
    oracle.held("one", ["A1"], LATER, 0);
    oracle.held("one", ["A2"], LATER, 0);
    expect(accused()).toEqual(["S8"]);
  });

  it("accuses nobody of an honest sale: given up, run out, repeated, sold", () => {
    const { oracle, accused } = watched();
    oracle.held("given-up", ["A1", "A2"], LATER, 0);
    oracle.givesUp("given-up");
    oracle.held("run-out", ["A1", "A2"], 30, 10);
    oracle.held("buyer", ["A2", "A1"], LATER, 30);
    oracle.held("buyer", ["A1", "A2"], LATER, 31);
    oracle.sold(sale("buyer", ["A1", "A2"]));
    oracle.sold(sale("buyer", ["A1", "A2"]));
    expect(accused()).toEqual([]);
    expect(oracle.seatsSold).toBe(2);
  });
});
