/**
 * What an allocator refuses, as problems: every conflicting seat is named, with why.
 */
import { problem, type Problem, type ProblemCode } from "../../core/contract/problem.ts";
import type { Refused } from "../../core/contract/seat-allocator.ts";

/** Every reason of an allocator is a code of its own; a reason without one does not compile. */
export function refusalOf<Reason extends ProblemCode>(refused: Refused<Reason>): Problem {
  const { reason, detail, conflicts, retryAfterMs } = refused;
  return problem(reason, {
    ...(detail === undefined ? {} : { detail }),
    ...(conflicts === undefined ? {} : { extra: { conflicts } }),
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: retryAfterMs / 1000 }),
  });
}
