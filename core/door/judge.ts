/**
 * Whether a pass opens the door, or which of the known reasons speaks against it. The office and a gate without a
 * network ask the same function, so that they say the same whenever they know the same.
 *
 * It is told what was presented, what the list of passes says of it, and who went in with it. It does not check
 * signatures: whoever calls has done that.
 */
import type { EventId, Millis, PassId } from "../brand.ts";
import type { DoorHours } from "./hours.ts";

/** In the order in which they are looked at: what is said is the first that applies. */
export const REFUSALS = [
  "not_genuine",
  "other_event",
  "too_early",
  "event_over",
  "unknown",
  "refunded",
  "replaced",
  "already_inside",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What was held to the camera or typed. */
export type Presented =
  /** A code that nobody of ours signed. */
  | { readonly kind: "not_genuine" }
  | { readonly kind: "code"; readonly eventId: EventId; readonly passId: PassId; readonly edition: number }
  /** Found in the list by a person, so its edition is the one of the list. */
  | { readonly kind: "typed"; readonly passId: PassId };

/** What the list says of a pass. */
export interface ListedPass {
  readonly voidedAtMs?: Millis | undefined;
  readonly edition: number;
}

/** Somebody went in. */
export interface Entry {
  readonly nonce: string;
  readonly atMs: Millis;
  readonly gate: string;
}

export type Verdict =
  | { readonly kind: "admitted" }
  | { readonly kind: "refused"; readonly reason: Exclude<Refusal, "already_inside"> }
  | { readonly kind: "refused"; readonly reason: "already_inside"; readonly inside: Entry };

export interface DoorAt {
  readonly eventId: EventId;
  readonly hours: DoorHours;
  /** When the pass was shown: a refund after that does not send away who is inside already. */
  readonly atMs: Millis;
}

/**
 * @param listed absent when the list does not have the pass. A genuine code that is missing there was sold since the
 * list was written, because a pass never leaves it: it is admitted. What was typed has no such proof.
 * @param inside who went in with it and was not sent back.
 */
export function judge(
  presented: Presented,
  listed: ListedPass | undefined,
  inside: Entry | undefined,
  { eventId, hours, atMs }: DoorAt,
): Verdict {
  if (presented.kind === "not_genuine") return refused("not_genuine");
  if (presented.kind === "code" && presented.eventId !== eventId) return refused("other_event");
  if (atMs < hours.opensAtMs) return refused("too_early");
  if (atMs >= hours.closesAtMs) return refused("event_over");
  if (listed === undefined && presented.kind === "typed") return refused("unknown");
  if (listed?.voidedAtMs !== undefined && listed.voidedAtMs <= atMs) return refused("refunded");
  if (listed !== undefined && presented.kind === "code" && presented.edition < listed.edition) {
    return refused("replaced");
  }
  return inside === undefined ? { kind: "admitted" } : { kind: "refused", reason: "already_inside", inside };
}

function refused(reason: Exclude<Refusal, "already_inside">): Verdict {
  return { kind: "refused", reason };
}
