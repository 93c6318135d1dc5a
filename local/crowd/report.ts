/**
 * What a crowd ends with: the figures as JSON and as text, and whether a promise was broken.
 */
import type { Reconciliation } from "../cli/reconciliation.ts";
import type { Breach, Breaches } from "./oracle/breaches.ts";
import type { PowerCutReport } from "./power-cut.ts";
import type { Throughput } from "./throughput.ts";
import { percentile, type Tally } from "./tally.ts";

export interface CrowdReport {
  readonly buyers: number;
  /** Buyers by what came of them: these four and those who failed make all buyers. */
  readonly sold: number;
  readonly refused: number;
  readonly declined: number;
  readonly walkedAway: number;
  /** 5xx answers, and buyers who got nowhere. */
  readonly errors: number;
  /** From asking for a ticket to being inside. */
  readonly waitedMs: { readonly p50: number; readonly p99: number };
  /** From pressing pay to the order in hand, without the time at the bank. */
  readonly checkoutMs: { readonly p50: number; readonly p99: number };
  /** How many more were inside than allowed, at the worst moment. */
  readonly overshoot: number;
  readonly reconciliation: Reconciliation;
  readonly seatsSold: number;
  readonly mails: number;
  readonly insideMax: number;
  readonly throughput: Throughput;
  /** With `--kill-at`. */
  readonly powerCut?: PowerCutReport & { readonly mailsSentAgain: number };
  /** Answers to wait and connections that broke: tried again, no error. */
  readonly throttled: number;
  readonly interruptions: number;
  readonly errorKinds: Readonly<Record<string, number>>;
  /** Promises that were seen broken; the first ones. */
  readonly broken: readonly Breach[];
  readonly brokenCount: number;
  readonly seconds: number;
  /** Processor time of the crowd itself, milliseconds a buyer. */
  readonly crowdCpuMsPerBuyer: number;
}

export interface ReportParts {
  readonly tally: Tally;
  readonly breaches: Breaches;
  readonly overshoot: number;
  readonly insideMax: number;
  readonly reconciliation: Reconciliation;
  readonly seatsSold: number;
  readonly mails: number;
  readonly powerCut: CrowdReport["powerCut"] | undefined;
  readonly throughput: Throughput;
  readonly seconds: number;
  readonly cpuMs: number;
}

export function crowdReport(parts: ReportParts): CrowdReport {
  const { tally, breaches } = parts;
  const { sold, refused, declined, walkedAway } = tally.outcomes;
  return {
    buyers: tally.buyers,
    sold,
    refused,
    declined,
    walkedAway,
    errors: tally.errors,
    waitedMs: range(tally.waitedMs),
    checkoutMs: range(tally.checkoutMs),
    overshoot: parts.overshoot,
    reconciliation: parts.reconciliation,
    seatsSold: parts.seatsSold,
    mails: parts.mails,
    insideMax: parts.insideMax,
    throughput: parts.throughput,
    ...(parts.powerCut === undefined ? {} : { powerCut: parts.powerCut }),
    throttled: tally.throttled,
    interruptions: tally.interruptions,
    errorKinds: Object.fromEntries(tally.errorKinds),
    broken: breaches.kept,
    brokenCount: breaches.count,
    seconds: round(parts.seconds),
    crowdCpuMsPerBuyer: round(parts.cpuMs / Math.max(1, tally.buyers)),
  };
}

/** Whether all promises were kept. */
export function kept(report: CrowdReport): boolean {
  return (
    report.brokenCount === 0 &&
    report.errors === 0 &&
    report.overshoot === 0 &&
    report.reconciliation.differences.length === 0
  );
}

export function reportText(report: CrowdReport): string {
  const { throughput, reconciliation } = report;
  const lines = [
    `${report.buyers} buyers in ${report.seconds} s: ${report.sold} sold (${report.seatsSold} seats), ${report.refused} refused, ${report.declined} declined, ${report.walkedAway} walked away, ${report.errors} errors`,
    `waited       p50 ${ms(report.waitedMs.p50)}, p99 ${ms(report.waitedMs.p99)}`,
    `checkout     p50 ${ms(report.checkoutMs.p50)}, p99 ${ms(report.checkoutMs.p99)}`,
    `orders       ${throughput.ordersPerSecond}/s complete from the first hold to the last mail, at best ${throughput.peakOrdersPerSecond}/s over 10 s; mail ${ms(throughput.mailLagMs)} after the answer`,
    `inside       at most ${report.insideMax}, overshoot ${report.overshoot}`,
    `mails        ${report.mails} for ${report.sold} orders`,
    `books        ${reconciliation.differences.length === 0 ? "seats, books and provider agree" : `${reconciliation.differences.length} differences`}`,
    `crowd        ${report.crowdCpuMsPerBuyer} ms of processor a buyer, ${report.throttled} × 429, ${report.interruptions} broken connections`,
  ];
  const { powerCut } = report;
  if (powerCut !== undefined)
    lines.push(
      `power cut    with ${powerCut.seatsSoldBefore} seats sold, back after ${ms(powerCut.backAfterMs)}; ${powerCut.mailsSentAgain} mails whose sender died sent again by hand`,
    );
  for (const [kind, count] of Object.entries(report.errorKinds)) lines.push(`error        ${count} × ${kind}`);
  for (const { promise, what } of report.broken) lines.push(`BROKEN       ${promise}: ${what}`);
  if (report.brokenCount > report.broken.length)
    lines.push(`             … and ${report.brokenCount - report.broken.length} more`);
  lines.push(kept(report) ? "Every promise was kept." : "A promise was broken.");
  return lines.join("\n");
}

function range(values: readonly number[]): { p50: number; p99: number } {
  return { p50: Math.round(percentile(values, 0.5)), p99: Math.round(percentile(values, 0.99)) };
}

function ms(value: number): string {
  return value < 10_000 ? `${value} ms` : `${(value / 1000).toFixed(1)} s`;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
