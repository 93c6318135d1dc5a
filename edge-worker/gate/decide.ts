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
  /** Whether a place may be taken for this request: not for a look (`HEAD`) or a browser's prefetch. */
  readonly mayJoin: boolean;
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

export function decide({ admission, ticket, phase, called, mayJoin }: AtTheGate): Decision {
  if (admission === "genuine") return { kind: "pass" };
  if (admission === "refused" || ticket === "refused") return { kind: "refuse", code: "token_invalid" };
  if (phase === "ended" || phase === "sold_out") return { kind: "over", phase };
  if (admission === "ended") return { kind: "refuse", code: "admission_ended" };
  if (ticket === "none") return mayJoin ? { kind: "join" } : { kind: "refuse", code: "admission_required" };
  return called && mayJoin ? { kind: "claim" } : { kind: "queue" };
}
