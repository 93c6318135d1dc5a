/**
 * The Stripe library, set up for Workers: fetch, ten seconds a call, and no retries of its own, because a retry that we
 * do not know of cannot be told from a second charge.
 */
import { Stripe } from "stripe";

const TIMEOUT_MS = 10_000;

export interface StripeBindings {
  readonly STRIPE_SECRET_KEY: string;
  /** Only where the provider is not Stripe itself. */
  readonly STRIPE_API_URL?: string;
}

let latest: { readonly key: string; readonly client: Stripe } | undefined;

/** The client of `bindings`; the same while they stay the same. */
export function stripeOf(bindings: StripeBindings): Stripe {
  const key = `${bindings.STRIPE_SECRET_KEY} ${bindings.STRIPE_API_URL ?? ""}`;
  if (latest?.key !== key) latest = { key, client: new Stripe(bindings.STRIPE_SECRET_KEY, configOf(bindings)) };
  return latest.client;
}

/** Does this key move real money? */
export function isLiveKey(secretKey: string): boolean {
  return /^(?:sk|rk)_live_/u.test(secretKey);
}

function configOf({ STRIPE_API_URL }: StripeBindings): Stripe.StripeConfig {
  const common = {
    httpClient: Stripe.createFetchHttpClient(),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  };
  if (STRIPE_API_URL === undefined || STRIPE_API_URL === "") return common;
  const { protocol, hostname, port } = new URL(STRIPE_API_URL);
  const scheme = protocol === "http:" ? "http" : "https";
  return { ...common, protocol: scheme, host: hostname, port: port === "" ? (scheme === "http" ? 80 : 443) : port };
}
