/**
 * What a room writes down, and what it finds again when it wakes. Every method writes at once and before the answer;
 * what is called in one go is stored as a whole or not at all.
 */
import type { Millis } from "../brand.ts";
import type { Announcement } from "./feed.ts";
import type { NumberRange } from "./numbers.ts";
import type { RoomSettings } from "./settings.ts";
import type { FeedEntry } from "./status.ts";
import type { Visit } from "./visits.ts";

/** The counters of a room. */
export interface LineRecord {
  readonly servingCounter: number;
  /** All numbers below were given out for certain. */
  readonly given: number;
  /** No number from here on was given out. */
  readonly reserved: number;
  /** How often the room has woken: makes versions grow across crashes. */
  readonly wakes: number;
  readonly missedTotal: number;
}

/** A called or parked place that has a record of its own. */
export interface PlaceRecord {
  readonly number: number;
  readonly state: "called" | "parked";
  readonly turn: 1 | 2;
  readonly sinceMs: Millis;
}

/** Numbers that were called together. */
export interface CallRecord extends NumberRange {
  readonly calledAtMs: Millis;
}

export interface Act {
  readonly atMs: Millis;
  readonly actor: string;
  readonly announcement: Announcement | undefined;
}

export interface RoomRecords {
  saveSettings(settings: RoomSettings, act: Act): FeedEntry | undefined;
  saveLine(line: LineRecord): void;
  saveCall(call: CallRecord): void;
  /** Drops the calls made at `calledAtMs` or before: each of their places was claimed or has its own record. */
  dropCalls(calledAtMs: Millis): void;
  /** Gives every stored turn its window anew. */
  restartTurns(nowMs: Millis): void;
  savePlace(place: PlaceRecord): void;
  dropPlace(number: number): void;
  saveDoubtful(range: NumberRange): void;
  dropDoubtful(endsBefore: number): void;
  /** Writes a new visit, or the new time or end of one. */
  saveVisit(visit: Visit, endReason?: string): void;
  /** A visit of any age. */
  visitByNumber(number: number): Visit | undefined;
}

/** All that a room remembers, as it stands in storage. */
export interface RoomMemory {
  readonly settings: RoomSettings;
  readonly line: LineRecord;
  /** Called and parked places that nobody claimed; `recorded` says which have a record of their own. */
  readonly places: readonly (PlaceRecord & { readonly recorded: boolean })[];
  readonly doubtful: readonly NumberRange[];
  /** Visits whose time is not up, ended ones included. */
  readonly visits: readonly Visit[];
  readonly admittedTotal: number;
  /** The newest public entries, newest last. */
  readonly feed: readonly FeedEntry[];
}
