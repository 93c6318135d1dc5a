/**
 * The seats of one event as this isolate knows them, and what it needs to tell each caller only what changed.
 *
 * A caller's `since` need not be a version that was seen here: the changes since an earlier one are given then, which
 * are more but no less, and codes are absolute. What lies before the oldest changes kept is answered by a snapshot.
 */
import { type Bytes, utf8 } from "../answers/utf8.ts";
import type { SeatsDocument } from "../../core/contract/seats.ts";

type Delta = Extract<SeatsDocument, { kind: "delta" }>;
type Snapshot = Extract<SeatsDocument, { kind: "snapshot" }>;

/** Reads whose changes are kept; at one a second this is a minute's sleep of a caller. */
const DELTAS_MAX = 60;
/** Beyond this a snapshot is the smaller answer: a change takes some nine bytes of JSON, a seat a third of one. */
const CHANGES_MAX = 5_000;
const SEATS_PER_BYTE = 4;

export class SeatMap {
  version = -1;
  chartHash = "";
  seatCount = 0;
  seatsLeft = 0;
  areas: Readonly<Record<string, number>> = {};
  #packed = new Uint8Array(0);
  #deltas: Delta[] = [];
  /** Encoded answers of the present version, by `since`. */
  #answers = new Map<number | undefined, Bytes>();

  /** Takes over what the allocator says. A delta that does not begin at or before our version cannot come: we asked. */
  apply(document: SeatsDocument): void {
    if (document.kind === "snapshot") this.#replace(document);
    else if (document.version !== this.version) this.#advance(document);
  }

  /** The public code of the seat with this index in the chart: 0 free, 1 held, 2 sold, 3 blocked. */
  code(index: number): number {
    const byte = this.#packed[Math.floor(index / SEATS_PER_BYTE)] ?? 0;
    return (byte >> (2 * (index % SEATS_PER_BYTE))) & 3;
  }

  /** The JSON document for a caller that holds version `since`, or none. */
  answer(since: number | undefined): Bytes {
    const known = this.#answers.get(since);
    if (known !== undefined) return known;
    const delta = this.#delta(since);
    // versions that nobody ever saw come from outside without end: they share one snapshot and push nothing out
    if (delta === undefined && since !== undefined) return this.answer(undefined);
    const bytes = utf8(JSON.stringify(delta ?? this.#snapshot()));
    if (since === undefined || this.#answers.size <= DELTAS_MAX) this.#answers.set(since, bytes);
    return bytes;
  }

  #replace(snapshot: Snapshot): void {
    this.#packed = Uint8Array.from(atob(snapshot.seats), (character) => character.charCodeAt(0));
    this.chartHash = snapshot.chart;
    this.seatCount = snapshot.seatCount;
    this.#deltas = [];
    this.#stand(snapshot);
  }

  #advance(delta: Delta): void {
    for (const [index, code] of delta.changes) {
      const at = Math.floor(index / SEATS_PER_BYTE);
      const shift = 2 * (index % SEATS_PER_BYTE);
      this.#packed[at] = ((this.#packed[at] ?? 0) & ~(3 << shift)) | (code << shift);
    }
    this.#deltas.push(delta);
    let changes = this.#deltas.reduce((sum, kept) => sum + kept.changes.length, 0);
    while (this.#deltas.length > DELTAS_MAX || changes > CHANGES_MAX)
      changes -= this.#deltas.shift()?.changes.length ?? 0;
    this.#stand(delta);
  }

  #stand(document: SeatsDocument): void {
    this.version = document.version;
    this.areas = document.areas;
    this.seatsLeft = document.seatsLeft;
    this.#answers.clear();
  }

  #snapshot(): Snapshot {
    return {
      kind: "snapshot",
      version: this.version,
      chart: this.chartHash,
      seatCount: this.seatCount,
      seats: btoa(Array.from(this.#packed, (byte) => String.fromCharCode(byte)).join("")),
      areas: this.areas,
      seatsLeft: this.seatsLeft,
    };
  }

  #delta(since: number | undefined): Delta | undefined {
    if (since === undefined || since > this.version) return undefined;
    const base = { kind: "delta", since, version: this.version, areas: this.areas, seatsLeft: this.seatsLeft } as const;
    if (since === this.version) return { ...base, changes: [] };
    const first = this.#deltas.findLastIndex((delta) => delta.since <= since);
    if (first < 0) return undefined;
    const codes = new Map<number, number>();
    for (const delta of this.#deltas.slice(first)) for (const [index, code] of delta.changes) codes.set(index, code);
    return { ...base, changes: [...codes] };
  }
}
