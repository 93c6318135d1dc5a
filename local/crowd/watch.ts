/**
 * Somebody who only watches: reads the public status twice a second, for the oracle and the live line, and says when
 * the event is sold out.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { StatusDocument } from "../../core/contract/waiting-room.ts";
import type { Browser } from "./buyers/shop.ts";
import type { World } from "./buyers/world.ts";

const LOOK_EVERY_MS = 500;
const WATCHER: Browser = { address: "198.51.100.7", admission: undefined };

export class Watch {
  readonly #world: World;
  #latest: StatusDocument | undefined;
  #stopped = false;
  #watching: Promise<void> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  get latest(): StatusDocument | undefined {
    return this.#latest;
  }

  get soldOut(): boolean {
    return this.#latest?.phase === "sold_out";
  }

  /** Looks once, then goes on looking until {@link stop}. */
  async start(): Promise<void> {
    await this.#look();
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await sleep(LOOK_EVERY_MS);
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      const { status, body } = await this.#world.shop.status(WATCHER);
      if (status !== 200) return;
      this.#latest = body as StatusDocument;
      this.#world.door.statusSeen(this.#latest);
    } catch {
      // Broken connections are counted where they break; the next look may see more.
    }
  }
}
