// Owns the life of the mailbox: a real SMTP server that keeps what it is sent, and a page that shows it. It stands
// where a mail provider stands in production; the system in front of it does not know the difference.

import { createServer, type Server } from "node:http";
import { FailureSwitch, type MailFailure } from "./failure.ts";
import { serveMailbox } from "./mailbox-routes.ts";
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
  /** May be called twice. */
  stop(): Promise<void>;
}

export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const { username, password, log = () => {} } = options;
  const archive = await MessageArchive.open(options.directory, options.messagesMax ?? MESSAGES_MAX_DEFAULT);
  const reader = new MessageReader(archive);
  const failure = new FailureSwitch();
  const counts = { received: 0 };
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
    void serveMailbox({ archive, reader, failure, counts }, request, response);
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
