/**
 * The system as a buyer's browser meets it: one method for each call, and nothing but HTTP.
 *
 * What every browser does is done here once: a broken connection is tried again for as long as a person would, a 429
 * or 503 waits as long as it says. Each such repetition is safe because the contract says so (S8), save a join, whose
 * lost answer leaves a number that nobody claims. Every 5xx is counted, also when trying again mended it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_HEADERS } from "../../../core/contract/tokens.ts";
import { headerOf, type Reply } from "../http/connection.ts";
import type { Pool } from "../http/pool.ts";
import type { Tally } from "../tally.ts";

export interface Answer {
  readonly status: number;
  /** The problem's code, for answers that are problems. */
  readonly code: string | undefined;
  readonly body: unknown;
  readonly retryAfterMs: number | undefined;
}

/** A buyer's identity towards the edge. */
export interface Browser {
  readonly address: string;
  admission: string | undefined;
}

export interface ShopPaths {
  readonly roomId: string;
  readonly eventId: string;
}

const PATIENCE_MS = 60_000;
const TRY_AGAIN_MS = 500;
const REPEATS_AFTER_5XX_MAX = 4;
const REPEATS_AFTER_429_MAX = 30;
const ACCEPT = "application/json";

export class Shop {
  readonly paths: ShopPaths;
  readonly #pool: Pool;
  readonly #tally: Tally;

  constructor(pool: Pool, paths: ShopPaths, tally: Tally) {
    this.#pool = pool;
    this.paths = paths;
    this.#tally = tally;
  }

  join(browser: Browser): Promise<Answer> {
    return this.#ask("POST", `/rooms/${this.paths.roomId}/tickets`, { "cf-connecting-ip": browser.address });
  }

  status(browser: Browser): Promise<Answer> {
    return this.#ask("GET", `/rooms/${this.paths.roomId}/status`, { "cf-connecting-ip": browser.address });
  }

  claim(browser: Browser, ticket: string): Promise<Answer> {
    return this.#ask("POST", `/rooms/${this.paths.roomId}/admissions`, {
      "cf-connecting-ip": browser.address,
      [TOKEN_HEADERS.ticket]: ticket,
    });
  }

  leave(browser: Browser): Promise<Answer> {
    return this.#ask("DELETE", `/rooms/${this.paths.roomId}/admissions/current`, this.#inside(browser));
  }

  card(browser: Browser): Promise<Answer> {
    return this.#ask("GET", `/events/${this.paths.eventId}`, this.#inside(browser));
  }

  seats(browser: Browser): Promise<Answer> {
    return this.#ask("GET", `/events/${this.paths.eventId}/seats`, this.#inside(browser));
  }

  chart(browser: Browser, hash: string): Promise<Answer> {
    return this.#ask("GET", `/events/${this.paths.eventId}/charts/${hash}`, this.#inside(browser));
  }

  reserve(browser: Browser, idempotencyKey: string, body: string): Promise<Answer> {
    return this.#ask("POST", "/seats/reserve", { ...this.#inside(browser), "idempotency-key": idempotencyKey }, body);
  }

  commit(browser: Browser, body: string): Promise<Answer> {
    return this.#ask("POST", "/seats/commit", this.#inside(browser), body);
  }

  release(browser: Browser, reservationId: string): Promise<Answer> {
    return this.#ask("DELETE", `/seats/reservations/${reservationId}`, this.#inside(browser));
  }

  #inside(browser: Browser): Record<string, string> {
    return {
      accept: ACCEPT,
      "cf-connecting-ip": browser.address,
      ...(browser.admission === undefined ? {} : { [TOKEN_HEADERS.admission]: browser.admission }),
    };
  }

  async #ask(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let after5xx = 0, after429 = 0; ;) {
      let reply: Reply;
      try {
        reply = await this.#pool.send(method, path, headers, body);
      } catch (error) {
        this.#tally.interruptions += 1;
        if (performance.now() > deadline) throw error;
        await sleep(TRY_AGAIN_MS);
        continue;
      }
      if (reply.status < 429) return answerOf(reply);
      const answer = answerOf(reply);
      if (reply.status === 429 && answer.code === "rate_limited" && after429 < REPEATS_AFTER_429_MAX) {
        this.#tally.throttled += 1;
        after429 += 1;
      } else if (reply.status >= 500 && this.#tally.isExcused && performance.now() < deadline) {
        this.#tally.interruptions += 1;
      } else if (reply.status >= 500) {
        this.#tally.errorSeen(`${method} ${path.replaceAll(IDS, "/…")} → ${reply.status} ${answer.code ?? ""}`);
        after5xx += 1;
        if (after5xx > REPEATS_AFTER_5XX_MAX) return answer;
      } else {
        return answer;
      }
      await sleep(answer.retryAfterMs ?? TRY_AGAIN_MS);
    }
  }
}

const IDS = /\/[0-9a-f-]{36}/gu;

function answerOf(reply: Reply): Answer {
  const { status } = reply;
  let body: unknown;
  if (reply.body.length > 0) {
    try {
      body = JSON.parse(reply.body.toString("utf8"));
    } catch {
      body = undefined; // whoever needs a field of it will say that it is missing
    }
  }
  if (status < 400) return { status, code: undefined, body, retryAfterMs: undefined };
  const retryAfter = Number(headerOf(reply, "retry-after"));
  return {
    status,
    code: (body as { code?: string } | undefined)?.code,
    body,
    retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : undefined,
  };
}
