/**
 * As fast as it goes: N connections, each sending its next request when it has its last answer, over raw sockets so
 * that the one core left for the load is enough. Counts only answers that were checked; anything unexpected ends the
 * measurement, because a fast wrong answer is worth nothing.
 */
import { Connection, type Reply } from "../../../local/crowd/http/connection.ts";

export const CONNECTIONS = 64;
const TIMEOUT_MS = 30_000;

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** A request, and what to do with its answer: `take` throws when it is not what it should be. */
interface Exchange {
  readonly text: string;
  readonly take: (reply: Reply) => void;
}

/** Makes request after request; `undefined` when there are no more. */
type NextExchange = () => Exchange | undefined;

export interface Measured {
  readonly count: number;
  readonly seconds: number;
}

export class ClosedLoop {
  readonly #target: Target;
  #connections: Connection[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  /** Sends until the time is over or the requests are. */
  async run(next: NextExchange, secondsMax: number): Promise<Measured> {
    await this.#connect();
    const startedAtMs = performance.now();
    const endAtMs = startedAtMs + secondsMax * 1000;
    let count = 0;
    await Promise.all(
      this.#connections.map(async (connection) => {
        while (performance.now() < endAtMs) {
          const exchange = next();
          if (exchange === undefined) return;
          exchange.take(await connection.send(exchange.text));
          count += 1;
        }
      }),
    );
    return { count, seconds: (performance.now() - startedAtMs) / 1000 };
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** The runtime closes connections that were idle for some seconds, as between two rounds. */
  async #connect(): Promise<void> {
    const { host, port } = this.#target;
    const open = this.#connections.filter((connection) => !connection.closed);
    const missing = Array.from({ length: CONNECTIONS - open.length }, () => Connection.open(host, port, TIMEOUT_MS));
    this.#connections = [...open, ...(await Promise.all(missing))];
  }
}

/** Throws unless the answer has the status; what came instead is in the message. */
export function expectStatus(reply: Reply, status: number): void {
  if (reply.status !== status)
    throw new Error(`answered ${reply.status} instead of ${status}: ${reply.body.toString("utf8").slice(0, 500)}`);
}
