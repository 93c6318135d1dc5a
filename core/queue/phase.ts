/**
 * What a room does right now, by its settings and the clock, and what follows from that for the three doors:
 * joining, calling, claiming. Nothing is stored: a phase is judged anew on every read.
 */
import type { Millis } from "../brand.ts";
import type { RoomSettings } from "./settings.ts";
import type { RoomPhase } from "./status.ts";

/**
 * The phase of a room. `suspended` comes first: a room that is switched off stands in nobody's way. Before pre-queueing
 * begins the room is an ordinary one.
 */
export function phaseOf(settings: RoomSettings, waiting: number, nowMs: Millis): RoomPhase {
  if (settings.suspended) return "suspended";
  if (hasEnded(settings, nowMs)) return "ended";
  if (settings.paused) return "paused";
  if (isPrequeueing(settings, nowMs)) return "prequeueing";
  return waiting > 0 || settings.queueAll || settings.queueingMethod === "reject" ? "queueing" : "idle";
}

/** Everybody passes, and no limit holds: `suspended`, or the queueing method `passthrough`. */
export function standsOpen(settings: RoomSettings): boolean {
  return settings.suspended || settings.queueingMethod === "passthrough";
}

/** Whether places are called at all. `queue_all`, `reject`, a pause and pre-queueing hold everybody. */
export function isCalling(settings: RoomSettings, nowMs: Millis): boolean {
  return (
    admits(settings, nowMs) &&
    !settings.suspended &&
    !settings.queueAll &&
    settings.queueingMethod !== "passthrough" &&
    !isPrequeueing(settings, nowMs)
  );
}

/** Whether the door opens for a called place. Those inside stay either way. */
export function admits(settings: RoomSettings, nowMs: Millis): boolean {
  return (
    standsOpen(settings) || (!settings.paused && settings.queueingMethod !== "reject" && !hasEnded(settings, nowMs))
  );
}

export function hasEnded(settings: RoomSettings, nowMs: Millis): boolean {
  return settings.eventEndAtMs !== undefined && nowMs >= settings.eventEndAtMs;
}

function isPrequeueing({ prequeueStartAtMs, eventStartAtMs }: RoomSettings, nowMs: Millis): boolean {
  if (prequeueStartAtMs === undefined || eventStartAtMs === undefined) return false;
  return nowMs >= prequeueStartAtMs && nowMs < eventStartAtMs;
}

/** The next moment at which time alone changes the phase. */
export function nextPhaseChangeMs(settings: RoomSettings, nowMs: Millis): Millis | undefined {
  let nextMs: Millis | undefined;
  for (const atMs of [settings.prequeueStartAtMs, settings.eventStartAtMs, settings.eventEndAtMs])
    if (atMs !== undefined && atMs > nowMs && (nextMs === undefined || atMs < nextMs)) nextMs = atMs;
  return nextMs;
}
