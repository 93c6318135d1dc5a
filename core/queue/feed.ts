/**
 * What people in the queue read about an operator's act. The feed is append-only and public; who acted is not in it.
 */
import type { RoomSettings } from "./settings.ts";
import type { FeedEntry } from "./status.ts";

export type Announcement = Pick<FeedEntry, "kind" | "message">;

/**
 * The announcement of a change, or `undefined` when it concerns nobody in the queue and carries no message.
 *
 * @param message the operator's own words, which replace ours.
 */
export function announcementOf(
  before: RoomSettings,
  after: RoomSettings,
  message: string | undefined,
): Announcement | undefined {
  const changes = changesOf(before, after);
  const first = changes[0];
  if (first === undefined) return message === undefined ? undefined : { kind: "message", message };
  return { kind: first.kind, message: message ?? changes.map((change) => change.message).join(" ") };
}

/** The weightiest first: its kind is the kind of the whole. */
function changesOf(before: RoomSettings, after: RoomSettings): Announcement[] {
  const changes: Announcement[] = [];
  if (before.paused !== after.paused)
    changes.push(
      after.paused
        ? { kind: "paused", message: "The queue is paused. Your place is kept." }
        : { kind: "resumed", message: "The queue goes on." },
    );
  if (before.newUsersPerMinute !== after.newUsersPerMinute)
    changes.push({
      kind: "rate_changed",
      message: `New visitors per minute: ${before.newUsersPerMinute} → ${after.newUsersPerMinute}.`,
    });
  if (before.totalActiveUsers !== after.totalActiveUsers)
    changes.push({
      kind: "cap_changed",
      message: `Visitors inside at most: ${before.totalActiveUsers} → ${after.totalActiveUsers}.`,
    });
  const others = QUEUE_SETTINGS.filter(([name]) => before[name] !== after[name]).map(([, label]) => label);
  if (others.length > 0) changes.push({ kind: "settings_changed", message: `Changed: ${others.join(", ")}.` });
  return changes;
}

/** Further settings that change what waiting means. The name of a room and its shield against floods do not. */
const QUEUE_SETTINGS = [
  ["suspended", "whether there is a queue at all"],
  ["queueAll", "whether anybody is let in"],
  ["queueingMethod", "the order of the queue"],
  ["prequeueStartAtMs", "when pre-queueing begins"],
  ["eventStartAtMs", "when the event begins"],
  ["eventEndAtMs", "when the event ends"],
  ["sessionDurationMs", "how long a visit lasts"],
  ["claimWindowMs", "how long a called place waits"],
] as const satisfies readonly (readonly [keyof RoomSettings, string])[];
