/**
 * What an allocator refuses, as problems: every conflicting seat is named, with why.
 */
import { problem, type Problem, type ProblemCode } from "../../core/contract/problem.ts";
import type { Refused, WrongPart } from "../../core/contract/seat-allocator.ts";

/** What a part of a hold is called in the body that asked for it. */
const FIELD: Readonly<Record<WrongPart, string>> = { holdMs: "/expiryInMinutes" };

/** Every reason of an allocator is a code of its own; a reason without one does not compile. */
export function refusalOf<Reason extends ProblemCode>(refused: Refused<Reason>): Problem {
  const { reason, detail, wrong, conflicts, retryAfterMs } = refused;
  return problem(reason, {
    ...(detail === undefined ? {} : { detail }),
    ...(wrong === undefined ? {} : { errors: [{ field: FIELD[wrong], message: detail ?? "is not valid" }] }),
    ...(conflicts === undefined ? {} : { extra: { conflicts } }),
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: retryAfterMs / 1000 }),
  });
}
