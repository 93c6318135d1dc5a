// Owns the life of the inbox: a real SMTP server and a gateway for text messages (local/sms-gateway) that keep what they
// are sent, and pages that show it. It stands where such providers stand in production; the system in front of it does
// not know the difference.

import { createServer, type Server } from "node:http";
import { FailureSwitch, type MailFailure } from "./failure.ts";
import { serveMailbox } from "./mailbox-routes.ts";
import type { TextFailure } from "../sms-gateway/failure.ts";
import { SmsGateway, type SmsAccount } from "../sms-gateway/gateway.ts";
import type { TextMessage } from "../sms-gateway/text-archive.ts";
import type { MailMessage, MessageFilter } from "./message.ts";
import { MessageArchive } from "./message-archive.ts";
import { MessageReader } from "./message-reader.ts";
import { startReception } from "./smtp-reception.ts";

export type { MailFailure } from "./failure.ts";
export type { MailMessage, MessageFilter } from "./message.ts";

const MESSAGES_MAX_DEFAULT = 20_000;

export interface MailboxOptions {
  /** Free ones when absent. */
  readonly smtpPort?: number;
  readonly httpPort?: number;
  /** Where mails are kept as .eml files; in memory when absent. */
  readonly directory?: string;
  readonly username: string;
  readonly password: string;
  /** Who may send text messages; nobody when absent. */
  readonly sms?: SmsAccount;
  /** How many of the newest are kept. */
  readonly messagesMax?: number;
  readonly log?: (line: string) => void;
}

export interface Mailbox {
  readonly smtp: { readonly host: string; readonly port: number };
  /** The page for people; `/api/messages` below it for programs. */
  readonly url: string;
  /** The newest first, opened. */
  messages(filter?: MessageFilter): Promise<MailMessage[]>;
  setFailure(failure: MailFailure): void;
  /** Text messages, the newest first. */
  texts(): readonly TextMessage[];
  setTextFailure(failure: TextFailure): void;
  /** May be called twice. */
  stop(): Promise<void>;
}

export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const { username, password, log = () => {} } = options;
  const archive = await MessageArchive.open(options.directory, options.messagesMax ?? MESSAGES_MAX_DEFAULT);
  const reader = new MessageReader(archive);
  const failure = new FailureSwitch();
  const counts = { received: 0 };
  const sms = await SmsGateway.open(options.sms, options.directory);
  const reception = await startReception(options.smtpPort, {
    username,
    password,
    failure,
    log,
    async keep(raw, envelope) {
      await archive.add(raw, envelope, Date.now());
      counts.received += 1;
    },
  });
  const server = createServer((request, response) => {
    void serveMailbox({ archive, reader, failure, counts, sms }, request, response);
  });
  const httpPort = await listen(server, options.httpPort).catch(async (error: unknown) => {
    await reception.stop();
    throw error;
  });
  let stopping: Promise<void> | undefined;
  return {
    smtp: { host: "127.0.0.1", port: reception.port },
    url: `http://127.0.0.1:${httpPort}`,
    messages: (filter = {}) => Promise.all(archive.find(filter).found.map((summary) => reader.describe(summary))),
    setFailure: (next) => failure.set(next),
    texts: () => sms.texts.newestFirst(),
    setTextFailure: (next) => sms.setFailure(next),
    stop: () => (stopping ??= Promise.all([reception.stop(), close(server)]).then(() => {})),
  };
}

async function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new Error(`The mailbox's page cannot listen on 127.0.0.1:${port}.`, { cause }));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
