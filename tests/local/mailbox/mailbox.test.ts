// The mailbox over real SMTP and real HTTP: it keeps what it accepted, refuses when told to, and shows a stranger's
// mail without running it.

import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Mailbox, type MailboxOptions, startMailbox } from "../../../local/mailbox/start-mailbox.ts";
import { SmtpClient } from "./smtp-client.ts";

const LOGIN = { username: "foyer", password: "secret" };
let directory: string;
let mailbox: Mailbox;

async function restart(options: Partial<MailboxOptions> = {}): Promise<void> {
  await mailbox.stop();
  mailbox = await startMailbox({ ...LOGIN, directory, ...options });
}

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "foyer-mailbox-"));
  mailbox = await startMailbox({ ...LOGIN, directory });
});

afterEach(async () => {
  await mailbox.stop();
  await rm(directory, { recursive: true, force: true });
});

const signIn = () => SmtpClient.signIn(mailbox.smtp.port, LOGIN.username, LOGIN.password);

function letter(subject: string, body = "Hello", headers: readonly string[] = []): string {
  return [
    "From: Foyer <box@foyer.example>",
    "To: Ann <ann@example.com>",
    `Subject: ${subject}`,
    `Message-ID: <${encodeURIComponent(subject)}@foyer.example>`,
    ...headers,
    "",
    body,
  ].join("\r\n");
}

async function deliver(subject: string, to: readonly string[] = ["ann@example.com"], data = letter(subject)) {
  const client = await signIn();
  const answer = await client.send({ from: "box@foyer.example", to, data });
  client.close();
  return answer;
}

async function getJson(pathname: string): Promise<unknown> {
  return (await fetch(new URL(pathname, mailbox.url))).json();
}

describe("reception", () => {
  it("keeps a mail with all that was sent, dots and encoded words included", async () => {
    const data = letter("=?UTF-8?Q?Zo=C3=AB=27s_tickets?= =?UTF-8?B?8J+Onw==?=", ".one\r\n..two");
    expect(await deliver("", ["ann@example.com", "bob@example.com"], data)).toMatch(/^250 /);
    const [mail] = await mailbox.messages();
    expect(mail).toMatchObject({
      from: "Foyer <box@foyer.example>",
      to: ["ann@example.com", "bob@example.com"],
      subject: "Zoë's tickets🎟",
      html: null,
    });
    expect(mail?.text?.trim()).toBe(".one\n..two");
  });

  it("lets nobody in with a wrong password or none", async () => {
    await expect(SmtpClient.signIn(mailbox.smtp.port, "foyer", "guess")).rejects.toThrow(/^535 /);
    const client = await SmtpClient.open(mailbox.smtp.port);
    await client.say("EHLO test.local");
    expect(await client.say("MAIL FROM:<a@example.com>")).toMatch(/^530 /);
    client.close();
  });

  it("refuses a mail of more than 5 MB and keeps nothing of it", async () => {
    const line = `${"x".repeat(998)}\r\n`;
    expect(await deliver("big", undefined, letter("big", line.repeat(5_300)))).toMatch(/^552 /);
    expect(await mailbox.messages()).toEqual([]);
  });

  it("takes 300 mails over a few connections", async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, signIn));
    await Promise.all(
      clients.map(async (client, index) => {
        for (let n = 0; n < 75; n++) {
          const answer = await client.send({ from: "a@b.example", to: ["c@d.example"], data: letter(`${index}-${n}`) });
          expect(answer).toMatch(/^250 /);
        }
        client.close();
      }),
    );
    expect(await getJson("/api/counts")).toMatchObject({ kept: 300, received: 300 });
  });
});

describe("keeping", () => {
  it("has every accepted mail after a restart, in order", async () => {
    for (const subject of ["first", "second", "third"]) await deliver(subject);
    await restart();
    expect((await mailbox.messages()).map(({ subject }) => subject)).toEqual(["third", "second", "first"]);
  });

  it("keeps only the newest, on disk too", async () => {
    await restart({ messagesMax: 2 });
    for (const subject of ["first", "second", "third"]) await deliver(subject);
    expect((await mailbox.messages()).map(({ subject }) => subject)).toEqual(["third", "second"]);
    expect((await readdir(directory)).filter((name) => name.endsWith(".eml"))).toHaveLength(2);
  });

  it("works in memory alone", async () => {
    await mailbox.stop();
    mailbox = await startMailbox(LOGIN);
    await deliver("in memory");
    expect(await mailbox.messages()).toMatchObject([{ subject: "in memory", text: "Hello\n" }]);
  });
});

