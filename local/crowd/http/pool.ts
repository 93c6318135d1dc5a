/**
 * A bounded set of keep-alive connections to one origin, shared by everybody in the crowd.
 *
 * Who finds all of them busy waits in line, first come, first served; the line is bounded by the number of buyers
 * alive. A request is never sent twice from here: whether repeating is safe is the caller's to know.
 */
import { Connection, requestText, type Reply } from "./connection.ts";

export interface PoolOptions {
  readonly connectionsMax: number;
  readonly timeoutMs: number;
}

interface Waiter {
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: Error) => void;
}

export class Pool {
  readonly origin: string;
  readonly #hostname: string;
  readonly #port: number;
  readonly #host: string;
  readonly #options: PoolOptions;
  readonly #idle: Connection[] = [];
  readonly #waiting: Waiter[] = [];
  #open = 0;
  #closed = false;

  constructor(url: string, options: PoolOptions) {
    const { origin, protocol, hostname, host, port } = new URL(url);
    if (protocol !== "http:") throw new Error(`the crowd visits systems on this machine over http, not ${origin}`);
    this.origin = origin;
    this.#hostname = hostname;
    this.#host = host;
    this.#port = Number(port === "" ? 80 : port);
    this.#options = options;
  }

  /** Sends one request; rejects when the connection breaks or no answer comes in time. */
  async send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<Reply> {
    const connection = await this.#take();
    try {
      return await connection.send(requestText(method, path, this.#host, headers, body));
    } finally {
      this.#giveBack(connection);
    }
  }

  close(): void {
    this.#closed = true;
    for (const connection of this.#idle.splice(0)) connection.close();
    for (const waiter of this.#waiting.splice(0)) waiter.reject(new Error("the pool is closed"));
  }

  #take(): Promise<Connection> {
    if (this.#closed) return Promise.reject(new Error("the pool is closed"));
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.closed) return Promise.resolve(idle);
      this.#open -= 1;
    }
    if (this.#open < this.#options.connectionsMax) return this.#connect();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async #connect(): Promise<Connection> {
    this.#open += 1;
    try {
      return await Connection.open(this.#hostname, this.#port, this.#options.timeoutMs);
    } catch (error) {
      this.#open -= 1;
      // Whoever waits for a connection must not wait for ever for one that cannot be made.
      this.#serveNext();
      throw error;
    }
  }

  #giveBack(connection: Connection): void {
    if (this.#closed) {
      connection.close();
    } else if (connection.closed) {
      this.#open -= 1;
      this.#serveNext();
    } else {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(connection);
      else next.resolve(connection);
    }
  }

  #serveNext(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) this.#connect().then(next.resolve, next.reject);
  }
}
