// Owns the HTTP server that stands in front of the local Postgres and speaks Neon's protocol, so that the production
// driver runs unchanged. Routes: `POST /sql`, `GET /health`. Listens on 127.0.0.1 only.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Credentials, publicConnectionString } from "./credentials.ts";
import { Outage, type OutageMode } from "./outage.ts";
import { answerFor, Refusal } from "./refusal.ts";
import { SessionPool } from "./session-pool.ts";
import { answerSql } from "./sql-route.ts";

export type { OutageMode } from "./outage.ts";

const KEEP_ALIVE_MS = 120_000; // longer than a client keeps an idle connection: we are never the first to hang up
const REQUEST_MS_MAX = 120_000;
const DRAIN_MS_MAX = 5_000;

export interface NeonProtocolOptions {
  /** A free one when absent. */
  readonly port?: number;
  /** Connection string of the Postgres behind; its user, password and database are the only ones let through. */
  readonly postgres: string;
  readonly log?: (line: string) => void;
}

export interface NeonProtocol {
  readonly url: string;
  /** For `neonConfig.fetchEndpoint`. */
  readonly fetchEndpoint: string;
  /** For `neon()`. */
  readonly connectionString: string;
  setOutage(mode: OutageMode): void;
  /** Answers what is under way, then ends. May be called twice. */
  stop(): Promise<void>;
}

export async function startNeonProtocol(options: NeonProtocolOptions): Promise<NeonProtocol> {
  const { log = () => {} } = options;
  const credentials = new Credentials(options.postgres);
  const pool = new SessionPool(options.postgres);
  const outage = new Outage();

  const answer = async (request: IncomingMessage): Promise<unknown> => {
    if (outage.mode === "down") throw new Refusal(503, "the database is down (outage switch)");
    if (request.url === "/sql" && request.method === "POST") return answerSql(request, { credentials, pool });
    if (request.url === "/health" && request.method === "GET") {
      await pool.single({ query: "SELECT 1", params: [] });
      return { status: "ok", ...pool.counts };
    }
    throw new Refusal(404, "no such route: POST /sql, GET /health");
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let status = 200;
    let body: unknown;
    try {
      body = await answer(request);
    } catch (failure) {
      ({ status, body } = answerFor(failure));
      if (status >= 500 && outage.mode === "none") log(`A database request failed: ${JSON.stringify(body)}`);
    }
    if (outage.mode === "lose_answers") response.destroy();
    else send(response, status, body);
  };
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS_MAX },
    (request, response) => {
      void serve(request, response);
    },
  );
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  let stopping: Promise<void> | undefined;
  return {
    url,
    fetchEndpoint: `${url}/sql`,
    connectionString: publicConnectionString(options.postgres),
    setOutage(mode) {
      outage.mode = mode;
    },
    stop: () => (stopping ??= close(server).then(() => pool.end())),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
}

async function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new Error(`The database's HTTP server cannot listen on 127.0.0.1:${port}.`, { cause }));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function close(server: Server): Promise<void> {
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(force);
}
