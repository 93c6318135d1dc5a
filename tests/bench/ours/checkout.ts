/**
 * Whole checkouts at a fixed rate: the two best seats reserved, paid with a test card, the order in hand. Beside them
 * the provider is asked for the same two payments steps directly, on the same machine at the same time; the median of
 * that is the provider's own time, and is taken off.
 */
import { randomUUID } from "node:crypto";
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { TOKEN_HEADERS } from "../../../core/contract/tokens.ts";
import type { Pool } from "../../../local/crowd/http/pool.ts";
import { percentile } from "../../../local/crowd/tally.ts";
import { expectStatus } from "../load/closed-loop.ts";
import { openLoop } from "../load/open-loop.ts";
import type { House } from "./holds.ts";
import { bodyOf, type Holder } from "./visitors.ts";

const PER_SECOND = 50;
const WARM_UP_SECONDS = 3;
const PROBES_PER_SECOND = 5;

/** How many buyers {@link checkoutTimes} needs. */
export function buyersFor(seconds: number): number {
  return PER_SECOND * (seconds + WARM_UP_SECONDS);
}

export interface CheckoutTimes {
  /** Without the provider's time. */
  readonly p99Ms: number;
  readonly p50Ms: number;
  readonly providerMs: number;
}

export interface Provider {
  readonly pool: Pool;
  readonly secretKey: string;
}

export async function checkoutTimes(
  house: House,
  edge: Pool,
  provider: Provider,
  seconds: number,
): Promise<CheckoutTimes> {
  const buy = (index: number): Promise<void> => checkout(house, edge, holderAt(house, index));
  await openLoop(PER_SECOND, WARM_UP_SECONDS, buy);
  const warm = PER_SECOND * WARM_UP_SECONDS;
  const [times, probes] = await Promise.all([
    openLoop(PER_SECOND, seconds, (index) => buy(warm + index)),
    openLoop(PROBES_PER_SECOND, seconds, () => askProvider(provider)),
  ]);
  const providerMs = percentile(probes, 0.5);
  return {
    p99Ms: Math.max(0, percentile(times, 0.99) - providerMs),
    p50Ms: Math.max(0, percentile(times, 0.5) - providerMs),
    providerMs,
  };
}

function holderAt({ holders }: House, index: number): Holder {
  const holder = holders[index];
  if (holder === undefined) throw new Error("there are fewer buyers than checkouts");
  return holder;
}

async function checkout({ eventId }: House, edge: Pool, { visitorId, admission }: Holder): Promise<void> {
  const headers = { [TOKEN_HEADERS.admission]: admission };
  const wish = { eventId, bestAvailable: { quantity: 2 }, userId: visitorId, expiryInMinutes: 5 };
  const held = await edge.send(
    "POST",
    "/seats/reserve",
    { ...headers, "idempotency-key": randomUUID() },
    JSON.stringify(wish),
  );
  const { reservationId, amount } = bodyOf(held, 201) as ReservationDocument;
  const { currency, value } = amount;
  const payment = {
    reservationId,
    paymentToken: "pm_card_visa",
    amount: { currency, value },
    buyer: { email: `${visitorId}@bench.example` },
  };
  expectStatus(await edge.send("POST", "/seats/commit", headers, JSON.stringify(payment)), 200);
}

/** What a checkout asks of the provider: a payment authorised, then captured. */
async function askProvider({ pool, secretKey }: Provider): Promise<void> {
  const headers = (): Record<string, string> => ({
    authorization: `Bearer ${secretKey}`,
    "content-type": "application/x-www-form-urlencoded",
    "idempotency-key": randomUUID(),
  });
  const form = new URLSearchParams({
    amount: "1000",
    currency: "usd",
    capture_method: "manual",
    confirm: "true",
    payment_method: "pm_card_visa",
    "payment_method_types[]": "card",
  });
  const created = await pool.send("POST", "/v1/payment_intents", headers(), form.toString());
  const { id } = bodyOf(created, 200) as { id: string };
  expectStatus(await pool.send("POST", `/v1/payment_intents/${id}/capture`, headers(), ""), 200);
}
