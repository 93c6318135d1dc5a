/**
 * The public keys of tickets' codes, as the office tells them: asked for at most once a second for everybody together.
 * They are not on the way of anything; while the office has not said them they are left out.
 */
import { passKeysDocument, type PassPublicKey } from "../../core/contract/door.ts";
import type { Env } from "../env.ts";
import { NotReadable, type Pace, SharedView } from "./shared-view.ts";

export class PassKeysView {
  readonly #view: SharedView<readonly PassPublicKey[]>;

  constructor({ ORIGIN, PUBLIC_URL }: Pick<Env, "ORIGIN" | "PUBLIC_URL">) {
    this.#view = new SharedView<readonly PassPublicKey[]>(async () => {
      const answer = await ORIGIN.fetch(new Request(`${PUBLIC_URL}/door/keys`));
      if (!answer.ok) throw new Error(`the office answered ${answer.status}`);
      return passKeysDocument.parse(await answer.json()).keys;
    });
  }

  /** @returns `undefined` while nothing is known. */
  async keys(pace: Pace): Promise<readonly PassPublicKey[] | undefined> {
    try {
      return await this.#view.get(pace);
    } catch (error) {
      if (error instanceof NotReadable) return this.#view.lastSeen(pace.now())?.value;
      throw error;
    }
  }
}
