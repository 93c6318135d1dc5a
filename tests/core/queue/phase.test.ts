/** What a room does at which settings and times, as Cloudflare's documentation of the same settings says. */
import { describe, expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { admits, isCalling, nextPhaseChangeMs, phaseOf, standsOpen } from "../../../core/queue/phase.ts";
import { changedSettings, type RoomSettings, type RoomSettingsChange } from "../../../core/queue/settings.ts";

const OPEN: RoomSettings = {
  roomId: "room" as RoomSettings["roomId"],
  name: "Room",
  eventIds: [],
  totalActiveUsers: 10,
  newUsersPerMinute: 60,
  sessionDurationMs: millis(600_000),
  claimWindowMs: millis(300_000),
  queueingMethod: "fifo",
  queueAll: false,
  suspended: false,
  paused: false,
  addressLimit: "off",
};
const EVENT = { prequeueStartAtMs: millis(1_000), eventStartAtMs: millis(2_000), eventEndAtMs: millis(9_000) };

it.each([
  ["idle, and lets straight in", {}, 0, 5_000, { phase: "idle", calls: true, admits: true, open: false }],
  ["queueing while anybody waits", {}, 3, 5_000, { phase: "queueing", calls: true, admits: true, open: false }],
  ["ordinary before pre-queueing", EVENT, 0, 999, { phase: "idle", calls: true, admits: true, open: false }],
  ["pre-queueing: all wait", EVENT, 9, 1_000, { phase: "prequeueing", calls: false, admits: true, open: false }],
  ["queueing from the start", EVENT, 9, 2_000, { phase: "queueing", calls: true, admits: true, open: false }],
  ["over at the end", EVENT, 9, 9_000, { phase: "ended", calls: false, admits: false, open: false }],
  ["paused: nobody in", { paused: true }, 3, 0, { phase: "paused", calls: false, admits: false, open: false }],
  [
    "queue_all: everybody new waits",
    { queueAll: true },
    0,
    0,
    { phase: "queueing", calls: false, admits: true, open: false },
  ],
  [
    "reject: nobody new",
    { queueingMethod: "reject" },
    0,
    0,
    { phase: "queueing", calls: false, admits: false, open: false },
  ],
  [
    "passthrough: all pass",
    { queueingMethod: "passthrough" },
    0,
    0,
    { phase: "idle", calls: false, admits: true, open: true },
  ],
  [
    "suspended: all pass, even with queue_all",
    { suspended: true, queueAll: true },
    0,
    0,
    { phase: "suspended", calls: false, admits: true, open: true },
  ],
] satisfies [string, RoomSettingsChange, number, number, object][])(
  "is %s",
  (_name, change, waiting, atMs, expected) => {
    const settings = changedSettings(OPEN, change);
    const now = millis(atMs);
    expect({
      phase: phaseOf(settings, waiting, now),
      calls: isCalling(settings, now),
      admits: admits(settings, now),
      open: standsOpen(settings),
    }).toEqual(expected);
  },
);

describe("settings and time", () => {
  it("names the next moment at which time alone changes something", () => {
    const settings = changedSettings(OPEN, EVENT);
    expect([0, 1_000, 2_000, 9_000].map((atMs) => nextPhaseChangeMs(settings, millis(atMs)))).toEqual([
      1_000,
      2_000,
      9_000,
      undefined,
    ]);
  });

  it("changes what is named, takes away a time that is undefined, and never the room's id", () => {
    const settings = changedSettings(OPEN, { ...EVENT, totalActiveUsers: 5 });
    expect(settings).toEqual({ ...OPEN, ...EVENT, totalActiveUsers: 5 });
    const moved = { eventEndAtMs: undefined, roomId: "other" } as RoomSettingsChange;
    expect(changedSettings(settings, moved)).toEqual({
      ...OPEN,
      totalActiveUsers: 5,
      prequeueStartAtMs: 1_000,
      eventStartAtMs: 2_000,
    });
  });
});
