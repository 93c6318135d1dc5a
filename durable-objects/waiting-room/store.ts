/**
 * All SQL of a waiting room. Writes are gathered for a moment and stored in the order in which they were made, a group
 * as a whole; nothing may be answered before {@link WaitingRoomStore.written} (W4, W6).
 */
import { millis, type Millis, type VisitorId } from "../../core/brand.ts";
import type { KnownVisit } from "../../core/contract/waiting-room.ts";
import { NEW_LINE } from "../../core/queue/line.ts";
import type { NumberRange } from "../../core/queue/numbers.ts";
import type { Act, CallRecord, LineRecord, PlaceRecord, RoomMemory, RoomRecords } from "../../core/queue/records.ts";
import type { RoomSettings } from "../../core/queue/settings.ts";
import { FEED_PUBLIC_MAX, type FeedEntry } from "../../core/queue/status.ts";
import type { Visit } from "../../core/queue/visits.ts";
import { GroupCommit } from "../platform/group-commit.ts";
import { migrate } from "../platform/migrations.ts";
import { WAITING_ROOM_MIGRATIONS } from "./schema.ts";
import { feedEntryOf, knownVisitOf, placeOfRow, visitOf, type FeedRow, type PlaceRow, type VisitRow } from "./rows.ts";

const VISIT_COLUMNS = "number, session_id, visitor_id, admitted_at_ms, expires_at_ms, renewed, ended_at_ms";

interface Write {
  readonly statement: string;
  readonly values: readonly SqlStorageValue[];
}

export class WaitingRoomStore implements RoomRecords {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #writes: GroupCommit<Write>;

  /** @param onFailure called when a group could not be stored: memory is ahead then, and has to go. */
  constructor(storage: DurableObjectStorage, onFailure: (error: unknown) => void) {
    this.#storage = storage;
    this.#sql = storage.sql;
    const write = (writes: readonly Write[]): void =>
      storage.transactionSync(() => {
        for (const { statement, values } of writes) this.#sql.exec(statement, ...values);
      });
    this.#writes = new GroupCommit({ write, onFailure });
  }

  /** Resolves when everything that was saved or dropped so far is stored. */
  async written(): Promise<void> {
    return this.#writes.written();
  }

  /** Makes the tables of a new room, with its settings in them. */
  found(settings: RoomSettings, act: Act): void {
    migrate(this.#storage, WAITING_ROOM_MIGRATIONS);
    this.saveSettings(settings, act);
  }

  /**
   * Everything that a room needs to go on, or `undefined` when there is no room here. Asking for a room that does not
   * exist leaves no trace: anybody can ask for any id.
   */
  load(nowMs: Millis): RoomMemory | undefined {
    this.#writes.flush();
    if (this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'room'").toArray().length === 0) return undefined;
    migrate(this.#storage, WAITING_ROOM_MIGRATIONS);
    const [room] = this.#sql.exec<{ settings: string }>("SELECT settings FROM room").toArray();
    if (room === undefined) return undefined;
    return {
      settings: JSON.parse(room.settings) as RoomSettings,
      line: this.#line(),
      places: this.#places(),
      doubtful: this.#sql
        .exec<{ first: number; end: number }>(
          'SELECT first_number AS first, end_number AS "end" FROM doubtful ORDER BY first_number',
        )
        .toArray(),
      visits: this.#sql
        .exec<VisitRow>(`SELECT ${VISIT_COLUMNS} FROM visits WHERE expires_at_ms > ?`, nowMs)
        .toArray()
        .map(visitOf),
      admittedTotal: this.#sql.exec<{ total: number }>("SELECT count(*) AS total FROM visits").one().total,
      feed: this.#sql
        .exec<FeedRow>(
          `SELECT feed_sequence, at_ms, kind, message FROM acts
           WHERE feed_sequence IS NOT NULL ORDER BY feed_sequence DESC LIMIT ${FEED_PUBLIC_MAX}`,
        )
        .toArray()
        .map(feedEntryOf)
        .toReversed(),
    };
  }

  saveSettings(settings: RoomSettings, { atMs, actor, announcement }: Act): FeedEntry | undefined {
    this.#writes.flush();
    const json = JSON.stringify(settings);
    this.#sql.exec(
      "INSERT INTO room (id, settings) VALUES (1, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings",
      json,
    );
    if (announcement === undefined) {
      this.#sql.exec("INSERT INTO acts (at_ms, actor, settings) VALUES (?, ?, ?)", atMs, actor, json);
      return undefined;
    }
    const { kind, message } = announcement;
    const { sequence } = this.#sql
      .exec<{ sequence: number }>(
        `INSERT INTO acts (feed_sequence, at_ms, kind, message, actor, settings)
         VALUES ((SELECT ifnull(max(feed_sequence), 0) + 1 FROM acts), ?, ?, ?, ?, ?) RETURNING feed_sequence AS sequence`,
        atMs,
        kind,
        message,
        actor,
        json,
      )
      .one();
    return { sequence, atMs, kind, message };
  }

  saveLine({ servingCounter, given, reserved, wakes, missedTotal }: LineRecord): void {
    this.#write(
      `INSERT INTO line (id, serving_counter, given, reserved, wakes, missed_total) VALUES (1, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET serving_counter = excluded.serving_counter, given = excluded.given,
         reserved = excluded.reserved, wakes = excluded.wakes, missed_total = excluded.missed_total`,
      servingCounter,
      given,
      reserved,
      wakes,
      missedTotal,
    );
  }

  saveCall({ first, end, calledAtMs }: CallRecord): void {
    this.#write("INSERT INTO calls (first_number, end_number, called_at_ms) VALUES (?, ?, ?)", first, end, calledAtMs);
  }

  dropCalls(calledAtMs: Millis): void {
    this.#write("DELETE FROM calls WHERE called_at_ms <= ?", calledAtMs);
  }

  restartTurns(nowMs: Millis): void {
    this.#write("UPDATE calls SET called_at_ms = ?", nowMs);
    this.#write("UPDATE places SET since_ms = ?", nowMs);
  }

  savePlace({ number, state, turn, sinceMs }: PlaceRecord): void {
    this.#write(
      "INSERT OR REPLACE INTO places (number, state, turn, since_ms) VALUES (?, ?, ?, ?)",
      number,
      state,
      turn,
      sinceMs,
    );
  }

