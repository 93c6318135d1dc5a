/**
 * Complete orders a second. An order is complete when its buyer has it and its mail has arrived; the mail is sent from
 * what the books hold, so by then it is booked as well. The time runs from the first seats held to the last completion,
 * so nothing that takes long at the end is left out.
 */
import type { Mail } from "./oracle/mail-oracle.ts";
import type { Sale } from "./oracle/seat-oracle.ts";

export interface Throughput {
  /** Orders that are held, paid, booked and mailed. */
  readonly ordersComplete: number;
  readonly ordersPerSecond: number;
  /** In the best {@link PEAK_WINDOW_MS}. */
  readonly peakOrdersPerSecond: number;
  /** From the answer to the mail. */
  readonly mailLagMs: number;
}

const PEAK_WINDOW_MS = 10_000;

export function throughputOf(sales: Iterable<Sale>, mails: readonly Mail[], firstHeldAtMs: number): Throughput {
  const mailedAtMs = new Map(mails.map(({ to, receivedAtMs }) => [to, receivedAtMs]));
  const completedAtMs: number[] = [];
  let lagMs = 0;
  for (const { email, answeredAtMs } of sales) {
    const mailedAt = mailedAtMs.get(email);
    if (mailedAt === undefined) continue;
    completedAtMs.push(Math.max(answeredAtMs, mailedAt));
    lagMs += Math.max(0, mailedAt - answeredAtMs);
  }
  completedAtMs.sort((a, b) => a - b);
  const count = completedAtMs.length;
  const last = completedAtMs.at(-1) ?? firstHeldAtMs;
  return {
    ordersComplete: count,
    ordersPerSecond: perSecond(count, last - firstHeldAtMs),
    peakOrdersPerSecond: perSecond(
      mostWithin(completedAtMs, PEAK_WINDOW_MS),
      Math.min(PEAK_WINDOW_MS, last - firstHeldAtMs),
    ),
    mailLagMs: Math.round(lagMs / Math.max(1, count)),
  };
}

/** @param atMs ascending. */
function mostWithin(atMs: readonly number[], windowMs: number): number {
  let most = 0;
  for (let first = 0, next = 0; next < atMs.length; next += 1) {
    while ((atMs[next] ?? 0) - (atMs[first] ?? 0) >= windowMs) first += 1;
    most = Math.max(most, next - first + 1);
  }
  return most;
}

function perSecond(count: number, spanMs: number): number {
  return spanMs <= 0 ? 0 : Number(((count * 1000) / spanMs).toFixed(1));
}
