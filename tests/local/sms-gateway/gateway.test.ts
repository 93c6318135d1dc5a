// The gateway for text messages speaks Twilio's API as Twilio does: who may send, what is refused under which code, and
// what it took is there, also after a restart, on the page for people.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startMailbox, type Mailbox } from "../../../local/mailbox/start-mailbox.ts";

const SMS = { accountSid: "AC0123456789", authToken: "token" };
let directory: string;
let mailbox: Mailbox;

const start = () => startMailbox({ username: "foyer", password: "secret", directory, sms: SMS });

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "foyer-texts-"));
  mailbox = await start();
});
afterEach(async () => {
  await mailbox.stop();
  await rm(directory, { recursive: true, force: true });
});

async function post(
  fields: Record<string, string>,
  { sid = SMS.accountSid, token = SMS.authToken } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${mailbox.url}/2010-04-01/Accounts/${sid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${sid}:${token}`)}` },
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const FINE = { To: "+4915112345678", From: "+15005550006", Body: "Hello <b>you</b>: https://tickets.test/x" };

describe("a text message", () => {
  it("is taken, shown, and kept across a restart", async () => {
    expect(await post(FINE)).toEqual({
      status: 201,
      body: expect.objectContaining({ sid: expect.stringMatching(/^SM[0-9a-f]{32}$/u), status: "queued", to: FINE.To }),
    });
    await mailbox.stop();
    mailbox = await start();
    expect(mailbox.texts()).toMatchObject([{ to: FINE.To, from: FINE.From, body: FINE.Body }]);
    const page = await (await fetch(`${mailbox.url}/texts`)).text();
    expect(page).toContain("Hello &lt;b&gt;you");
    expect(page).toContain('<a href="https://tickets.test/x">');
    await fetch(`${mailbox.url}/delete`, { method: "POST", redirect: "manual" });
    expect(mailbox.texts()).toEqual([]);
  });

  it.each([
    ["no number", { ...FINE, To: "" }, 21_604],
    ["a number that is none", { ...FINE, To: "015112345678" }, 21_211],
    ["no sender", { ...FINE, From: "" }, 21_603],
    ["nothing to say", { ...FINE, Body: "" }, 21_602],
    ["too much to say", { ...FINE, Body: "x".repeat(1_601) }, 21_617],
  ])("with %s is refused", async (_name, fields, code) => {
    expect(await post(fields)).toEqual({ status: 400, body: expect.objectContaining({ code, status: 400 }) });
    expect(mailbox.texts()).toEqual([]);
  });

  it("is taken from nobody else", async () => {
    expect(await post(FINE, { token: "other" })).toMatchObject({ status: 401, body: { code: 20_003 } });
    expect(await post(FINE, { sid: "AC999" })).toMatchObject({ status: 401 });
    expect(mailbox.texts()).toEqual([]);
  });
});
