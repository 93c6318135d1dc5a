/**
 * A conversation with a mail server (RFC 5321): connected, greeted, encrypted where that can be, signed in. Writes what
 * it is given and hands out replies in their order; what is said in it is the line's business.
 *
 * Several commands may stand in one write where the server offers PIPELINING (RFC 2920): each write and each reply is a
 * turn of a busy Worker, and turns are what a mail costs. (Our own, because the library's connection takes four turns a
 * mail and cannot take fewer: measured, 5 of 25 ms of CPU that a whole order cost.)
 */
import { connect as connectPlainly, type Socket } from "node:net";
import { connect as connectEncrypted, type ConnectionOptions } from "node:tls";
import { Replies, told, type Reply } from "./replies.ts";

export interface SmtpBindings {
  readonly SMTP_HOST: string;
  readonly SMTP_PORT: string;
  /** `1` for TLS from the first byte. */
  readonly SMTP_SECURE: string;
  readonly SMTP_USERNAME: string;
  readonly SMTP_PASSWORD: string;
  readonly MAIL_FROM: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;
/** Our name in the greeting: an address literal says that we have none (RFC 5321, 4.1.3). */
const CLIENT_NAME = "[127.0.0.1]";

type Waiter = PromiseWithResolvers<Reply>;

export class SmtpSession {
  #socket: Socket;
  #replies = new Replies();
  readonly #heard: Reply[] = [];
  readonly #waiters: Waiter[] = [];
  #failure: Error | undefined;
  #extensions: ReadonlySet<string> = new Set();

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  /** @throws when the server cannot be reached or does not let us in. */
  static async open(bindings: SmtpBindings): Promise<SmtpSession> {
    const { SMTP_HOST: host, SMTP_USERNAME: username, SMTP_PASSWORD: password } = bindings;
    const session = new SmtpSession(await connected(host, Number(bindings.SMTP_PORT), bindings.SMTP_SECURE === "1"));
    try {
      expectCode(await session.reply(CONNECT_TIMEOUT_MS), 220);
      await session.#greet();
      if (bindings.SMTP_SECURE !== "1" && session.offers("STARTTLS")) await session.#encrypt(host);
      if (username !== "") await session.#signIn(username, password);
      return session;
    } catch (error) {
      session.destroy();
      throw error;
    }
  }

  get isBroken(): boolean {
    return this.#failure !== undefined;
  }

  offers(extension: string): boolean {
    return this.#extensions.has(extension);
  }

  write(text: string): void {
    if (this.#failure === undefined) this.#socket.write(text, "latin1");
  }

  async ask(command: string): Promise<Reply> {
    this.write(`${command}\r\n`);
    return this.reply();
  }

  /** The next reply. @throws when none comes any more. */
  async reply(timeoutMs: number = ANSWER_TIMEOUT_MS): Promise<Reply> {
    const heard = this.#heard.shift();
    if (heard !== undefined) return heard;
    if (this.#failure !== undefined) throw this.#failure;
    const waiter: Waiter = Promise.withResolvers();
    this.#waiters.push(waiter);
    const timer = setTimeout(() => this.#fail(new Error("the mail server does not answer")), timeoutMs);
    try {
      return await waiter.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says goodbye without waiting for the answer. */
  quit(): void {
    if (this.#failure !== undefined) return;
    this.#fail(new Error("the conversation is over"), () => this.#socket.end("QUIT\r\n"));
  }

  destroy(): void {
    this.#fail(new Error("the conversation was broken off"));
  }

  async #greet(): Promise<void> {
    const reply = await this.ask(`EHLO ${CLIENT_NAME}`);
    expectCode(reply, 250);
    this.#extensions = new Set(reply.lines.slice(1).flatMap(extensionsIn));
  }

  async #encrypt(host: string): Promise<void> {
    expectCode(await this.ask("STARTTLS"), 220);
    this.#socket.removeAllListeners();
    this.#socket = await encrypted({ socket: this.#socket, host, servername: host });
    this.#replies = new Replies(); // nothing that was said in the clear counts
    this.#listen();
    await this.#greet();
  }

  async #signIn(username: string, password: string): Promise<void> {
    const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");
    if (this.offers("AUTH PLAIN") || !this.offers("AUTH LOGIN")) {
      expectCode(await this.ask(`AUTH PLAIN ${base64(`\0${username}\0${password}`)}`), 235);
      return;
    }
    expectCode(await this.ask("AUTH LOGIN"), 334);
    expectCode(await this.ask(base64(username)), 334);
    expectCode(await this.ask(base64(password)), 235);
  }

  #listen(): void {
    this.#socket.on("data", (bytes: Buffer) => {
      try {
        for (const reply of this.#replies.feed(bytes.toString("utf8"))) this.#hear(reply);
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    this.#socket.on("error", (error) => this.#fail(error));
    for (const end of ["end", "close"] as const)
      this.#socket.on(end, () => this.#fail(new Error("the mail server closed the connection")));
  }

  #hear(reply: Reply): void {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#heard.push(reply);
    else waiter.resolve(reply);
  }

  #fail(failure: Error, end: () => void = () => this.#socket.destroy()): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(failure);
    end();
  }
}

/** `AUTH PLAIN LOGIN` is one line and two extensions for us. */
function extensionsIn(line: string): string[] {
  const [name = "", ...words] = line.toUpperCase().split(/[ =]/u);
  return name === "AUTH" ? words.map((word) => `AUTH ${word}`) : [name];
}

function expectCode(reply: Reply, code: number): void {
  if (reply.code !== code) throw new Error(`the mail server does not let us in: ${told(reply)}`);
}

function connected(host: string, port: number, isSecure: boolean): Promise<Socket> {
  if (isSecure) return encrypted({ host, port, servername: host });
  const socket = connectPlainly({ host, port });
  return ready(socket, "connect");
}

function encrypted(options: ConnectionOptions): Promise<Socket> {
  return ready(connectEncrypted(options), "secureConnect");
}

async function ready(socket: Socket, event: "connect" | "secureConnect"): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error("the mail server cannot be reached in time")), CONNECT_TIMEOUT_MS);
  socket.once(event, () => resolve());
  socket.once("error", reject);
  socket.once("close", () => reject(new Error("the mail server closed the connection")));
  try {
    await promise;
    socket.removeAllListeners("error").removeAllListeners("close");
    return socket;
  } catch (error) {
    socket.on("error", () => undefined); // whatever it still has to say
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
