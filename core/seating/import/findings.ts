/**
 * What an importer has to say about a drawing: everything that is wrong with it, and what was done differently.
 *
 * Bounded, so that two megabytes of something else make a short answer. A drawing with one fault is refused whole.
 */
import type { Chart } from "../chart.ts";

/** One thing that is wrong: where (a JSON pointer into the drawing) and what. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export type ImportOutcome =
  | { readonly ok: true; readonly chart: Chart; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export const FINDINGS_MAX = 100;

export class Findings {
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  readonly #warnings = new Set<string>();

  get faulty(): boolean {
    return this.#faultCount > 0;
  }

  fault(path: string, message: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < FINDINGS_MAX) this.#faults.push({ path, message });
  }

  /** Says once that something in the drawing became something else, or nothing. */
  warn(message: string): void {
    if (this.#warnings.size < FINDINGS_MAX) this.#warnings.add(message);
  }

  /** The faults; when there were more than are listed, the last entry says how many. */
  get faults(): readonly Fault[] {
    const more = this.#faultCount - FINDINGS_MAX;
    if (more <= 0) return this.#faults;
    const listed = this.#faults.slice(0, FINDINGS_MAX - 1);
    return [...listed, { path: "", message: `and ${more + 1} more` }];
  }

  get warnings(): readonly string[] {
    return [...this.#warnings];
  }
}
