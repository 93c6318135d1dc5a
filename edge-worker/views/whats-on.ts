/**
 * What is on, as the office lists it for the shop's front page: asked for at most once a second for everybody together,
 * so that a crowd on its way to an event is no crowd at the database; and shown on while the office does not answer.
 */
import { cataloguePage, type CatalogueEvent } from "../../core/contract/catalogue.ts";
import type { Env } from "../env.ts";
import { NotReadable, type Pace, READ_EVERY_MS, SharedView } from "./shared-view.ts";

const AGE_MS_MAX = READ_EVERY_MS + 500;

export class WhatsOn {
  readonly #view: SharedView<readonly CatalogueEvent[]>;

  constructor({ ORIGIN, PUBLIC_URL }: Pick<Env, "ORIGIN" | "PUBLIC_URL">) {
    this.#view = new SharedView<readonly CatalogueEvent[]>(async () => {
      const answer = await ORIGIN.fetch(new Request(`${PUBLIC_URL}/catalogue/events`));
      if (!answer.ok) throw new Error(`the office answered ${answer.status}`);
      return cataloguePage.parse(await answer.json()).events;
    });
  }

  /** @throws NotReadable when nothing is known and the office does not answer. */
  async events(pace: Pace): Promise<readonly CatalogueEvent[]> {
    try {
      return (await this.#view.get(pace, AGE_MS_MAX)) ?? [];
    } catch (error) {
      const last = error instanceof NotReadable ? this.#view.lastSeen(pace.now()) : undefined;
      if (last === undefined) throw error;
      return last.value;
    }
  }
}
