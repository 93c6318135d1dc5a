// The production path of a mail: worker-mailer inside workerd, over cloudflare:sockets, to the mailbox.

import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Mailbox, startMailbox } from "../../../local/mailbox/start-mailbox.ts";

const LOGIN = { username: "foyer", password: "secret" };
const WORKER = `
  import { WorkerMailer } from "worker-mailer";
  export default {
    async fetch(request) {
      const { connection, mails } = await request.json();
      const outcomes = [];
      let mailer;
      try {
        mailer = await WorkerMailer.connect(connection);
        for (const mail of mails) outcomes.push(await mailer.send(mail).then(() => "sent", (error) => error.message));
        await mailer.close();
      } catch (error) {
        outcomes.push(error.message);
      }
      return Response.json(outcomes);
    },
  };`;

let mailbox: Mailbox;
let worker: Miniflare;

beforeAll(async () => {
  mailbox = await startMailbox(LOGIN);
  const bundle = await build({
    stdin: { contents: WORKER, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "esm",
    external: ["cloudflare:*"],
  });
  const contents = bundle.outputFiles[0]?.text ?? "";
  worker = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        {
          name: "mailer",
          compatibilityDate: "2026-10-01",
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
  from: { name: "Foyer", email: "box@foyer.example" },
  to,
  subject,
  text: "Dear Zoë,\n.\nSee you!",
  html: "<p>Dear Zoë</p>",
  attachments: [{ filename: "ticket.txt", content: btoa("A1"), mimeType: "text/plain" }],
});

async function send(mails: readonly object[], connection: object = {}): Promise<unknown> {
  const { host, port } = mailbox.smtp;
  const quiet = { logLevel: 4 }; // it logs addresses otherwise
  const defaults = {
    host,
    port,
    secure: false,
    startTls: false,
    credentials: LOGIN,
    authType: ["plain", "login"],
    ...quiet,
  };
  const response = await worker.dispatchFetch("http://worker/", {
    method: "POST",
    body: JSON.stringify({ connection: { ...defaults, ...connection }, mails }),
  });
  return response.json();
}

it("delivers mails with text, HTML and attachments, several over one connection", async () => {
  expect(await send([mailTo("ann@example.com", "Zoë's tickets"), mailTo("bob@example.com", "Second")])).toEqual([
    "sent",
    "sent",
  ]);
  const [second, first] = await mailbox.messages();
  expect(second).toMatchObject({ to: ["bob@example.com"], subject: "Second" });
  expect(first).toMatchObject({ subject: "Zoë's tickets", html: expect.stringContaining("<p>Dear Zoë</p>") });
  expect(first?.messageId).toMatch(/@foyer\.example$/);
  expect(first?.text?.split("\n").slice(0, 3)).toEqual(["Dear Zoë,", ".", "See you!"]);
  const ticket = await fetch(new URL(`/messages/${first?.id}/attachments/0`, mailbox.url));
  expect(await ticket.text()).toBe("A1");
});

it("signs in with LOGIN too, and with its default of asking for STARTTLS", async () => {
  expect(await send([mailTo("a@b.example", "x")], { authType: ["login"], startTls: true })).toEqual(["sent"]);
});

it("tells a wrong password", async () => {
  const credentials = { ...LOGIN, password: "guess" };
  expect(await send([], { credentials })).toEqual([expect.stringContaining("535")]);
});

it("tells a refusal with its code, and goes on with the next mail", async () => {
  mailbox.setFailure({ kind: "permanent", recipient: "nobody@" });
  const mails = [mailTo("nobody@example.com", "x"), mailTo("ann@example.com", "after")];
  expect(await send(mails)).toEqual([expect.stringContaining("550"), "sent"]);
  mailbox.setFailure({ kind: "temporary" });
  expect(await send([mailTo("ann@example.com", "x")])).toEqual([expect.stringContaining("451")]);
});
