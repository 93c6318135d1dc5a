// Owns a mail server that takes a message and then falls silent: it hangs up after the last dot, or before the message,
// without an answer. What it took, it keeps.

import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

export type HangUp = "after_message" | "before_message" | "at_connection" | "never";

export class SilentServer {
  readonly taken: string[] = [];
  hangUp: HangUp = "after_message";
  /** Whether it takes several commands at once. */
  pipelining = false;
  /** How often it was written to, over all connections. */
  writes = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<SilentServer> {
    const server = createServer();
    const silent = new SilentServer(server);
    server.on("connection", (socket) => silent.#converse(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return silent;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #converse(socket: Socket): void {
    socket.on("error", () => undefined);
    if (this.hangUp === "at_connection") return void socket.destroy();
    let buffer = "";
    let isMessage = false;
    socket.write("220 silent.test\r\n");
    socket.on("data", (chunk) => {
      this.writes += 1;
      buffer += chunk.toString("utf8");
      for (;;) {
        const end = isMessage ? "\r\n.\r\n" : "\r\n";
        const at = buffer.indexOf(end);
        if (at < 0) return;
        const line = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        if (isMessage) {
          this.taken.push(line);
          isMessage = false;
          if (this.hangUp === "after_message") return void socket.destroy();
          socket.write("250 taken\r\n");
        } else if (/^EHLO/iu.test(line))
          socket.write(`250-silent.test\r\n${this.pipelining ? "250-PIPELINING\r\n" : ""}250 AUTH PLAIN\r\n`);
        else if (/^AUTH/iu.test(line)) socket.write("235 in\r\n");
        else if (/^DATA/iu.test(line)) {
          if (this.hangUp === "before_message") return void socket.destroy();
          isMessage = true;
          socket.write("354 go on\r\n");
        } else socket.write("250 ok\r\n");
      }
    });
  }
}
