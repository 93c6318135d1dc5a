// Many orders of one moment: the allocator and the mailers are told of them together, of each, and also when whoever
// had them in hand is gone.

import { describe, expect, it } from "vitest";
import { Aftermath } from "../../../origin-api/checkout/aftermath.ts";
import type { Booking } from "../../../origin-api/books/booking.ts";
import { BOOKINGS_MAX } from "../../../origin-api/books/booking-store.ts";

const order = (orderId: string): Booking => ({ orderId }) as unknown as Booking;

/** A clock of its own, pauses that end when the test says so, and what was seen to. */
function moment() {
  const state = { nowMs: 0, ends: [] as (() => void)[], seen: [] as string[][] };
  const patience = {
    nowMs: () => state.nowMs,
    pause: () => new Promise<void>((resolve) => void state.ends.push(resolve)),
  };
  const see = async (page: readonly Booking[]): Promise<void> => {
    state.seen.push(page.map(({ orderId }) => orderId));
  };
  const aftermath = new Aftermath();
  const follow = (...orderIds: string[]): Promise<void> => aftermath.follow(orderIds.map(order), patience, see);
  return { state, follow };
}

describe("what follows from bookings", () => {
  it("is seen to once for all that came in the same moment, and each of them once", async () => {
    const { state, follow } = moment();
    const first = follow("a");
    await Promise.all([follow("b"), follow("c")]);
    expect(state.seen).toEqual([]);
    state.ends.shift()?.();
    await first;
    expect(state.seen).toEqual([["a", "b", "c"]]);
    const next = follow("d");
    state.ends.shift()?.();
    await next;
    expect(state.seen).toEqual([["a", "b", "c"], ["d"]]);
  });

  it("is seen to by somebody else when the first one never comes back", async () => {
    const { state, follow } = moment();
    void follow("a"); // its pause never ends
    state.nowMs += 1_999;
    await follow("b");
    state.nowMs += 1;
    const third = follow("c");
    expect(state.ends).toHaveLength(2);
    state.ends.at(-1)?.();
    await third;
    expect(state.seen).toEqual([["a", "b", "c"]]);
  });

  it("does not wait once there is as much as one message may carry, and never carries more", async () => {
    const { state, follow } = moment();
    void follow("first");
    await follow(...Array.from({ length: BOOKINGS_MAX + 5 }, (_, index) => String(index)));
    expect(state.seen.map((page) => page.length)).toEqual([BOOKINGS_MAX, 6]);
  });
});
