// A paid order's buyer gets one confirmation: in their language, sent again when the server says no, never when nobody
// knows, never twice (docs/adr/0004). Real SMTP servers, one of which keeps falling silent.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startMailbox, type Mailbox } from "../../../local/mailbox/start-mailbox.ts";
import { consumeNotifications } from "../../../origin-api/notifications/consumer.ts";
import { sweepMails } from "../../../origin-api/notifications/sweep.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { SilentServer } from "./silent-server.ts";

let office: TestOffice;
let mailbox: Mailbox;
let silent: SilentServer;
let seat = 0;

beforeEach(async () => {
  [office, mailbox, silent] = await Promise.all([
    TestOffice.open(),
    startMailbox({ username: "foyer", password: "secret" }),
    SilentServer.start(),
  ]);
  use(mailbox.smtp.port);
});
afterEach(() => Promise.all([office.close(), mailbox.stop(), silent.stop()]));

function use(port: number): void {
  Object.assign(office.env, { SMTP_PORT: String(port) });
}

async function order(buyer: Record<string, string>, seats = 1): Promise<{ url: string; reference: string }> {
  const wanted = Array.from({ length: seats }, () => `stalls-${(seat += 1)}`);
  const { status, body } = await office.commit(await office.hold(newVisitor(), wanted), "pm_card_visa", { buyer });
  expect(status).toBe(200);
  await office.idle();
  return body;
}

/** Delivers what stands on the queue, `times` over. */
async function deliver(times = 1): Promise<void> {
  const messages = office.mails.splice(0).map((body) => ({ body }));
  for (let time = 0; time < times; time += 1) await consumeNotifications({ messages }, office.env);
}

async function sweep(): Promise<void> {
  await office.rows("UPDATE notifications SET due_at = now()");
  await sweepMails(office.parts());
}

async function states(): Promise<Record<string, number>> {
  const rows = await office.rows("SELECT state, count(*)::int AS count FROM notifications GROUP BY state");
  return Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)]));
}

describe("a confirmation", () => {
  it("says what was bought, in the buyer's language, with a link that opens the order", async () => {
    const english = await order({ email: "ada@example.com", name: "Ada <b>Lovelace</b>" }, 2);
    const german = await order({ email: "emmy@example.com", name: "Emmy Noether", language: "de-DE" });
    const other = await order({ email: "sofja@example.com", language: "ru" });
    await deliver();
    const mails = await mailbox.messages();
    const to = (address: string) => mails.find((mail) => mail.to.includes(address));
    const [ada, emmy, sofja] = [to("ada@example.com"), to("emmy@example.com"), to("sofja@example.com")];
    expect(ada?.subject).toBe(`Your tickets for An evening with music (${english.reference})`);
    expect(ada?.text).toContain("Hello Ada <b>Lovelace</b>,");
    expect(ada?.text).toContain("- A · 1: $150.00");
    expect(ada?.text).toContain("Total: $305.00");
    expect(ada?.text?.replaceAll(/\s/gu, "")).toContain(english.url);
    expect(ada?.html).toContain("Ada &lt;b&gt;Lovelace&lt;/b&gt;");
    expect(ada?.html).not.toContain("<b>Lovelace");
    expect(emmy?.subject).toBe(`Ihre Karten für An evening with music (${german.reference})`);
    expect(emmy?.text).toMatch(/Summe: 152,50\s\$/u);
    expect(sofja?.text).toContain(`Order: ${other.reference}`);
    const { pathname, search } = new URL(english.url);
    expect(await office.fetch("GET", `${pathname}${search}`)).toMatchObject({ status: 200 });
    expect(await states()).toEqual({ sent: 3 });
  });

  it("is sent once, however often the queue delivers it, and at once", async () => {
    await order({ email: "ada@example.com" });
    const messages = office.mails.map((body) => ({ body }));
    await Promise.all(Array.from({ length: 10 }, () => consumeNotifications({ messages }, office.env)));
    await deliver(3);
    await sweep();
    await deliver(3);
    expect(await mailbox.messages()).toHaveLength(1);
    expect(await states()).toEqual({ sent: 1 });
  });

  it("is sent many at a time over few connections", async () => {
    for (let count = 0; count < 40; count += 1) await order({ email: `buyer${count}@example.com` });
    await deliver();
    expect(await mailbox.messages()).toHaveLength(40);
    expect(await states()).toEqual({ sent: 40 });
  });

  it("is enqueued by the clock when nobody else did", async () => {
    await order({ email: "ada@example.com" });
    office.mails.length = 0;
    await sweepMails(office.parts());
    expect(office.mails).toEqual([]); // its time has not come
    await sweep();
    await deliver();
    expect(await mailbox.messages()).toHaveLength(1);
  });
});

