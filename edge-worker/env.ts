/**
 * What the edge is given: its bindings and keys.
 */
import type { ObjectBindings } from "../core/contract/objects.ts";

/** A Worker or a store of files that answers requests. */
export interface Answering {
  fetch(request: Request): Promise<Response>;
}

/** The platform's rate limiter: counts per location, see `gate/address-limit.ts`. */
export interface Limiter {
  limit(counted: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

export interface Env extends ObjectBindings {
  /** The office, through a service binding. */
  readonly ORIGIN: Answering;
  /** Static files: the panel, the API description's page. */
  readonly ASSETS: Answering;
  readonly JOIN_LIMIT_RELAXED: Limiter;
  readonly JOIN_LIMIT_NORMAL: Limiter;
  readonly JOIN_LIMIT_STRICT: Limiter;
  /** Where people reach us, without a slash at the end. */
  readonly PUBLIC_URL: string;
  /** HS256, base64url of 32 bytes or more. */
  readonly TICKET_KEY: string;
  /** Ed25519 private key, JWK with `kid`. */
  readonly ADMISSION_KEY: string;
  /** The public key that was in use before, so that admissions survive a rotation. */
  readonly ADMISSION_KEY_PREVIOUS?: string;
  /** `1` only where the payment provider is a test one: offers its test cards. */
  readonly PAYMENT_TEST_METHODS?: string;
  /** `1` where the office has a gateway for text messages: asks buyers for a number, if they like. */
  readonly SMS_OFFERED?: string;
  /** Stripe's publishable key: with it the checkout has Stripe's own card form, all that is ever loaded from elsewhere. */
  readonly STRIPE_PUBLISHABLE_KEY?: string;
}
