/** What people in the queue read about an operator's act. */
import { expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { announcementOf } from "../../../core/queue/feed.ts";
import type { RoomSettings } from "../../../core/queue/settings.ts";

const BEFORE: RoomSettings = {
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

it.each([
  [{ paused: true }, undefined, { kind: "paused", message: "The queue is paused. Your place is kept." }],
  [{ newUsersPerMinute: 90 }, undefined, { kind: "rate_changed", message: "New visitors per minute: 60 → 90." }],
  [
    { newUsersPerMinute: 90, totalActiveUsers: 20 },
    undefined,
    { kind: "rate_changed", message: "New visitors per minute: 60 → 90. Visitors inside at most: 10 → 20." },
  ],
  [{ totalActiveUsers: 20 }, "More tills are open.", { kind: "cap_changed", message: "More tills are open." }],
  [{ queueAll: true }, undefined, { kind: "settings_changed", message: "Changed: whether anybody is let in." }],
  [{}, "Doors open at eight.", { kind: "message", message: "Doors open at eight." }],
  [{ addressLimit: "strict" }, "Thank you for waiting.", { kind: "message", message: "Thank you for waiting." }],
] satisfies [Partial<RoomSettings>, string | undefined, object][])(
  "says %o with the words %o",
  (change, message, said) => {
    expect(announcementOf(BEFORE, { ...BEFORE, ...change }, message)).toEqual(said);
  },
);

it("says nothing about what concerns nobody in the queue, least of all how floods are held off", () => {
  expect(announcementOf(BEFORE, { ...BEFORE, name: "Hall", addressLimit: "strict" }, undefined)).toBeUndefined();
});