describe("the failure switch", () => {
  it("refuses for now, refuses for good, and only whom it should", async () => {
    mailbox.setFailure({ kind: "temporary" });
    expect(await deliver("later")).toMatch(/^451 /);
    mailbox.setFailure({ kind: "permanent", recipient: "nobody@" });
    expect(await deliver("never", ["nobody@example.com"])).toMatch(/^550 /);
    expect(await deliver("others")).toMatch(/^250 /);
    expect(await getJson("/api/counts")).toEqual({ kept: 1, received: 1, refused: 2 });
  });

  it("makes each mail slow", async () => {
    mailbox.setFailure({ kind: "slow", delayMs: 200 });
    const started = performance.now();
    expect(await deliver("slow")).toMatch(/^250 /);
    expect(performance.now() - started).toBeGreaterThan(190);
  });
});

describe("the pages", () => {
  it("finds mails by recipient and subject, for programs", async () => {
    await deliver("Your tickets", ["ann@example.com"]);
    await deliver("Your refund", ["ann@example.com"]);
    await deliver("Your tickets", ["bob@example.com"]);
    const found = await getJson("/api/messages?to=ANN&subject=ticket&limit=10");
    expect(found).toMatchObject({
      matching: 1,
      messages: [{ messageId: "Your%20tickets@foyer.example", to: ["ann@example.com"], text: "Hello\n", html: null }],
    });
    const deleted = await fetch(new URL("/api/messages", mailbox.url), { method: "DELETE" });
    expect(await deleted.json()).toEqual({ deleted: 3 });
    expect(await getJson("/api/messages")).toEqual({ matching: 0, messages: [] });
  });

  it("shows the list and a mail to people, with everything from outside escaped", async () => {
    await deliver("<script>alert(1)</script>", ["ann@example.com"], letter("<script>alert(1)</script>", "<b>bold</b>"));
    const list = await (await fetch(new URL('/?to=ann&subject="><script>', mailbox.url))).text();
    expect(list).not.toContain("<script>");
    const all = await (await fetch(mailbox.url)).text();
    expect(all).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    const [mail] = await mailbox.messages();
    const response = await fetch(new URL(`/messages/${mail?.id}`, mailbox.url));
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const shown = await response.text();
    expect(shown).toContain("&lt;b&gt;bold&lt;/b&gt;");
    expect(shown).not.toContain("<script>");
  });

  it("has a style that its own policy allows", async () => {
    const response = await fetch(mailbox.url);
    const [, style = ""] = /<style>(.*)<\/style>/su.exec(await response.text()) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(response.headers.get("content-security-policy")).toContain(`style-src 'sha256-${hash}'`);
  });

  it("shows a mail's HTML only in a sandbox that runs and loads nothing", async () => {
    const html = '<p>Hi</p><script>alert(1)</script><img src="http://tracker.example/x.png">';
    const data = letter("html", html, ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8"]);
    await deliver("html", undefined, data);
    const [mail] = await mailbox.messages();
    expect(mail?.html?.trim()).toBe(html);
    const page = await (await fetch(new URL(`/messages/${mail?.id}`, mailbox.url))).text();
    expect(page).toMatch(/<iframe[^>]+sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).not.toContain("<p>Hi</p>");
    const framed = await fetch(new URL(`/messages/${mail?.id}/html`, mailbox.url));
    const policy = framed.headers.get("content-security-policy");
    expect(policy).toMatch(/default-src 'none'.*; sandbox allow-popups allow-popups-to-escape-sandbox$/);
    expect(policy).not.toContain("allow-scripts");
  });

  it("lets no other site empty the mailbox", async () => {
    await deliver("kept");
    const post = (site: string) =>
      fetch(new URL("/delete", mailbox.url), {
        method: "POST",
        headers: { "sec-fetch-site": site },
        redirect: "manual",
      });
    expect((await post("cross-site")).status).toBe(403);
    expect(await mailbox.messages()).toHaveLength(1);
    expect((await post("same-origin")).status).toBe(303);
    expect(await mailbox.messages()).toEqual([]);
  });

  it("answers 404 for what is not there", async () => {
    for (const pathname of ["/messages/1-2", "/messages/..%2Fetc", "/nothing"]) {
      expect((await fetch(new URL(pathname, mailbox.url))).status).toBe(404);
    }
  });
});
