// Owns the switch that makes the database misbehave on request, for tests and demonstrations.

/**
 * - `none`: all is well.
 * - `down`: every request is refused with 503; nothing is executed.
 * - `lose_answers`: every request is executed, committed, and then the connection is cut instead of answered. The
 *   caller cannot know what happened, as after a broken network.
 */
export type OutageMode = "none" | "down" | "lose_answers";

export class Outage {
  mode: OutageMode = "none";
}
