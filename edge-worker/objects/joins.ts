/**
 * The joins of one isolate: those who come within a moment are numbered by one call, in the order of arrival (W5).
 */
import type { QueueNumber, RoomId } from "../../core/brand.ts";
import { roomOf, type ObjectBindings } from "../../core/contract/objects.ts";
import { JOINED_AT_ONCE_MAX, type JoinOutcome } from "../../core/contract/waiting-room.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { GatheredCalls } from "./gathered.ts";

/** What one of those who joined together got. */
type Place =
  | { readonly kind: "issued"; readonly number: QueueNumber; readonly status: RoomStatus }
  | Extract<JoinOutcome, { kind: "refused" }>;

/** By the room's id. Who joins brings nothing but themselves. */
export type Joins = GatheredCalls<undefined, Place>;

export function joinsOf(bindings: ObjectBindings): Joins {
  return new GatheredCalls(JOINED_AT_ONCE_MAX, async (roomId, { length }) => {
    const outcome = await roomOf(bindings, roomId as RoomId).join(length);
    return Array.from({ length }, (_, index): Place => {
      if (outcome.kind === "refused") return outcome;
      return { kind: "issued", number: (outcome.first + index) as QueueNumber, status: outcome.status };
    });
  });
}
