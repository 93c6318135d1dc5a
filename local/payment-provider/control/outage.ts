// Draws, for each request, what goes wrong with it. The switch is seeded: the same requests in the same order meet the
// same faults.
import { seededChance, type Chance } from "./chance.ts";
import type { Fault, Outage } from "./settings.ts";

export class OutageSwitch {
  #outage: Outage = { faults: [], seed: 1 };
  #chance: Chance = seededChance(1);
  #drawn = 0;

  get current(): Outage {
    return this.#outage;
  }
  /** How many requests met a fault since the start. */
  get drawn(): number {
    return this.#drawn;
  }

  set(outage: Outage): void {
    this.#outage = outage;
    this.#chance = seededChance(outage.seed);
  }

  /** The faults of one request, in order. Every fault draws, so adding one does not move the others' luck. */
  draw(): Fault[] {
    if (this.#outage.faults.length === 0) return [];
    const met = this.#outage.faults.filter((fault) => this.#chance() < fault.probability);
    if (met.length > 0) this.#drawn += 1;
    return met;
  }
}