describe("a mail that the server refuses", () => {
  it("for now is sent later; its neighbours are not kept waiting", async () => {
    await order({ email: "busy@example.com" });
    await order({ email: "ada@example.com" });
    mailbox.setFailure({ kind: "temporary", recipient: "busy@" });
    await deliver();
    expect(await states()).toEqual({ due: 1, sent: 1 });
    mailbox.setFailure({ kind: "none" });
    await sweep();
    await deliver();
    expect(await states()).toEqual({ sent: 2 });
    expect(await mailbox.messages()).toHaveLength(2);
  });

  it("for good is dead and visible, and not tried again", async () => {
    await order({ email: "nobody@example.com" });
    mailbox.setFailure({ kind: "permanent" });
    await deliver();
    expect(await office.rows("SELECT state, failure FROM notifications")).toEqual([
      { state: "dead", failure: expect.stringContaining("550") },
    ]);
    mailbox.setFailure({ kind: "none" });
    await sweep();
    await deliver();
    expect(await mailbox.messages()).toEqual([]);
  });

  it("too often is dead", async () => {
    await order({ email: "ada@example.com" });
    mailbox.setFailure({ kind: "temporary" });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await deliver();
      await sweep();
    }
    expect(await states()).toEqual({ dead: 1 });
    expect(await office.rows("SELECT attempts FROM notifications")).toEqual([{ attempts: 8 }]);
  });
});

describe("a mail server that falls silent", () => {
  it("after it had the mail: nobody sends it again but a person", async () => {
    await order({ email: "ada@example.com" });
    use(silent.port);
    await deliver();
    expect(silent.taken).toHaveLength(1);
    expect(await states()).toEqual({ uncertain: 1 });
    use(mailbox.smtp.port);
    await sweep();
    await deliver();
    expect(await mailbox.messages()).toEqual([]);
  });

  it("goes on with the next mail over a new connection", async () => {
    await order({ email: "ada@example.com" });
    await order({ email: "grace@example.com" });
    use(silent.port);
    await deliver();
    expect(silent.taken).toHaveLength(2);
    expect(await states()).toEqual({ uncertain: 2 });
  });

  it.each(["before_message", "at_connection"] as const)("%s: the mail is sent later", async (hangUp) => {
    await order({ email: "ada@example.com" });
    silent.hangUp = hangUp;
    use(silent.port);
    await deliver();
    expect(silent.taken).toEqual([]);
    expect(await states()).toEqual({ due: 1 });
    use(mailbox.smtp.port);
    await sweep();
    await deliver();
    expect(await mailbox.messages()).toHaveLength(1);
    expect(await states()).toEqual({ sent: 1 });
  });

  it("is not there at all: the mail is sent later", async () => {
    await order({ email: "ada@example.com" });
    use(1);
    await deliver();
    expect(await states()).toEqual({ due: 1 });
  });
});

describe("a sender that dies", () => {
  it("after it took a mail leaves it uncertain, not sent twice", async () => {
    await order({ email: "ada@example.com" });
    await office.rows(
      "UPDATE notifications SET state = 'sending', attempts = 1, claimed_at = now() - interval '6 minutes'",
    );
    await sweep();
    await deliver();
    expect(await states()).toEqual({ uncertain: 1 });
    expect(await mailbox.messages()).toEqual([]);
    expect(office.reports.map(({ fault }) => fault)).toContain("mails of a sender that died need a person");
  });
});