  dropPlace(number: number): void {
    this.#write("DELETE FROM places WHERE number = ?", number);
  }

  saveDoubtful({ first, end }: NumberRange): void {
    this.#write("INSERT INTO doubtful (first_number, end_number) VALUES (?, ?)", first, end);
  }

  dropDoubtful(endsBefore: number): void {
    this.#write("DELETE FROM doubtful WHERE end_number <= ?", endsBefore);
  }

  saveVisit(visit: Visit, endReason?: string): void {
    this.#write(
      `INSERT INTO visits (${VISIT_COLUMNS}, end_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET expires_at_ms = excluded.expires_at_ms, renewed = excluded.renewed,
         ended_at_ms = excluded.ended_at_ms, end_reason = excluded.end_reason`,
      visit.number,
      visit.sessionId,
      visit.visitorId,
      visit.admittedAtMs,
      visit.expiresAtMs,
      visit.renewed ? 1 : 0,
      visit.endedAtMs ?? null,
      endReason ?? null,
    );
  }

  visitByNumber(number: number): Visit | undefined {
    const [row] = this.#sql.exec<VisitRow>(`SELECT ${VISIT_COLUMNS} FROM visits WHERE number = ?`, number).toArray();
    return row === undefined ? undefined : visitOf(row);
  }

  /** Walks only visits that ended soon after `atMs`: nothing finds a visitor by id without a row more for each visit. */
  visitAt(visitorId: VisitorId, atMs: Millis, expiresByMs: Millis): KnownVisit | undefined {
    const [row] = this.#sql
      .exec<VisitRow & { end_reason: string | null }>(
        `SELECT ${VISIT_COLUMNS}, end_reason FROM visits
          WHERE expires_at_ms > ? AND expires_at_ms <= ? AND visitor_id = ? AND admitted_at_ms <= ?
          ORDER BY expires_at_ms LIMIT 1`,
        atMs,
        expiresByMs,
        visitorId,
        atMs,
      )
      .toArray();
    return row === undefined ? undefined : knownVisitOf(row);
  }

  #write(statement: string, ...values: readonly SqlStorageValue[]): void {
    this.#writes.add({ statement, values });
  }

  #line(): LineRecord {
    const [row] = this.#sql
      .exec<{ serving_counter: number; given: number; reserved: number; wakes: number; missed_total: number }>(
        "SELECT serving_counter, given, reserved, wakes, missed_total FROM line",
      )
      .toArray();
    if (row === undefined) return NEW_LINE;
    const { serving_counter: servingCounter, given, reserved, wakes, missed_total: missedTotal } = row;
    return { servingCounter, given, reserved, wakes, missedTotal };
  }

  /** Called places: each number of a call that nobody came in with, and those with a row of their own. */
  #places(): RoomMemory["places"] {
    const places: (PlaceRecord & { recorded: boolean })[] = this.#sql
      .exec<PlaceRow>("SELECT number, state, turn, since_ms FROM places")
      .toArray()
      .map((row) => Object.assign(placeOfRow(row), { recorded: true }));
    const known = new Set(places.map((place) => place.number));
    for (const call of this.#sql.exec<{ first: number; end: number; atMs: number }>(
      'SELECT first_number AS first, end_number AS "end", called_at_ms AS atMs FROM calls',
    )) {
      for (const { number } of this.#sql.exec<{ number: number }>(
        "SELECT number FROM visits WHERE number >= ? AND number < ?",
        call.first,
        call.end,
      ))
        known.add(number);
      for (let number = call.first; number < call.end; number++)
        if (!known.has(number))
          places.push({ number, state: "called", turn: 1, sinceMs: millis(call.atMs), recorded: false });
    }
    return places.sort((a, b) => a.sinceMs - b.sinceMs || a.number - b.number);
  }
}
