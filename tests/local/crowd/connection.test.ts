/**
 * The crowd's own HTTP client reads what a server may send, however it is cut into packets, against Node's server.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { parseReply, headerOf } from "../../../local/crowd/http/connection.ts";
import { Pool } from "../../../local/crowd/http/pool.ts";

const BY_LENGTH = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nRetry-After: 3\r\n\r\nhello";
const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
const EMPTY = "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n";

let server: Server | undefined;
let pool: Pool | undefined;

afterEach(() => {
  pool?.close();
  server?.closeAllConnections();
  server?.close();
});

async function poolTo(handler: Parameters<typeof createServer>[1], connectionsMax = 2): Promise<Pool> {
  const listening = createServer(handler);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  pool = new Pool(`http://127.0.0.1:${port}`, { connectionsMax, timeoutMs: 5_000 });
  return pool;
}

describe("reading an answer", () => {
  it.each([
    ["by length", BY_LENGTH, 201, "hello"],
    ["in chunks", CHUNKED, 200, "hello"],
    ["without a body", EMPTY, 204, ""],
  ])("that comes %s waits for its last byte and takes nothing else", (_how, text, status, body) => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut < bytes.length; cut += 1) expect(parseReply(bytes.subarray(0, cut))).toBeUndefined();
    const parsed = parseReply(Buffer.concat([bytes, Buffer.from("HTTP/1.1 200 OK")]));
    expect(parsed?.length).toBe(bytes.length);
    expect(parsed?.reply.status).toBe(status);
    expect(parsed?.reply.body.toString()).toBe(body);
  });

  it("finds a header in any case", () => {
    const parsed = parseReply(Buffer.from(BY_LENGTH));
    expect(parsed && headerOf(parsed.reply, "retry-after")).toBe("3");
    expect(parsed && headerOf(parsed.reply, "location")).toBeUndefined();
  });

  it("refuses what is no answer", () => {
    expect(() => parseReply(Buffer.from("SSH-2.0-x\r\n\r\n"))).toThrow(/not an HTTP/u);
    expect(() => parseReply(Buffer.from("HTTP/1.1 200 OK\r\n\r\n"))).toThrow(/how long/u);
  });
});

describe("the pool", () => {
  it("gives each caller its own answer over few connections", async () => {
    let most = 0;
    let under = 0;
    const { send } = bound(
      await poolTo((request, response) => {
        most = Math.max(most, ++under);
        setTimeout(() => {
          under -= 1;
          response.end(request.url);
        }, 5);
      }),
    );
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    const replies = await Promise.all(paths.map((path) => send("GET", path)));
    expect(replies.map(({ body }) => body.toString())).toEqual(paths);
    expect(most).toBe(2);
  });

  it("goes on after a connection broke, and lets its caller know", async () => {
    let requests = 0;
    const { send } = bound(
      await poolTo((request, response) => {
        requests += 1;
        if (requests === 1) request.socket.destroy();
        else response.end("well");
      }, 1),
    );
    const [first, second] = await Promise.allSettled([send("GET", "/"), send("GET", "/")]);
    expect(first.status).toBe("rejected");
    expect(second.status === "fulfilled" && second.value.body.toString()).toBe("well");
  });

  it("does not leave anybody waiting when nobody listens", async () => {
    const { send } = bound(await poolTo((_request, response) => response.end(), 1));
    server?.close();
    const results = await Promise.allSettled([send("GET", "/"), send("GET", "/"), send("GET", "/")]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  });
});

function bound(pool: Pool): { send: Pool["send"] } {
  return { send: pool.send.bind(pool) };
}
