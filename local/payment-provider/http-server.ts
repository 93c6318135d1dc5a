// The socket: reads requests within bounds, sends each to the API, the control or a page, and writes the answer. It
// listens on the loopback only; pages and control also check Host and Origin, so that no website in a browser on this
// machine can reach through to them.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiExchange } from "./api/exchange.ts";
import { BODY_BYTES_MAX } from "./limits.ts";

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type AnswerPage = (method: string, url: URL, body: string) => PageAnswer;

export class HttpServer {
  readonly #server: Server;
  readonly #exchange: ApiExchange;
  readonly #answerPage: AnswerPage;
  readonly #log: (line: string) => void;

  constructor(exchange: ApiExchange, answerPage: AnswerPage, log: (line: string) => void) {
    this.#exchange = exchange;
    this.#answerPage = answerPage;
    this.#log = log;
    // Longer than any pooled client keeps an idle connection: a server that closes first makes resets.
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
      this.#handle(incoming, outgoing).catch((error: unknown) => {
        this.#log(`payment-provider: ${incoming.method} ${incoming.url}: ${String(error)}`);
        if (outgoing.headersSent) outgoing.destroy();
        else send(outgoing, 500, JSON_TYPE, '{"error":{"type":"api_error","message":"An unknown error occurred."}}');
      });
    });
  }

  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => {
        this.#server.off("error", reject);
        const address = this.#server.address() as AddressInfo; // a TCP server that listens has one
        resolve(address.port);
      });
    });
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    if (body === undefined) {
      send(outgoing, 413, JSON_TYPE, '{"error":{"type":"invalid_request_error","message":"The body is too large."}}');
      incoming.resume();
      return;
    }
    const target = incoming.url ?? "/";
    const method = incoming.method ?? "GET";
    if (target.startsWith("/v1/")) {
      await this.#handleApi(incoming, outgoing, method, target, body);
      return;
    }
    if (!fromHere(incoming)) {
      send(outgoing, 403, JSON_TYPE, '{"message":"Only for this machine."}');
      return;
    }
    const answer = this.#answerPage(method, new URL(target, "http://localhost"), body);
    send(outgoing, answer.status, answer.headers, answer.body);
  }

  async #handleApi(incoming: IncomingMessage, outgoing: ServerResponse, method: string, target: string, body: string) {
    const question = target.indexOf("?");
    const path = question < 0 ? target : target.slice(0, question);
    const query = question < 0 ? "" : target.slice(question + 1);
    const { headers } = incoming;
    const answer = await this.#exchange.answer({
      method,
      path,
      encoded: method === "POST" ? body : query,
      authorization: headers.authorization,
      idempotencyKey: single(headers["idempotency-key"]),
      version: single(headers["stripe-version"]),
    });
    if (answer === undefined) incoming.socket.destroy();
    else send(outgoing, answer.status, answer.headers, answer.body);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

const JSON_TYPE = { "Content-Type": "application/json" };

function send(outgoing: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  outgoing.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
  outgoing.end(body);
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** `undefined` when there is more than allowed; the rest is not kept. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  if (incoming.method === "GET" || incoming.method === "HEAD") return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer; // no encoding is set, so chunks are bytes
    size += bytes.length;
    if (size > BODY_BYTES_MAX) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function fromHere(incoming: IncomingMessage): boolean {
  const host = incoming.headers.host ?? "";
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/u.test(host)) return false;
  const { origin } = incoming.headers;
  return origin === undefined || origin === `http://${host}`;
}
