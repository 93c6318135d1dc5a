/**
 * One connection to the mail server, over which mails go one after the other, and what became of each.
 *
 * The message is a stream that the connection only begins to read once the server has asked for it. So it is known, when
 * the connection breaks without an answer, whether the mail can have been taken (docs/adr/0004).
 */
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { MailOutcome } from "./due-notice.ts";

export interface SmtpBindings {
  readonly SMTP_HOST: string;
  readonly SMTP_PORT: string;
  /** `1` for TLS from the first byte. */
  readonly SMTP_SECURE: string;
  readonly SMTP_USERNAME: string;
  readonly SMTP_PASSWORD: string;
  readonly MAIL_FROM: string;
}

export interface OutgoingMail {
  /** Without brackets. The same mail has the same, so that a server or a reader can tell a double. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Where one POST unsubscribes (RFC 8058); only of what is not about an order. */
  readonly unsubscribeUrl?: string;
}

/** A mail as it goes over the wire, made before its turn comes: many can be made side by side. */
export interface ComposedMail {
  readonly envelope: { readonly from: string | false; readonly to: string[] };
  readonly bytes: Buffer;
}

export async function composeMail(mail: OutgoingMail, from: string): Promise<ComposedMail> {
  const { unsubscribeUrl } = mail;
  const oneClick =
    unsubscribeUrl === undefined
      ? {}
      : { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  const composed = new MailComposer({
    from,
    to: { name: "", address: mail.to }, // as it is: an address is no place for a list or a name
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId}>`,
    headers: { "Content-Language": mail.language, "Auto-Submitted": "auto-generated", ...oneClick },
  }).compile();
  return { envelope: composed.getEnvelope(), bytes: await composed.build() };
}

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;

export class SmtpLine {
  readonly #connection: SMTPConnection;
  #isBroken = false;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    connection.on("error", () => {
      this.#isBroken = true;
    });
    connection.on("end", () => {
      this.#isBroken = true;
    });
  }

  /** @throws when the server cannot be reached or does not let us in; then nothing was sent. */
  static async open(bindings: SmtpBindings): Promise<SmtpLine> {
    const connection = new SMTPConnection({
      host: bindings.SMTP_HOST,
      port: Number(bindings.SMTP_PORT),
      secure: bindings.SMTP_SECURE === "1",
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: ANSWER_TIMEOUT_MS,
    });
    const line = new SmtpLine(connection);
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.connect((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    if (bindings.SMTP_USERNAME === "") return line;
    const credentials = { user: bindings.SMTP_USERNAME, pass: bindings.SMTP_PASSWORD };
    await new Promise<void>((resolve, reject) => {
      connection.login({ credentials }, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    return line;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  async send({ envelope, bytes }: ComposedMail): Promise<MailOutcome> {
    let isHandedOver = false;
    const message = new Readable({
      read() {
        isHandedOver = true;
        this.push(bytes);
        this.push(null);
      },
    });
    const outcome = await new Promise<MailOutcome>((resolve) => {
      const judge = (error: SMTPConnection.SMTPError | null | undefined): void => {
        this.#connection.removeListener("error", judge).removeListener("end", cut);
        resolve(error ? outcomeOf(error, isHandedOver) : { kind: "sent" });
      };
      const cut = (): void => judge(new Error("the mail server closed the connection"));
      // a connection that breaks tells it here, and never calls back
      this.#connection.once("error", judge).once("end", cut);
      this.#connection.send(envelope, message, judge);
    });
    if (outcome.kind !== "sent" && !this.#isBroken) await this.#startOver();
    return outcome;
  }

  /** A refused mail leaves its envelope open, and the next one would be refused for it. */
  async #startOver(): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (error?: unknown): void => {
        this.#connection.removeListener("end", done);
        this.#isBroken ||= error instanceof Error;
        resolve();
      };
      this.#connection.once("end", done);
      this.#connection.reset(done);
    });
  }

  close(): void {
    if (this.#isBroken) this.#connection.close();
    else this.#connection.quit();
  }
}

/** A server that answered has refused; one that fell silent after it had the message may have kept it. */
function outcomeOf(error: SMTPConnection.SMTPError, isHandedOver: boolean): MailOutcome {
  const { responseCode, message } = error;
  if (responseCode === undefined) {
    return { kind: isHandedOver ? "uncertain" : "put_back", why: message };
  }
  const isForGood = responseCode >= 500 && /^(?:MAIL FROM|RCPT TO|DATA)$/u.test(error.command ?? "");
  return { kind: isForGood ? "dead" : "put_back", why: message };
}
