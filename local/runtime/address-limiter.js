/**
 * The platform's rate limiter on one machine: a count by key in windows of a fixed length, in memory, as it is in each
 * of the platform's locations. Miniflare's own keeps every key as a row of a table, which took ten times the place in
 * the queue that it guards.
 *
 * A Worker of its own, bound in the place of the platform's; `props` are the limit of the binding in `wrangler.toml`.
 */
import { WorkerEntrypoint } from "cloudflare:workers";

/** By binding: how often each key was counted in the window under way. */
const windows = new Map();

export class AddressLimiter extends WorkerEntrypoint {
  /** Counts `key` once more. */
  limit({ key }) {
    const { name, limit, periodMs } = this.ctx.props;
    const number = Math.floor(Date.now() / periodMs);
    let window = windows.get(name);
    if (window?.number !== number) {
      window = { number, counts: new Map() };
      windows.set(name, window);
    }
    const count = (window.counts.get(key) ?? 0) + 1;
    window.counts.set(key, count);
    return { success: count <= limit };
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };
