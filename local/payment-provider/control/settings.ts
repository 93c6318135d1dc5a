// What tests and the page may change while the provider runs, checked here once. Settings live in memory: a restarted
// provider is a healthy one, whatever was switched before.
import { z } from "zod";
import { DELIVERY_ATTEMPTS_MAX, OUTAGE_DELAY_MS_MAX, OUTAGE_FAULTS_MAX } from "../limits.ts";
import { EVENT_TYPES } from "../rules/event-type.ts";

export const FAULT_MODES = ["down", "unreachable", "slow", "lose_answers", "500_after_work"] as const;

const probability = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0).max(OUTAGE_DELAY_MS_MAX);

const fault = z.strictObject({
  /**
   * `down` answers 503 and does nothing; `unreachable` closes the connection and does nothing; `slow` waits first;
   * `lose_answers` does the work and closes the connection; `500_after_work` does the work and answers 500, which is
   * saved under the idempotency key, as Stripe saves it.
   */
  mode: z.enum(FAULT_MODES),
  probability: probability.default(1),
  delayMs: milliseconds.default(0),
});
export type Fault = z.output<typeof fault>;

/** One fault, or several that are drawn one after the other for each request; `null` ends the outage. */
export const outageSchema = z.union([
  z.null().transform(() => ({ faults: [] as Fault[], seed: 1 })),
  z.strictObject({ faults: z.array(fault).max(OUTAGE_FAULTS_MAX), seed: z.number().int().default(1) }),
  fault.extend({ seed: z.number().int().default(1) }).transform(({ seed, ...only }) => ({ faults: [only], seed })),
]);
export type OutageInput = z.input<typeof outageSchema>;
export type Outage = z.output<typeof outageSchema>;

export const deliverySchema = z.strictObject({
  paused: z.boolean(),
  /** The first retry comes after this long, the next after twice as long, and so on. */
  retryBaseMs: milliseconds,
  attemptsMax: z.number().int().min(1).max(DELIVERY_ATTEMPTS_MAX),
  /** How many of the events are delivered twice. */
  duplicates: probability,
  /** Events are held back for a random time within the window, so that they overtake each other. */
  reorder: z.boolean(),
  reorderWindowMs: milliseconds,
  seed: z.number().int(),
});
export type DeliverySettings = z.output<typeof deliverySchema>;

export const feesSchema = z.strictObject({
  basisPoints: z.number().int().min(0).max(10_000).default(0),
  fixed: z.number().int().min(0).max(1_000_000).default(0),
  dispute: z.number().int().min(0).max(1_000_000).default(0),
});

export const timingSchema = z.strictObject({
  /** How long search does not see a new payment; Stripe takes up to a minute and more. */
  searchDelayMs: milliseconds,
  /** When a pending refund arrives, a failing one bounces, a bank debit ends. */
  settleAfterMs: milliseconds,
});
export type Timing = z.output<typeof timingSchema>;

export const redeliverySchema = z.strictObject({
  types: z.array(z.enum(EVENT_TYPES)).optional(),
  eventId: z.string().optional(),
});
export type Redelivery = z.output<typeof redeliverySchema>;

export const HEALTHY_DELIVERY: DeliverySettings = {
  paused: false,
  retryBaseMs: 250,
  attemptsMax: DELIVERY_ATTEMPTS_MAX,
  duplicates: 0,
  reorder: false,
  reorderWindowMs: 500,
  seed: 1,
};
export const HEALTHY_TIMING: Timing = { searchDelayMs: 0, settleAfterMs: 1000 };
