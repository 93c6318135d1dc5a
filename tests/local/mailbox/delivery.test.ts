// The production path of a mail: the office's SMTP line inside workerd, over real sockets, to the mailbox.

import path from "node:path";
import { createServer, type Server } from "node:net";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Mailbox, startMailbox } from "../../../local/mailbox/start-mailbox.ts";
import { bundleWorker } from "../../../local/runtime/bundle.ts";

const LOGIN = { username: "foyer", password: "secret" };

let mailbox: Mailbox;
let worker: Miniflare;

beforeAll(async () => {
  mailbox = await startMailbox(LOGIN);
  const contents = await bundleWorker(path.join(import.meta.dirname, "delivery-worker.ts"));
  worker = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      workers: [
        {
          name: "mailer",
          compatibilityDate: "2026-10-01",
          compatibilityFlags: ["nodejs_compat"],
          modules: [{ type: "ESModule", path: "worker.js", contents }],
        },
      ],
    }),
  );
  await worker.ready;
});

afterEach(() => mailbox.setFailure({ kind: "none" }));

afterAll(async () => {
  await worker.dispose();
  await mailbox.stop();
});

const mailTo = (to: string, subject: string) => ({
  messageId: `${subject.replaceAll(/\W/gu, "")}@foyer.example`,
  to,
  subject,
  text: "Dear Zoë,\n.\nSee you!",
  html: "<p>Dear Zoë</p>",
  language: "en",
});

async function send(mails: readonly object[], connection: object = {}): Promise<unknown> {
  const { host, port } = mailbox.smtp;
  const bindings = {
    SMTP_HOST: host,
    SMTP_PORT: String(port),
    SMTP_SECURE: "0",
    SMTP_USERNAME: LOGIN.username,
    SMTP_PASSWORD: LOGIN.password,
    MAIL_FROM: "Foyer <box@foyer.example>",
  };
  const response = await worker.dispatchFetch("http://worker/", {
    method: "POST",
    body: JSON.stringify({ connection: { ...bindings, ...connection }, mails }),
  });
  return response.json();
}

it("delivers mails with text and HTML, several over one connection", async () => {
  const outcomes = await send([mailTo("ann@example.com", "Zoë's tickets"), mailTo("bob@example.com", "Second")]);
  expect(outcomes).toEqual([{ kind: "sent" }, { kind: "sent" }]);
  const [second, first] = await mailbox.messages();
  expect(second).toMatchObject({ to: ["bob@example.com"], subject: "Second" });
  expect(first).toMatchObject({ subject: "Zoë's tickets", html: expect.stringContaining("<p>Dear Zoë</p>") });
  expect(first?.messageId).toMatch(/@foyer\.example/u);
  expect(first?.text?.split("\n").slice(0, 3)).toEqual(["Dear Zoë,", ".", "See you!"]);
});

it("tells a wrong password", async () => {
  expect(await send([], { SMTP_PASSWORD: "guess" })).toEqual([
    { kind: "not_open", why: expect.stringContaining("535") },
  ]);
});

it("tells a refusal for good from one for now, and goes on with the next mail", async () => {
  mailbox.setFailure({ kind: "permanent", recipient: "nobody@" });
  const mails = [mailTo("nobody@example.com", "x"), mailTo("ann@example.com", "after")];
  expect(await send(mails)).toEqual([{ kind: "dead", why: expect.stringContaining("550") }, { kind: "sent" }]);
  mailbox.setFailure({ kind: "temporary" });
  expect(await send([mailTo("ann@example.com", "x")])).toEqual([
    { kind: "put_back", why: expect.stringContaining("451") },
  ]);
});

it("calls a mail uncertain when the server hangs up after it had it, and puts it back when before", async () => {
  const afterTheMessage = await serverThatHangsUpAt("body");
  const beforeTheMessage = await serverThatHangsUpAt("recipient");
  try {
    const port = (server: Server): string => {
      const address = server.address();
      return String(typeof address === "object" ? address?.port : address);
    };
    expect(await send([mailTo("ann@example.com", "x")], { SMTP_PORT: port(afterTheMessage) })).toMatchObject([
      { kind: "uncertain" },
    ]);
    expect(await send([mailTo("ann@example.com", "x")], { SMTP_PORT: port(beforeTheMessage) })).toMatchObject([
      { kind: "put_back" },
    ]);
  } finally {
    afterTheMessage.close();
    beforeTheMessage.close();
  }
});

/** A mail server that answers as one should, until it cuts the connection without a word. */
async function serverThatHangsUpAt(moment: "recipient" | "body"): Promise<Server> {
  const server = createServer((socket) => {
    let receiving = false;
    let body = "";
    socket.on("error", () => undefined);
    socket.write("220 here\r\n");
    socket.on("data", (data) => {
      const said = data.toString("latin1");
      if (receiving) {
        body += said;
        if (body.endsWith("\r\n.\r\n")) socket.destroy();
      } else if (said.startsWith("EHLO")) socket.write("250-here\r\n250 AUTH PLAIN\r\n");
      else if (said.startsWith("AUTH")) socket.write("235 in\r\n");
      else if (said.startsWith("RCPT") && moment === "recipient") socket.destroy();
      else if (said.startsWith("DATA")) {
        receiving = true;
        socket.write("354 go\r\n");
      } else socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
