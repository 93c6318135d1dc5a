// Owns the conversation over SMTP: who may send, what is accepted, how big. It hands each accepted mail to `keep` and
// answers 250 only when that has returned. Nothing is ever sent on: no relay, no look-up of names.

import { timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { type FailureSwitch, SmtpRefusal } from "./failure.ts";
import type { Envelope } from "./message.ts";

const MESSAGE_BYTES_MAX = 5 * 1024 * 1024;
const RECIPIENTS_MAX = 100;
const CLIENTS_MAX = 200;
const IDLE_MS_MAX = 300_000;
const CLOSE_MS_MAX = 500;

export interface ReceptionParts {
  readonly username: string;
  readonly password: string;
  readonly failure: FailureSwitch;
  keep(raw: Buffer, envelope: Envelope): Promise<void>;
  log(line: string): void;
}

export interface SmtpReception {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startReception(requestedPort: number | undefined, parts: ReceptionParts): Promise<SmtpReception> {
  const server = new SMTPServer({
    name: "mailbox.local",
    banner: "Foyer's mailbox: nothing leaves this machine",
    authMethods: ["PLAIN", "LOGIN"],
    allowInsecureAuth: true, // plain text, but over 127.0.0.1 only
    disabledCommands: ["STARTTLS"],
    hideSTARTTLS: true,
    hideDSN: true, // no delivery reports are ever sent
    disableReverseLookup: true,
    logger: false,
    size: MESSAGE_BYTES_MAX,
    maxClients: CLIENTS_MAX,
    socketTimeout: IDLE_MS_MAX,
    closeTimeout: CLOSE_MS_MAX,
    onAuth({ username, password }, _session, answer) {
      const isKnown = isSame(username ?? "", parts.username) && isSame(password ?? "", parts.password);
      if (isKnown) answer(null, { user: parts.username });
      else answer(new SmtpRefusal(535, "5.7.8 Wrong user name or password"));
    },
    onRcptTo({ address }, session, answer) {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX) answer(new SmtpRefusal(452, "4.5.3 Too many recipients"));
      else answer(parts.failure.refusalOf(address));
    },
    onData(stream, session, answer) {
      receive(stream, session, parts).then(() => answer(), answer);
    },
  });
  server.on("error", (error) => parts.log(`SMTP: ${error.message}`)); // a client that hung up, mostly
  return { port: await listen(server, requestedPort), stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession, parts: ReceptionParts): Promise<void> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.on("data", (chunk: Buffer) => {
      if (!stream.sizeExceeded) chunks.push(chunk);
    });
    stream.once("end", resolve);
    stream.once("error", reject);
  });
  // smtp-server answers 552 by itself then; it only must not be kept.
  if (stream.sizeExceeded) throw new SmtpRefusal(552, "5.3.4 Message too big");
  if (parts.failure.delayMs > 0) await sleep(parts.failure.delayMs);
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { from: mailFrom ? mailFrom.address : "", recipients: rcptTo.map(({ address }) => address) };
  try {
    await parts.keep(Buffer.concat(chunks), envelope);
  } catch (error) {
    parts.log(`A mail could not be kept: ${error instanceof Error ? error.message : String(error)}`);
    throw new SmtpRefusal(451, "4.3.0 The mail could not be kept; try again later");
  }
}

async function listen(server: SMTPServer, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) => reject(new Error(`The mailbox cannot listen on 127.0.0.1:${port}.`, { cause }));
    server.once("error", refuse);
    const listening = server.listen(port, "127.0.0.1", () => {
      server.removeListener("error", refuse);
      const address: AddressInfo | string | null = listening.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
