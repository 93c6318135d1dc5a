/**
 * The calls to an event's allocator that the checkout makes. All are idempotent, so that one whose answer was lost on
 * the way, because the object restarted, is made again: at most three times, each with a new stub.
 */
import type { EventId } from "../../core/brand.ts";
import { allocatorOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { SeatAllocatorRpc } from "../../core/contract/seat-allocator.ts";

const TRIES_MAX = 3;
const PAUSE_MS = 100;

/** Calls `ask` with the event's allocator; again when the platform says that this helps. */
export async function askSeats<Answer>(
  objects: ObjectBindings,
  eventId: EventId,
  ask: (allocator: SeatAllocatorRpc) => Promise<Answer>,
): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask(allocatorOf(objects, eventId));
    } catch (error) {
      if (tried >= TRIES_MAX || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tried * Math.random()));
    }
  }
}

/** As the platform marks it: an overloaded object is never asked again. */
function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { retryable, overloaded } = error as Error & { retryable?: boolean; overloaded?: boolean };
  return retryable === true && overloaded !== true;
}
