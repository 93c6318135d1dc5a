/**
 * Charts by the hash of their canonical form. A chart never changes under its hash, so browsers and caches keep it for
 * good, and an isolate asks an allocator for each once while it has room.
 */
import type { EventId } from "../../core/brand.ts";
import { allocatorOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { Chart } from "../../core/seating/chart.ts";
import { askAgain } from "../objects/ask-again.ts";

/** Characters of all charts kept; a chart of 9,000 seats takes about a million. */
const KEPT_LENGTH_MAX = 24_000_000;
/** Parsed charts are some ten times larger than their text. */
const PARSED_MAX = 2;

export class Charts {
  readonly #bindings: ObjectBindings;
  readonly #texts = new Map<string, string>();
  readonly #parsed = new Map<string, Chart>();
  #keptLength = 0;

  constructor(bindings: ObjectBindings) {
    this.#bindings = bindings;
  }

  /** The chart's canonical JSON, or `undefined` when the event has no chart of this hash. */
  async text(eventId: EventId, hash: string): Promise<string | undefined> {
    const key = `${eventId}/${hash}`;
    const kept = this.#texts.get(key);
    if (kept !== undefined) return kept;
    const text = await askAgain(() => allocatorOf(this.#bindings, eventId).chart(hash));
    if (text !== undefined && !this.#texts.has(key)) this.#keep(key, text);
    return text;
  }

  /** The chart itself, for pages that are rendered here. */
  async chart(eventId: EventId, hash: string): Promise<Chart | undefined> {
    const kept = this.#parsed.get(hash);
    if (kept !== undefined) return kept;
    const text = await this.text(eventId, hash);
    if (text === undefined) return undefined;
    const chart = JSON.parse(text) as Chart; // ours: the allocator keeps only what an importer checked
    if (this.#parsed.size >= PARSED_MAX) dropFirst(this.#parsed);
    this.#parsed.set(hash, chart);
    return chart;
  }

  #keep(key: string, text: string): void {
    while (this.#texts.size > 0 && this.#keptLength + text.length > KEPT_LENGTH_MAX) {
      this.#keptLength -= dropFirst(this.#texts)?.length ?? 0;
    }
    this.#texts.set(key, text);
    this.#keptLength += text.length;
  }
}

function dropFirst<Value>(map: Map<string, Value>): Value | undefined {
  for (const [key, value] of map) {
    map.delete(key);
    return value;
  }
  return undefined;
}
