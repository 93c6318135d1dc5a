// Owns a tiny SMTP client for tests: says what it is told to, and waits for each answer.

import { once } from "node:events";
import { connect, type Socket } from "node:net";

export class SmtpClient {
  readonly #socket: Socket;
  #received = "";

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("utf8");
  }

  static async open(port: number): Promise<SmtpClient> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const client = new SmtpClient(socket);
    await client.#answer();
    return client;
  }

  /** Greets and signs in. */
  static async signIn(port: number, username: string, password: string): Promise<SmtpClient> {
    const client = await SmtpClient.open(port);
    await client.say("EHLO test.local");
    const token = Buffer.from(`\0${username}\0${password}`).toString("base64");
    const answer = await client.say(`AUTH PLAIN ${token}`);
    if (!answer.startsWith("235")) throw new Error(answer);
    return client;
  }

  /** Sends one line (or several at once) and returns the server's answer. */
  async say(line: string): Promise<string> {
    this.#socket.write(`${line}\r\n`);
    return this.#answer();
  }

  /** @returns the answer to the mail, or the first refusal on the way. */
  async send(mail: { from: string; to: readonly string[]; data: string }): Promise<string> {
    const lines = [`MAIL FROM:<${mail.from}>`, ...mail.to.map((address) => `RCPT TO:<${address}>`), "DATA"];
    for (const line of lines) {
      const answer = await this.say(line);
      if (!/^[23]/.test(answer)) return answer;
    }
    return this.say(`${mail.data.replaceAll(/^\./gm, "..")}\r\n.`);
  }

  close(): void {
    this.#socket.end("QUIT\r\n");
  }

  async #answer(): Promise<string> {
    while (!/^\d{3} .*\r\n$/m.test(this.#received)) {
      const [chunk]: unknown[] = await once(this.#socket, "data");
      this.#received += String(chunk);
    }
    const answer = this.#received;
    this.#received = "";
    return answer;
  }
}
