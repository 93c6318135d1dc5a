/**
 * Asks the provider again, the same call with the same key, when nobody knows what became of it. Bounded, with pauses
 * that grow and scatter; reports every answer and every silence to the provider's health.
 */
import type { NoAnswer } from "./payment.ts";
import type { ProviderHealth } from "./provider-health.ts";

/** A silence: asked three times in all. */
const SILENCE_PAUSES_MS = [200, 800];
/** The same call is being carried out for somebody else: their answer will be ours. About 10 s in all. */
const BUSY_PAUSES_MS = [50, 100, 200, 400, 800, 1_000, 1_000, 1_500, 2_000, 3_000];

export interface Patience {
  readonly health: ProviderHealth;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly chance: () => number;
}

/** @param call must bear being repeated. */
export async function repeat<Outcome extends { readonly kind: string }>(
  patience: Patience,
  call: () => Promise<Outcome | NoAnswer>,
): Promise<Outcome | NoAnswer> {
  const left = { no_answer: [...SILENCE_PAUSES_MS], busy: [...BUSY_PAUSES_MS] };
  for (;;) {
    const outcome = await call();
    if (outcome.kind === "no_answer") patience.health.unanswered(patience.nowMs());
    else patience.health.answered();
    if (outcome.kind !== "no_answer" && outcome.kind !== "busy") return outcome;
    const pauseMs = left[outcome.kind].shift();
    if (pauseMs === undefined || patience.health.isQuiet(patience.nowMs())) return outcome;
    await patience.pause(pauseMs * (0.5 + patience.chance()));
  }
}
