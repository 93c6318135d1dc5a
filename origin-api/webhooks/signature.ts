/**
 * Is this really from the provider, and from now? The signature over the raw bytes, by the provider's own library; the
 * time within five minutes both ways, because the library takes any time from the future.
 */
import { Stripe } from "stripe";

const TOLERANCE_S = 300;

const provider = Stripe.createSubtleCryptoProvider();

/** @returns the event, or `undefined` when it is not genuine. */
export async function verifiedEvent(
  stripe: Stripe,
  body: string,
  header: string,
  secret: string,
  nowMs: number,
): Promise<Stripe.Event | undefined> {
  const times = [...header.matchAll(/(?:^|,)\s*t=([^,]*)/gu)].map(([, time = ""]) => time.trim());
  const [signedAt = ""] = times;
  if (times.length !== 1 || !/^\d{1,12}$/u.test(signedAt)) return undefined; // of two the library would take the other
  if (Math.abs(nowMs / 1000 - Number(signedAt)) > TOLERANCE_S) return undefined;
  try {
    return await stripe.webhooks.constructEventAsync(body, header, secret, TOLERANCE_S, provider, nowMs);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}
