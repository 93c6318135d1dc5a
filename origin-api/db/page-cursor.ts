/**
 * Where the next page of a list goes on that is sorted by time, newest first: after this moment and this id. What callers
 * hand in is checked whole, because Postgres refuses a time or an id that is none with a fault.
 */
import { z } from "zod";

export interface PageCursor {
  readonly atMs: number;
  readonly id: string;
}

const SHAPE = /^(\d{1,16})_(.+)$/u;
/** The last millisecond that a `Date` can name, which Postgres has, too. */
const LAST_MS = 8_640_000_000_000_000;
const id = z.uuid();

/** @param atMs as the database counted it. */
export function cursorText(atMs: string, id: string): string {
  return `${atMs}_${id}`;
}

/** What `cursorText` wrote; a cursor that is none of ours is none. */
export function cursorIn(text: string | undefined): PageCursor | undefined {
  const [, atMs, named] = SHAPE.exec(text ?? "") ?? [];
  const parsed = id.safeParse(named);
  return parsed.success && Number(atMs) <= LAST_MS ? { atMs: Number(atMs), id: parsed.data } : undefined;
}
