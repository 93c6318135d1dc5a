/**
 * The three-way reconciliation as the API answers it, read by people and by the crowd: what the seats say, what the
 * books say, what the payment provider says, and where they differ.
 */

/** One break between the three, with what would mend it. Further members say where. */
export interface Difference {
  readonly kind: string;
  readonly detail?: string;
  readonly repair?: string;
  readonly [member: string]: unknown;
}

export interface Reconciliation {
  readonly seats: Readonly<Record<string, unknown>>;
  readonly books: Readonly<Record<string, unknown>>;
  readonly provider: Readonly<Record<string, unknown>>;
  readonly differences: readonly Difference[];
}

/** The three accounts side by side, and every difference with its repair. */
export function reconciliationText({ seats, books, provider, differences }: Reconciliation): string {
  const lines = [account("seats", seats), account("books", books), account("provider", provider), ""];
  for (const difference of differences) lines.push(...differenceLines(difference));
  lines.push(
    differences.length === 0
      ? "Seats, books and provider agree."
      : `${differences.length} difference${differences.length === 1 ? "" : "s"}.`,
  );
  return lines.join("\n");
}

function account(name: string, figures: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(figures).map(([key, value]) => `${key} ${figure(value)}`);
  return `${name.padEnd(10)} ${shown.join(", ")}`;
}

function differenceLines({ kind, detail, repair, ...where }: Difference): string[] {
  const place = Object.entries(where).map(([key, value]) => `${key} ${figure(value)}`);
  return [
    `✗ ${[kind, ...place].join(", ")}`,
    ...(detail === undefined ? [] : [`    ${detail}`]),
    ...(repair === undefined ? [] : [`    repair: ${repair}`]),
  ];
}

function figure(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value) ?? "";
}
