/**
 * The holds of one isolate: those that come within a moment go to an event's allocator in one call, which decides them in
 * the order of arrival.
 */
import type { EventId } from "../../core/brand.ts";
import { allocatorOf, type ObjectBindings } from "../../core/contract/objects.ts";
import { HELD_AT_ONCE_MAX, type HoldOutcome, type HoldRequest } from "../../core/contract/seat-allocator.ts";
import { GatheredCalls } from "./gathered.ts";

/** By the event's id. */
export type Holds = GatheredCalls<HoldRequest, HoldOutcome>;

export function holdsOf(bindings: ObjectBindings): Holds {
  return new GatheredCalls(HELD_AT_ONCE_MAX, (eventId, requests) =>
    allocatorOf(bindings, eventId as EventId).holdAll(requests),
  );
}
