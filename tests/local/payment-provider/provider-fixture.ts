// What the tests of the payment provider share: a provider that ends with the test, the real Stripe library pointed at
// it, and a receiver of webhooks that checks signatures with that library.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stripe } from "stripe";
import { onTestFinished } from "vitest";
import {
  startPaymentProvider,
  type PaymentProvider,
  type PaymentProviderOptions,
} from "../../../local/payment-provider/server.ts";

export const SECRET_KEY = "sk_test_foyer_local";
export const WEBHOOK_SECRET = "whsec_of_the_tests";

export function clientOf(port: number, key = SECRET_KEY): Stripe {
  return new Stripe(key, { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0, timeout: 10_000 });
}

export async function provider(
  options: Partial<PaymentProviderOptions> = {},
): Promise<PaymentProvider & { stripe: Stripe }> {
  const running = await startPaymentProvider({ secretKey: SECRET_KEY, ...options });
  onTestFinished(() => running.stop());
  return { ...running, stripe: clientOf(running.port) };
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "payment-provider-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** What a gateway sends: hold the money of one reservation. */
export function held(more: Partial<Stripe.PaymentIntentCreateParams> = {}): Stripe.PaymentIntentCreateParams {
  return { ...paid(), capture_method: "manual", ...more };
}

/** Takes the money at once. */
export function paid(more: Partial<Stripe.PaymentIntentCreateParams> = {}): Stripe.PaymentIntentCreateParams {
  return {
    amount: 15_000,
    currency: "usd",
    payment_method: "pm_card_visa",
    allowed_payment_method_types: ["card"],
    confirm: true,
    metadata: { reservation_id: "r-1" },
    ...more,
  };
}

/** The error that the library throws, with what the provider said. */
export async function errorOf(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("No error came");
}

export interface Receiver {
  readonly url: string;
  /** Every delivery that was answered with 2xx, its signature verified. */
  readonly events: Stripe.Event[];
  /** Every delivery, also those that were turned away. */
  readonly arrivals: { readonly id: string; readonly atMs: number }[];
  /** Verifies with another secret from now on. */
  useSecret(secret: string): void;
  /** Turns away the next deliveries. */
  refuseNext(count: number): void;
  until(condition: (events: readonly Stripe.Event[]) => boolean): Promise<void>;
}

export async function receiver(): Promise<Receiver> {
  let secret = WEBHOOK_SECRET;
  const events: Stripe.Event[] = [];
  const arrivals: { id: string; atMs: number }[] = [];
  let refusals = 0;
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const payload = Buffer.concat(chunks).toString("utf8");
      const signature = String(incoming.headers["stripe-signature"]);
      const event = clientOf(1).webhooks.constructEvent(payload, signature, secret);
      arrivals.push({ id: event.id, atMs: Date.now() });
      if (refusals > 0) {
        refusals -= 1;
        outgoing.writeHead(503).end();
        return;
      }
      events.push(event);
      outgoing.writeHead(200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/stripe`,
    events,
    arrivals,
    useSecret: (other) => {
      secret = other;
    },
    refuseNext: (count) => {
      refusals = count;
    },
    until: (condition) => eventually(() => condition(events)),
  };
}

const PATIENCE_MS = 5000;

export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > endMs) throw new Error("It did not come to that in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
