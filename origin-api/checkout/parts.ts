/**
 * What the checkout works with, put together once per isolate from the Worker's bindings; tests put it together from
 * parts of their own.
 */
import { millis, type Millis } from "../../core/brand.ts";
import type { NotificationDue } from "../../core/contract/messages.ts";
import type { ObjectBindings } from "../../core/contract/objects.ts";
import { databaseOf, type Database } from "../db/client.ts";
import { passKeysOf, type PassKeys } from "../door/pass-keys.ts";
import type { Env } from "../env.ts";
import type { PaymentGateway } from "../payments/payment.ts";
import { HeardPayments } from "../payments/heard-payments.ts";
import { ProviderHealth } from "../payments/provider-health.ts";
import type { Patience } from "../payments/repeat.ts";
import { isLiveKey, stripeOf } from "../payments/stripe-client.ts";
import { StripeGateway } from "../payments/stripe-gateway.ts";
import { Aftermath } from "./aftermath.ts";

export interface CheckoutParts {
  readonly objects: ObjectBindings;
  readonly gateway: PaymentGateway;
  readonly database: Database;
  /** Tells the mailers that these rows of the notifications table are due. */
  readonly enqueueMails: (due: readonly NotificationDue[]) => Promise<void>;
  readonly patience: Patience;
  readonly heard: HeardPayments;
  readonly aftermath: Aftermath;
  /** Do we move real money? */
  readonly livemode: boolean;
  readonly publicUrl: string;
  readonly orderAccessKey: string;
  /** Signs and knows the codes of tickets. */
  readonly passKeys: () => Promise<PassKeys>;
  readonly nowMs: () => Millis;
  /** Tells an operator what only a person can judge. Never anything personal. */
  readonly report: (fault: string, facts: Readonly<Record<string, unknown>>) => void;
}

const partsOf = new WeakMap<Env, CheckoutParts>();

/** The parts of `env`, which an isolate has one of. They hold nothing of a single request. */
export function checkoutPartsOf(env: Env): CheckoutParts {
  const known = partsOf.get(env);
  if (known !== undefined) return known;
  const parts = assemble(env);
  partsOf.set(env, parts);
  return parts;
}

/** Gives `env` parts put together otherwise: a test's, on a clock of its own. */
export function provideCheckoutParts(env: Env, parts: CheckoutParts): void {
  partsOf.set(env, parts);
}

function assemble(env: Env): CheckoutParts {
  return {
    objects: env,
    gateway: new StripeGateway(stripeOf(env)),
    database: databaseOf(env),
    enqueueMails: async (due) => {
      await env.NOTIFICATIONS.sendBatch(due.map((body) => ({ body })));
    },
    heard: new HeardPayments(),
    aftermath: new Aftermath(),
    patience: { health: new ProviderHealth(), nowMs: Date.now, pause, chance: Math.random },
    livemode: isLiveKey(env.STRIPE_SECRET_KEY),
    publicUrl: env.PUBLIC_URL,
    orderAccessKey: env.ORDER_ACCESS_KEY,
    passKeys: () => passKeysOf(env),
    nowMs: () => millis(Date.now()),
    report: (fault, facts) => console.error(JSON.stringify({ level: "error", message: fault, ...facts })),
  };
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
