/** An object that only counts, in memory. */
import { DurableObject } from "cloudflare:workers";

export class Counter extends DurableObject {
  #count = 0;

  count() {
    this.#count += 1;
    return this.#count;
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
