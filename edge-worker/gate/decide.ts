/**
 * The gate before an event's pages: what becomes of a visitor, decided from what they show and how the room stands.
 * Pure; what it decides is carried out in `visitors/gate.ts`.
 *
 * What is refused is refused before anything is taken: a token that is not genuine never costs a place, nor sets a
 * cookie.
 */
import type { ProblemCode } from "../../core/contract/problem.ts";
import type { RoomPhase } from "../../core/queue/status.ts";

export interface AtTheGate {
  readonly admission: "none" | "genuine" | "ended" | "refused";
  readonly ticket: "none" | "genuine" | "refused";
  readonly phase: RoomPhase;
  /** Whether the ticket's turn has come; false without one. */
  readonly called: boolean;
  /** Only a look at the headers, or a browser that guesses where its user goes next: takes nothing from anybody. */
  readonly isLook: boolean;
  /** A place was given to this browser already: without a ticket now, it keeps no cookies. */
  readonly hadPlace: boolean;
}

export type Decision =
  | { readonly kind: "pass" }
  /** Takes a place, then decides again. */
  | { readonly kind: "join" }
  /** Goes to the door with the ticket. */
  | { readonly kind: "claim" }
  /** Waits, with the place of the ticket. */
  | { readonly kind: "queue" }
  /** Nobody is called any more. */
  | { readonly kind: "over"; readonly phase: "ended" | "sold_out" }
  | { readonly kind: "refuse"; readonly code: ProblemCode };

export function decide({ admission, ticket, phase, called, isLook, hadPlace }: AtTheGate): Decision {
  if (admission === "genuine") return { kind: "pass" };
  if (admission === "refused" || ticket === "refused") return { kind: "refuse", code: "token_invalid" };
  if (phase === "ended" || phase === "sold_out") return { kind: "over", phase };
  if (admission === "ended") return { kind: "refuse", code: "admission_ended" };
  if (ticket === "none") return isLook || hadPlace ? { kind: "refuse", code: "admission_required" } : { kind: "join" };
  return called && !isLook ? { kind: "claim" } : { kind: "queue" };
}
