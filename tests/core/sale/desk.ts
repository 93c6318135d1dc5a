/** A desk for tests in plain Node: the rules with Node's SHA-256, a journal in a list, and what has ended in a Map. */
import { createHash } from "node:crypto";
import {
  millis,
  minorUnits,
  type CurrencyCode,
  type EventId,
  type ReservationId,
  type RoomId,
} from "../../../core/brand.ts";
import { apply, openAllocation, type Allocation } from "../../../core/sale/allocation.ts";
import { entryOf, seal, FIRST_HASH, type JournalRow } from "../../../core/sale/journal.ts";
import type { OpenAct } from "../../../core/sale/opening.ts";
import type { ReservationRecord } from "../../../core/sale/reservation.ts";
import { RUNNING } from "../../../core/sale/sale-clock.ts";
import { SeatSale, type SaleTools } from "../../../core/sale/seat-sale.ts";
import type { SaleTerms } from "../../../core/sale/terms.ts";
import type { Chart } from "../../../core/seating/chart.ts";
import { seatPlan } from "../../../core/seating/seat-plan.ts";
import { BALCONY, STALLS } from "../seating/charts.ts";

export const EVENT = "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867" as EventId;
export const ROOM = "11111111-1111-4111-8111-111111111111" as RoomId;
export const START_MS = millis(1_800_000_000_000);
/** Every hold of a test desk is free this long after its end. */
export const JITTER_MS = 5_000;

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Digits 32 to 40 make the jitter, the rest the id. */
function keyedHashHex(text: string): string {
  return sha256Hex(text).slice(0, 32) + JITTER_MS.toString(16).padStart(8, "0");
}

export const TERMS: SaleTerms = {
  eventId: EVENT,
  roomId: ROOM,
  title: "Test",
  venue: "Hall",
  startsAtMs: millis(START_MS + 1e9),
  saleStartsAtMs: START_MS,
  saleEndsAtMs: millis(START_MS + 1e9),
  prices: {
    currency: "USD" as CurrencyCode,
    priceByCategory: { [STALLS]: minorUnits(5_000), [BALCONY]: minorUnits(3_000) },
    feePerPlace: minorUnits(100),
    taxBasisPoints: 1_900,
  },
  limits: { placesPerHolder: 6, holdMinutes: 15, orphanRule: false },
  chartHash: "c".repeat(64),
};

export interface TestDesk {
  readonly sale: SeatSale;
  readonly rows: JournalRow[];
  readonly ended: Map<ReservationId, ReservationRecord>;
  /** A desk that knows only what was written. */
  restarted(): TestDesk;
}

export interface DeskOptions {
  readonly terms?: Partial<SaleTerms>;
  /** Sees the allocation after every entry. */
  readonly onEntry?: (row: JournalRow, allocation: Allocation) => void;
}

export function newDesk(chart: Chart, options: DeskOptions = {}): TestDesk {
  const act: OpenAct = {
    command: "open",
    body: { terms: { ...TERMS, ...options.terms }, said: "open", clock: RUNNING, blocked: [] },
  };
  return deskOn([seal(act, 1, START_MS, FIRST_HASH, sha256Hex)], new Map(), chart, options);
}

function deskOn(
  rows: JournalRow[],
  ended: Map<ReservationId, ReservationRecord>,
  chart: Chart,
  options: DeskOptions,
): TestDesk {
  const [opening, ...others] = rows;
  if (opening === undefined) throw new Error("nothing was written");
  const allocation = openAllocation(entryOf(opening) as Parameters<typeof openAllocation>[0], seatPlan(chart));
  for (const row of others) apply(allocation, entryOf(row));
  const tools: SaleTools = {
    append: (row, gone) => {
      rows.push(row);
      if (gone !== undefined) ended.set(gone.id, JSON.parse(JSON.stringify(gone)) as ReservationRecord);
      options.onEntry?.(row, allocation);
    },
    recall: (id) => ended.get(id),
    sha256Hex,
    keyedHashHex,
  };
  const sale = new SeatSale(allocation, rows.at(-1)?.hash ?? FIRST_HASH, tools);
  return { sale, rows, ended, restarted: () => deskOn(rows, ended, chart, options) };
}
