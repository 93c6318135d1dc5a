/**
 * Charts by the hash of their canonical form. A chart never changes under its hash, so browsers and caches keep it for
 * good, and an isolate asks an allocator for each once while it has room, however large the crowd that comes first.
 */
import type { EventId } from "../../core/brand.ts";
import { allocatorOf, type ObjectBindings } from "../../core/contract/objects.ts";
import type { Chart } from "../../core/seating/chart.ts";
import { askAgain } from "../objects/ask-again.ts";
import { type Pace, SharedView } from "./shared-view.ts";

/** Characters of all charts kept; a chart of 9,000 seats takes about a million. */
const KEPT_LENGTH_MAX = 24_000_000;
/** Parsed charts are some ten times larger than their text. */
const PARSED_MAX = 2;

/** One chart: being read for everybody who asks, then kept. */
class Kept {
  text: string | undefined;
  readonly view: SharedView<string>;

  constructor(ask: () => Promise<string | undefined>) {
    this.view = new SharedView(async (before) => before ?? (await ask()));
  }
}

export class Charts {
  readonly #bindings: ObjectBindings;
  readonly #kept = new Map<string, Kept>();
  readonly #parsed = new Map<string, Chart>();
  #keptLength = 0;

  constructor(bindings: ObjectBindings) {
    this.#bindings = bindings;
  }

  /**
   * The chart's canonical JSON, or `undefined` when the event has no chart of this hash.
   *
   * @throws NotReadable when the allocator does not answer.
   */
  async text(eventId: EventId, hash: string, pace: Pace): Promise<string | undefined> {
    const key = `${eventId}/${hash}`;
    const kept = this.#of(key, () => askAgain(() => allocatorOf(this.#bindings, eventId).chart(hash)));
    if (kept.text !== undefined) return kept.text;
    const text = await kept.view.get(pace);
    if (text === undefined) this.#drop(key);
    else if (kept.text === undefined) this.#keep(key, kept, text);
    return text;
  }

  /** The chart itself, for pages that are rendered here. */
  async chart(eventId: EventId, hash: string, pace: Pace): Promise<Chart | undefined> {
    const known = this.#parsed.get(hash);
    if (known !== undefined) return known;
    const text = await this.text(eventId, hash, pace);
    // whoever waited for the same text may have parsed it meanwhile
    const parsed = this.#parsed.get(hash);
    if (text === undefined || parsed !== undefined) return parsed;
    const chart = JSON.parse(text) as Chart; // ours: the allocator keeps only what an importer checked
    const [oldest] = this.#parsed.keys();
    if (this.#parsed.size >= PARSED_MAX && oldest !== undefined) this.#parsed.delete(oldest);
    this.#parsed.set(hash, chart);
    return chart;
  }

  #of(key: string, ask: () => Promise<string | undefined>): Kept {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const kept = new Kept(ask);
    this.#kept.set(key, kept);
    return kept;
  }

  /** Those that came first go first, until there is room. */
  #keep(key: string, kept: Kept, text: string): void {
    kept.text = text;
    this.#keptLength += text.length;
    for (const other of this.#kept.keys()) {
      if (this.#keptLength <= KEPT_LENGTH_MAX) return;
      if (other !== key) this.#drop(other);
    }
  }

  #drop(key: string): void {
    this.#keptLength -= this.#kept.get(key)?.text?.length ?? 0;
    this.#kept.delete(key);
  }
}
