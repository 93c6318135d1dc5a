/** The choice in the browser judges as the allocator does: what is free, what it costs, who stays alone, how many. */
import { describe, expect, it } from "vitest";
import { minorUnits, type CategoryKey } from "../../../../core/brand.ts";
import type { SeatsDocument } from "../../../../core/contract/seats.ts";
import type { PriceList } from "../../../../core/sale/price.ts";
import { seatsOf } from "../../../../core/seating/chart.ts";
import { SeatMap } from "../../../../edge-worker/views/seat-map.ts";
import { Basket } from "../../../../edge-worker/client/seat-map/basket.ts";
import { chartModel, isForSale } from "../../../../edge-worker/client/seat-map/chart-model.ts";
import { SeatStatus } from "../../../../edge-worker/client/seat-map/seat-status.ts";
import { TERMS } from "../../../core/sale/desk.ts";
import { BALCONY, STALLS, theatre } from "../../../core/seating/charts.ts";

const PRICES: PriceList = { ...TERMS.prices };
const chart = theatre();
const model = chartModel(chart, PRICES);
const { plan } = model;
const seatCount = [...seatsOf(chart)].length;

function snapshot(codes: readonly number[], version = 1): SeatsDocument {
  const packed = new Uint8Array(Math.ceil(seatCount / 4));
  for (const [seat, code] of codes.entries()) packed[seat >> 2] = (packed[seat >> 2] ?? 0) | (code << ((seat & 3) * 2));
  const seats = btoa(String.fromCharCode(...packed));
  return { kind: "snapshot", version, chart: "c", seatCount, seats, areas: {}, seatsLeft: seatCount };
}

const ALL_FREE = Array.from({ length: seatCount }, () => 0);

describe("what is free", () => {
  it("is what the edge says, snapshot and deltas alike, and says what changed", () => {
    const [status, edge] = [new SeatStatus(model), new SeatMap()];
    const codes = ALL_FREE.map((_, seat) => seat % 4);
    status.apply(snapshot(codes));
    edge.apply(snapshot(codes));
    const delta: SeatsDocument = {
      kind: "delta",
      since: 1,
      version: 2,
      changes: [
        [0, 2],
        [1, 0],
        [2, 3],
      ],
      areas: { FLOOR: 3 },
      seatsLeft: 9,
    };
    edge.apply(delta);
    expect(status.apply(delta)).toEqual([0, 1]); // from sold to blocked is not free either way
    for (let seat = 0; seat < seatCount; seat += 1)
      expect([seat, status.isFree(seat)]).toEqual([seat, edge.code(seat) === 0 && isForSale(model, seat)]);
    expect([status.version, status.areas]).toEqual([2, { FLOOR: 3 }]);
    const counted = [...status.freeInRow].reduce((sum, free) => sum + free, 0);
    expect(counted).toBe(ALL_FREE.filter((_, seat) => status.isFree(seat)).length);
  });

  it("is nothing of a category that has no price, nor of one that only every object has", () => {
    const unpriced = chartModel(chart, { ...PRICES, priceByCategory: { [STALLS]: minorUnits(5_000) } });
    const status = new SeatStatus(unpriced);
    status.apply(snapshot(ALL_FREE));
    for (let seat = 0; seat < seatCount; seat += 1)
      expect(status.isFree(seat)).toBe(plan.categories[plan.categoryOf[seat] ?? 0] === STALLS);
    const odd = "constructor" as CategoryKey;
    const oddChart = {
      ...chart,
      categories: [{ key: odd, label: "", color: "#000000" }],
      areas: [],
      sections: chart.sections.map((section) => ({
        ...section,
        rows: section.rows.map((row) => ({ ...row, seats: row.seats.map((seat) => ({ ...seat, category: odd })) })),
      })),
    };
    expect(isForSale(chartModel(oddChart, PRICES), 0)).toBe(false);
  });
});

describe("the choice", () => {
  const limits = { placesPerHolder: 3, holdMinutes: 10, orphanRule: true };
  const rowStart = plan.rowStart[0] ?? 0;

  it("costs what the event's price list says, fees and all, and goes no further than one person may", () => {
    const basket = new Basket(model, { prices: PRICES, limits });
    const balcony = plan.categoryOf.findIndex((category) => plan.categories[category] === BALCONY);
    const stalls = plan.categoryOf.findIndex((category) => plan.categories[category] === STALLS);
    expect([
      basket.toggle(stalls),
      basket.toggle(balcony),
      basket.toggle(stalls + 1),
      basket.toggle(stalls + 2),
    ]).toEqual(["added", "added", "added", "limit"]);
    expect(basket.quote()?.total.minor).toBe(5_000 + 3_000 + 5_000 + 3 * 100);
    expect(basket.toggle(stalls)).toBe("removed");
    expect(basket.seats).toEqual([balcony, stalls + 1]);
    expect(basket.drop([balcony, 99_999])).toEqual([balcony]);
  });

  it("names the seat that would stay alone, unless the event does not mind", () => {
    const choose = (orphanRule: boolean): number[] => {
      const basket = new Basket(model, { prices: PRICES, limits: { ...limits, orphanRule } });
      basket.toggle(rowStart + 1);
      return basket.singles(() => true);
    };
    expect(choose(true)).toEqual([rowStart]);
    expect(choose(false)).toEqual([]);
  });
});
