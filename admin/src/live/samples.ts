/**
 * What was seen of a room, second by second, for as long as somebody watches: from it follow the charts, and the wait
 * that the people who are called now really had.
 *
 * Nothing is stored: whoever opens the page sees from that moment on. Bounded in time and in number of rooms.
 */
import type { RoomPictureDocument } from "../../../core/contract/organizer/rooms.ts";
import type { StatusDocument } from "../../../core/contract/waiting-room.ts";
import { newcomerWait } from "../parts/newcomer-wait.ts";

export interface Sample {
  readonly atMs: number;
  readonly waiting: number;
  readonly inside: number;
  readonly called: number;
  readonly arrivals: number;
  readonly admissions: number;
  readonly seatsLeft: number | null;
  /** Seconds, as a newcomer is told: the later end of the range. */
  readonly waitShown: number | null;
  /** Seconds that whoever was called last had waited. */
  readonly waitHad: number | null;
  readonly nextNumber: number;
  readonly servingCounter: number;
}

export const WATCHED_MINUTES = 15;
const WATCHED_MS = WATCHED_MINUTES * 60_000;
const ROOMS_MAX = 3;

const watched = new Map<string, Sample[]>();

/** Adds what is seen now; the same moment again changes nothing. @returns all that is remembered, oldest first. */
export function watch(
  eventId: string,
  picture: RoomPictureDocument,
  seen: StatusDocument | undefined,
): readonly Sample[] {
  const before = watched.get(eventId) ?? [];
  const atMs = Date.parse(picture.asOf);
  const last = before.at(-1);
  if (last !== undefined && atMs <= last.atMs) return before;
  const { settings } = picture;
  const sample: Sample = {
    atMs,
    waiting: picture.waiting,
    inside: picture.inside,
    called: picture.calledUnclaimed,
    arrivals: picture.arrivalsLastMinute,
    admissions: picture.admissionsLastMinute,
    seatsLeft: seen?.seatsLeft ?? null,
    waitShown: seen === undefined ? null : (newcomerWait(seen, settings)?.p90Seconds ?? null),
    waitHad: waitHad(before, picture.servingCounter, atMs),
    nextNumber: picture.nextNumber,
    servingCounter: picture.servingCounter,
  };
  const kept = [...before.filter((one) => one.atMs > atMs - WATCHED_MS), sample];
  watched.delete(eventId);
  watched.set(eventId, kept);
  for (const oldest of watched.keys()) {
    if (watched.size <= ROOMS_MAX) break;
    watched.delete(oldest);
  }
  return kept;
}

/**
 * How long the number that was called last had waited: from the first look at which it had been given out. Unknown when
 * it was given out before anybody looked; as it was while nobody new is called.
 */
export function waitHad(before: readonly Sample[], servingCounter: number, atMs: number): number | null {
  const last = before.at(-1);
  if (last === undefined || servingCounter === 0) return null;
  if (servingCounter === last.servingCounter) return last.waitHad;
  const given = before.findIndex((one) => one.nextNumber >= servingCounter);
  if (given === 0) return null;
  const fromMs = before[given]?.atMs ?? atMs;
  return Math.round((atMs - fromMs) / 1_000);
}
