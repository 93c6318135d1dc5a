/**
 * What is on, as the office lists it: each search, and each event, asked for at most once a second for everybody
 * together, so that a crowd on its way to an event is no crowd at the database; and shown on while the office does not
 * answer. Searches are told apart by what they mean, not by how they are spelled.
 */
import {
  cataloguePage,
  catalogueQuery,
  publishedEvent,
  type CataloguePage,
  type CatalogueQuery,
  type PublishedEvent,
} from "../../core/contract/catalogue.ts";
import type { EventId } from "../../core/brand.ts";
import type { z } from "zod";
import type { Env } from "../env.ts";
import { NotReadable, type Pace, READ_EVERY_MS, SharedView } from "./shared-view.ts";
import { ViewShelf } from "./view-shelf.ts";

const AGE_MS_MAX = READ_EVERY_MS + 500;
/** A page of fifty events takes some 30 kB. */
const SEARCHES_MAX = 100;
const EVENTS_MAX = 500;

export class WhatsOn {
  readonly #searches: ViewShelf<string, SharedView<CataloguePage>>;
  readonly #events: ViewShelf<EventId, SharedView<PublishedEvent>>;

  constructor({ ORIGIN, PUBLIC_URL }: Pick<Env, "ORIGIN" | "PUBLIC_URL">) {
    const ask = async <Value>(path: string, schema: z.ZodType<Value>): Promise<Value | undefined> => {
      const answer = await ORIGIN.fetch(new Request(`${PUBLIC_URL}/catalogue/events${path}`));
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(`the office answered ${answer.status}`);
      return schema.parse(await answer.json());
    };
    this.#searches = new ViewShelf(SEARCHES_MAX, (search) => new SharedView(() => ask(search, cataloguePage)));
    this.#events = new ViewShelf(EVENTS_MAX, (eventId) => new SharedView(() => ask(`/${eventId}`, publishedEvent)));
  }

  /** Whether this search can be answered without asking the office. */
  isKnown(query: CatalogueQuery, pace: Pace): boolean {
    return this.#searches.peek(searchOf(query))?.fresh(pace.now()) !== undefined;
  }

  /** @throws NotReadable when nothing is known and the office does not answer. */
  async events(query: CatalogueQuery, pace: Pace): Promise<CataloguePage> {
    return (await read(this.#searches.of(searchOf(query)), pace)) ?? { events: [], next: null };
  }

  /** `undefined`: no such event is published. */
  async event(eventId: EventId, pace: Pace): Promise<PublishedEvent | undefined> {
    return read(this.#events.of(eventId), pace);
  }
}

async function read<Value>(view: SharedView<Value>, pace: Pace): Promise<Value | undefined> {
  try {
    return await view.get(pace, AGE_MS_MAX);
  } catch (error) {
    const last = error instanceof NotReadable ? view.lastSeen(pace.now()) : undefined;
    if (last === undefined) throw error;
    return last.value;
  }
}

/** The same for all who ask for the same: parameters in one order, what is usual left out. */
function searchOf(query: CatalogueQuery): string {
  const usual = catalogueQuery.parse({});
  const parameters = new URLSearchParams();
  for (const name of Object.keys(catalogueQuery.shape) as (keyof CatalogueQuery)[]) {
    const value = query[name];
    if (value === undefined || value === usual[name]) continue;
    const isWords = name === "text" || name === "place";
    parameters.set(name, isWords ? String(value).toLowerCase() : String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}
