/**
 * How an allocator comes to its memory: the last checkpoint that fits the journal, and every entry after it (S4).
 */
import type { Entry } from "../../core/sale/act.ts";
import { apply, openAllocation, type Allocation } from "../../core/sale/allocation.ts";
import { readCheckpoint, restore } from "../../core/sale/checkpoint.ts";
import { entryOf, type JournalRow } from "../../core/sale/journal.ts";
import type { OpenAct } from "../../core/sale/opening.ts";
import type { Chart } from "../../core/seating/chart.ts";
import { seatPlan, type SeatPlan } from "../../core/seating/seat-plan.ts";
import type { SaleStore } from "./store.ts";

export interface Woken {
  readonly allocation: Allocation;
  /** Of the entry at which it stands. */
  readonly hash: string;
  /** Entries folded since the checkpoint. */
  readonly folded: number;
}

/** @returns `undefined` when no sale was ever opened here */
export function wake(store: SaleStore): Woken | undefined {
  const opening = store.lastOpening();
  if (opening === undefined) return undefined;
  const openEntry = openingOf(opening);
  const chartText = store.chart(openEntry.act.body.terms.chartHash);
  if (chartText === undefined) throw new Error("the chart of the sale is not stored");
  const plan = seatPlan(JSON.parse(chartText) as Chart);
  const start = fromCheckpoint(store, plan) ?? { allocation: openAllocation(openEntry, plan), hash: opening.hash };
  let { hash } = start;
  let folded = 0;
  for (const row of store.rowsAfter(start.allocation.lsn)) {
    apply(start.allocation, entryOf(row));
    hash = row.hash;
    folded += 1;
  }
  return { allocation: start.allocation, hash, folded };
}

/** The checkpoint, unless it is of older code or of a journal that went another way. */
function fromCheckpoint(store: SaleStore, plan: SeatPlan): { allocation: Allocation; hash: string } | undefined {
  const text = store.checkpoint();
  const checkpoint = text === undefined ? undefined : readCheckpoint(text);
  if (checkpoint === undefined || store.row(checkpoint.lsn)?.hash !== checkpoint.hash) return undefined;
  return { allocation: restore(checkpoint, plan), hash: checkpoint.hash };
}

export function openingOf(row: JournalRow): Entry<OpenAct> {
  const entry = entryOf(row);
  if (!isOpening(entry)) throw new Error(`entry ${row.lsn} opens no sale`);
  return entry;
}

function isOpening(entry: Entry): entry is Entry<OpenAct> {
  return entry.act.command === "open";
}
