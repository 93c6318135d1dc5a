/**
 * One connection to the mail server, over which mails go one after the other, and what became of each.
 *
 * A mail is handed over once its message is written, and not before the server has asked for it. So it is known, when
 * the connection breaks without an answer, whether the mail can have been taken (docs/adr/0004).
 */
import MailComposer from "nodemailer/lib/mail-composer";
import type { MailOutcome } from "./due-notice.ts";
import { told, type Reply } from "./smtp/replies.ts";
import { SmtpSession, type SmtpBindings } from "./smtp/session.ts";

export type { SmtpBindings } from "./smtp/session.ts";

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

/** Anything else in an address could be read as another command. */
const ADDRESS = /^[^\s<>\p{Cc}]{1,320}$/u;
const NOT_ASCII = /\P{ASCII}/u;
const GO_ON = 354;

export class SmtpLine {
  readonly #session: SmtpSession;
  /** The mail whose envelope stands in the write before, unanswered. */
  #announced: ComposedMail | undefined;

  private constructor(session: SmtpSession) {
    this.#session = session;
  }

  /** @throws when the server cannot be reached or does not let us in; then nothing was sent. */
  static async open(bindings: SmtpBindings): Promise<SmtpLine> {
    return new SmtpLine(await SmtpSession.open(bindings));
  }

  get isBroken(): boolean {
    return this.#session.isBroken;
  }

  /** @param next the mail of the next call, if that is known: its envelope then goes along with this message. */
  async send(mail: ComposedMail, next?: ComposedMail): Promise<MailOutcome> {
    let isHandedOver = false;
    try {
      const commands = this.#envelopeOf(mail);
      if (typeof commands === "string") return { kind: "dead", why: commands };
      const refusal = await this.#introduce(mail, commands);
      if (refusal !== undefined) return refusal;
      isHandedOver = true;
      this.#session.write(messageOf(mail.bytes) + this.#announcementOf(next));
      const reply = await this.#session.reply();
      return isYes(reply) ? { kind: "sent" } : { kind: "put_back", why: `Message failed: ${told(reply)}` };
    } catch (error) {
      this.#session.destroy();
      const why = error instanceof Error ? error.message : String(error);
      return { kind: isHandedOver ? "uncertain" : "put_back", why };
    }
  }

  close(): void {
    if (this.#announced === undefined) this.#session.quit();
    else this.#session.destroy(); // the server waits for a message
  }

  /** The commands that open a mail, or why it has no envelope. */
  #envelopeOf({ envelope: { from, to } }: ComposedMail): string[] | string {
    const sender = from === false ? "" : from;
    const addresses = [sender, ...to];
    if (to.length === 0 || !addresses.every((address) => address === "" || ADDRESS.test(address)))
      return "this is no address";
    const isInternational = addresses.some((address) => NOT_ASCII.test(address));
    if (isInternational && !this.#session.offers("SMTPUTF8")) return "the mail server takes no address like this";
    const commands = [
      `MAIL FROM:<${sender}>${isInternational ? " SMTPUTF8" : ""}`,
      ...to.map((address) => `RCPT TO:<${address}>`),
      "DATA",
    ];
    return commands.map((command) => Buffer.from(command, "utf8").toString("latin1"));
  }

  #announcementOf(next: ComposedMail | undefined): string {
    if (next === undefined || !this.#session.offers("PIPELINING")) return "";
    const commands = this.#envelopeOf(next);
    if (typeof commands === "string") return "";
    this.#announced = next;
    return written(commands);
  }

  /** Until the server asks for the message. @returns why it does not want it. */
  async #introduce(mail: ComposedMail, commands: readonly string[]): Promise<MailOutcome | undefined> {
    const isAnnounced = this.#announced === mail;
    this.#announced = undefined;
    const isPipelined = this.#session.offers("PIPELINING");
    if (isPipelined && !isAnnounced) this.#session.write(written(commands));
    let refusal: MailOutcome | undefined;
    let answer: Reply | undefined;
    for (const command of commands) {
      if (!isPipelined) this.#session.write(written([command]));
      answer = await this.#session.reply();
      if (!isYes(answer)) refusal ??= refusalOf(answer);
      if (refusal !== undefined && !isPipelined) break;
    }
    if (refusal === undefined) return undefined;
    // a server that goes on nevertheless has nobody to deliver to, and is given nothing
    if (answer?.code === GO_ON) {
      this.#session.write(".\r\n");
      await this.#session.reply();
    }
    const reset = await this.#session.ask("RSET"); // or the next mail would be refused for this one
    if (!isYes(reset)) this.#session.destroy();
    return refusal;
  }
}

function written(commands: readonly string[]): string {
  return commands.map((command) => `${command}\r\n`).join("");
}

/** With whole line ends and doubled dots (RFC 5321, 4.5.2), and the dot that ends it. */
function messageOf(bytes: Buffer): string {
  const text = `\n${bytes.toString("latin1")}`.replaceAll(/\r?\n(\.?)/gu, "\r\n$1$1").slice(2);
  return `${text}${text.endsWith("\r\n") ? "" : "\r\n"}.\r\n`;
}

function isYes({ code }: Reply): boolean {
  return code < 400;
}

/** Before the message: what the server refuses for good it will refuse again. */
function refusalOf(reply: Reply): MailOutcome {
  return { kind: reply.code >= 500 ? "dead" : "put_back", why: told(reply) };
}
