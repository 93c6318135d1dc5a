// One connection to a mail server, over which many mails go: with and without PIPELINING, encrypted, with servers that
// refuse, hang up in the middle and talk nonsense.

import { createServer, type AddressInfo } from "node:net";
import { setDefaultCACertificates, getCACertificates } from "node:tls";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startMailbox, type Mailbox } from "../../../local/mailbox/start-mailbox.ts";
import {
  composeMail,
  SmtpLine,
  type ComposedMail,
  type SmtpBindings,
} from "../../../origin-api/notifications/smtp-line.ts";
import { SilentServer } from "./silent-server.ts";
import { SELF_SIGNED } from "./self-signed.ts";

let mailbox: Mailbox;
let silent: SilentServer;

beforeEach(async () => {
  [mailbox, silent] = await Promise.all([
    startMailbox({ username: "foyer", password: "secret" }),
    SilentServer.start(),
  ]);
});
afterEach(() => Promise.all([mailbox.stop(), silent.stop()]));

function at(port: number, more: Partial<SmtpBindings> = {}): SmtpBindings {
  return {
    SMTP_HOST: "localhost",
    SMTP_PORT: String(port),
    SMTP_SECURE: "0",
    SMTP_USERNAME: "foyer",
    SMTP_PASSWORD: "secret",
    MAIL_FROM: "Foyer <tickets@foyer.test>",
    ...more,
  };
}

function mailTo(to: string, text = "Hello"): Promise<ComposedMail> {
  const mail = { messageId: `${to}@test`, to, subject: "Tickets", text, html: "<p>Hello</p>", language: "en" };
  return composeMail(mail, "Foyer <tickets@foyer.test>");
}

/** All over one line, each with the next one announced. @returns what became of each. */
async function sendAll(bindings: SmtpBindings, mails: readonly ComposedMail[]): Promise<string[]> {
  const line = await SmtpLine.open(bindings);
  const outcomes: string[] = [];
  for (const [index, mail] of mails.entries()) outcomes.push((await line.send(mail, mails[index + 1])).kind);
  line.close();
  return outcomes;
}

const three = () => Promise.all(["ada@example.com", "grace@example.com", "emmy@example.com"].map((to) => mailTo(to)));

describe("mails over one line", () => {
  it("take one write each where the server takes several commands at once, and arrive as they were", async () => {
    silent.hangUp = "never";
    silent.pipelining = true;
    expect(await sendAll(at(silent.port), await three())).toEqual(["sent", "sent", "sent"]);
    expect(silent.taken).toHaveLength(3);
    expect(silent.writes).toBeLessThanOrEqual(2 + 1 + 3 + 1); // greeting and login, the first envelope, mails, goodbye
    expect(silent.taken[2]).toContain("emmy@example.com");
  });

  it("go step by step where it does not", async () => {
    silent.hangUp = "never";
    expect(await sendAll(at(silent.port), await three())).toEqual(["sent", "sent", "sent"]);
    expect(silent.taken).toHaveLength(3);
  });

  it("keep lines that begin with a dot", async () => {
    const [outcome] = await sendAll(at(mailbox.smtp.port), [await mailTo("ada@example.com", ".\n..\n.dot\nend")]);
    expect(outcome).toBe("sent");
    expect((await mailbox.messages())[0]?.text?.trim()).toBe(".\n..\n.dot\nend");
  });

  it("do not suffer when one in the middle is refused", async () => {
    mailbox.setFailure({ kind: "permanent", recipient: "grace@" });
    expect(await sendAll(at(mailbox.smtp.port), await three())).toEqual(["sent", "dead", "sent"]);
    mailbox.setFailure({ kind: "temporary", recipient: "ada@" });
    expect(await sendAll(at(mailbox.smtp.port), await three())).toEqual(["put_back", "sent", "sent"]);
    expect(await mailbox.messages()).toHaveLength(4);
  });

  it("leave in doubt only the one that was handed over when the server hangs up", async () => {
    silent.pipelining = true;
    expect(await sendAll(at(silent.port), await three())).toEqual(["uncertain", "put_back", "put_back"]);
    expect(silent.taken).toHaveLength(1);
  });

  it("never let an address be read as a command", async () => {
    const evil = { ...(await mailTo("ada@example.com")), envelope: { from: "tickets@foyer.test", to: ["x>\r\nRSET"] } };
    const [ada] = await three();
    expect(await sendAll(at(mailbox.smtp.port), [evil, ada ?? evil])).toEqual(["dead", "sent"]);
  });

  it("reach addresses that are not ASCII where the server takes them, and are refused where not", async () => {
    const zoë = await mailTo("zoë@example.com");
    expect(await sendAll(at(mailbox.smtp.port), [zoë])).toEqual(["sent"]);
    expect((await mailbox.messages())[0]?.to).toEqual(["zoë@example.com"]);
    silent.hangUp = "never";
    expect(await sendAll(at(silent.port), [zoë])).toEqual(["dead"]);
  });
});

describe("a line that is encrypted", () => {
  it.each([
    ["from the first byte", true],
    ["once the server offers it", false],
  ])("%s is only then signed in to", async (_when, secure) => {
    const authorities = getCACertificates();
    setDefaultCACertificates([...authorities, SELF_SIGNED.cert]);
    const seen: boolean[] = [];
    const server = new SMTPServer({
      ...SELF_SIGNED,
      secure,
      onAuth: (_auth, session, answer) => {
        seen.push(session.secure);
        answer(null, { user: "foyer" });
      },
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const { port } = server.server.address() as AddressInfo;
    try {
      expect(await sendAll(at(port, { SMTP_SECURE: secure ? "1" : "0" }), await three())).toEqual([
        "sent",
        "sent",
        "sent",
      ]);
      expect(seen).toEqual([true]);
    } finally {
      setDefaultCACertificates(authorities);
      await new Promise<void>((resolve) => server.close(resolve));
    }
  });
});

describe("a server that is none", () => {
  it.each([
    ["speaks something else", "HTTP/1.1 400 Bad Request\r\n\r\n"],
    ["never ends its reply", "220-hello\r\n".repeat(1_000)],
    ["never ends its line", "2".repeat(100_000)],
  ])("is not talked to when it %s", async (_what, greeting) => {
    const server = createServer((socket) => void socket.on("error", () => undefined).write(greeting));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await expect(SmtpLine.open(at((server.address() as AddressInfo).port))).rejects.toThrow(/the mail server sent/u);
    await new Promise((resolve) => server.close(resolve));
  });

  it("does not let us in with a wrong password", async () => {
    await expect(SmtpLine.open(at(mailbox.smtp.port, { SMTP_PASSWORD: "wrong" }))).rejects.toThrow("535");
  });
});
