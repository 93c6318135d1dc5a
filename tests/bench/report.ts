/**
 * The bench's figures as a table for people and as JSON for programs, and the targets they are held against. A missed
 * target is said in the table and nowhere else: nothing fails because of a time.
 */
import { cpus, release, totalmem } from "node:os";

export const RATES = ["hello", "call", "rowLock", "status", "join", "claim", "reserve", "bestAvailable"] as const;
export type RateName = (typeof RATES)[number];
/** In the order in which they are measured: what is compared stands close together. */
export const ROUND: readonly RateName[] = [
  "hello",
  "status",
  "join",
  "call",
  "reserve",
  "bestAvailable",
  "rowLock",
  "claim",
];

const RATIOS = {
  "status/hello": { of: "status", to: "hello", target: 0.7 },
  "join/hello": { of: "join", to: "hello", target: 0.3 },
  "reserve/call": { of: "reserve", to: "call", target: 0.5 },
  "reserve/rowLock": { of: "reserve", to: "rowLock", target: 1.3 },
  "bestAvailable/call": { of: "bestAvailable", to: "call", target: 0.4 },
} as const satisfies Record<string, { of: RateName; to: RateName; target: number }>;

const CHECKOUT_P99_TARGET_MS = 200;

/** Rates of further measurements that explain the others. */
export type Beside = Readonly<Record<string, number>>;

export interface BenchReport {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly rates: Readonly<Record<RateName, number>>;
  readonly ratios: Readonly<Record<keyof typeof RATIOS, number>>;
  readonly checkoutP99Ms: number;
  /** What helps to read the rest: the releases between reservations, the provider's own time, row locks in a function. */
  readonly beside: Beside;
}

/** @param rounds one rate of each round, by name; the median counts, because a shared machine drifts. */
export function benchReport(
  rounds: Readonly<Record<RateName, readonly number[]>>,
  checkoutP99Ms: number,
  beside: Beside,
): BenchReport {
  const rates = mapValues(rounds, (values) => Math.round(median(values)));
  const [cpu] = cpus();
  return {
    machine: {
      cpu: cpu?.model.trim() ?? "unknown",
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${process.platform} ${release()}, Node ${process.versions.node}`,
    },
    rates,
    ratios: mapValues(RATIOS, ({ of, to }) => Number((rates[of] / rates[to]).toFixed(3))),
    checkoutP99Ms: Number(checkoutP99Ms.toFixed(1)),
    beside,
  };
}

export function benchTable(report: BenchReport): string {
  const { machine, rates, ratios, checkoutP99Ms, beside } = report;
  const lines = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; load and system share it`,
    "",
    ...RATES.map((name) => row(name, `${rates[name].toLocaleString("en")}/s`)),
    "",
    ...(Object.keys(RATIOS) as (keyof typeof RATIOS)[]).map((name) =>
      row(name, ratios[name].toFixed(2), `≥ ${RATIOS[name].target}`, ratios[name] >= RATIOS[name].target),
    ),
    row(
      "checkout p99",
      `${checkoutP99Ms.toFixed(0)} ms`,
      `< ${CHECKOUT_P99_TARGET_MS} ms`,
      checkoutP99Ms < CHECKOUT_P99_TARGET_MS,
    ),
    "",
    ...Object.entries(beside).map(([name, value]) => row(name, value.toLocaleString("en"))),
  ];
  return lines.join("\n");
}

function row(name: string, value: string, target = "", met?: boolean): string {
  const verdict = met === undefined ? "" : met ? "met" : "MISSED";
  return `  ${name.padEnd(28)} ${value.padStart(12)}   ${target.padEnd(10)} ${verdict}`.trimEnd();
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function mapValues<Key extends string, From, To>(
  from: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Record<Key, To> {
  return Object.fromEntries(
    (Object.entries(from) as [Key, From][]).map(([key, value]) => [key, change(value)]),
  ) as Record<Key, To>;
}
