/** A room's records in plain maps, and the memory that a crash would leave behind: what a naive reader finds in them. */
import type { Millis } from "../../core/brand.ts";
import { NEW_LINE } from "../../core/queue/line.ts";
import type { NumberRange } from "../../core/queue/numbers.ts";
import type { Act, CallRecord, LineRecord, PlaceRecord, RoomMemory, RoomRecords } from "../../core/queue/records.ts";
import type { RoomSettings } from "../../core/queue/settings.ts";
import type { FeedEntry } from "../../core/queue/status.ts";
import type { Visit } from "../../core/queue/visits.ts";

export class MemoryRecords implements RoomRecords {
  settings: RoomSettings;
  line: LineRecord = NEW_LINE;
  calls: CallRecord[] = [];
  readonly places = new Map<number, PlaceRecord>();
  doubtful: NumberRange[] = [];
  readonly visits = new Map<number, Visit>();
  readonly feed: FeedEntry[] = [];

  constructor(settings: RoomSettings) {
    this.settings = settings;
  }

  load(nowMs: Millis): RoomMemory {
    const places = [...this.places.values()].map((place) => ({ ...place, recorded: true }));
    for (const call of this.calls)
      for (let number = call.first; number < call.end; number++)
        if (!this.places.has(number) && !this.visits.has(number))
          places.push({ number, state: "called", turn: 1, sinceMs: call.calledAtMs, recorded: false });
    return {
      settings: this.settings,
      line: this.line,
      places: places.toSorted((a, b) => a.sinceMs - b.sinceMs || a.number - b.number),
      doubtful: this.doubtful,
      visits: [...this.visits.values()].filter((visit) => visit.expiresAtMs > nowMs),
      admittedTotal: this.visits.size,
      feed: this.feed,
    };
  }

  saveSettings(settings: RoomSettings, { atMs, announcement }: Act): FeedEntry | undefined {
    this.settings = settings;
    if (announcement === undefined) return undefined;
    const entry = { sequence: this.feed.length + 1, atMs, ...announcement };
    this.feed.push(entry);
    return entry;
  }
  saveLine(line: LineRecord): void {
    this.line = line;
  }
  saveCall(call: CallRecord): void {
    this.calls.push(call);
  }
  dropCalls(calledAtMs: Millis): void {
    this.calls = this.calls.filter((call) => call.calledAtMs > calledAtMs);
  }
  restartTurns(nowMs: Millis): void {
    this.calls = this.calls.map((call) => ({ ...call, calledAtMs: nowMs }));
    for (const [number, place] of this.places) this.places.set(number, { ...place, sinceMs: nowMs });
  }
  savePlace(place: PlaceRecord): void {
    this.places.set(place.number, place);
  }
  dropPlace(number: number): void {
    this.places.delete(number);
  }
  saveDoubtful(range: NumberRange): void {
    this.doubtful = [...this.doubtful, range];
  }
  dropDoubtful(endsBefore: number): void {
    this.doubtful = this.doubtful.filter((range) => range.end > endsBefore);
  }
  saveVisit(visit: Visit): void {
    this.visits.set(visit.number, visit);
  }
  visitByNumber(number: number): Visit | undefined {
    return this.visits.get(number);
  }
}
