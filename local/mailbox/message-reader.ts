// Owns the opening of mails, when somebody looks at one: text, HTML, attachments. What was opened lately is kept.

import { type ParsedMail, simpleParser } from "mailparser";
import type { MailMessage, MessageSummary } from "./message.ts";
import type { MessageArchive } from "./message-archive.ts";

const OPENED_MAX = 100;

export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface MessageContent {
  readonly text: string | null;
  /** As it was sent, with embedded images (`cid:`) made `data:` URLs. Not safe: show it in a sandbox only. */
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly headers: readonly { readonly name: string; readonly line: string }[];
}

export class MessageReader {
  readonly #archive: MessageArchive;
  readonly #opened = new Map<string, MessageContent>(); // the latest last

  constructor(archive: MessageArchive) {
    this.#archive = archive;
  }

  async open(id: string): Promise<MessageContent | undefined> {
    const raw = await this.#archive.read(id);
    if (!raw) return undefined;
    const known = this.#opened.get(id);
    if (known) return known;
    const content = toContent(await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true }));
    const oldest = this.#opened.size >= OPENED_MAX ? this.#opened.keys().next().value : undefined;
    if (oldest !== undefined) this.#opened.delete(oldest);
    this.#opened.set(id, content);
    return content;
  }

  /** For programs. A mail that vanished meanwhile has no content. */
  async describe(summary: MessageSummary): Promise<MailMessage> {
    const content = await this.open(summary.id);
    return {
      id: summary.id,
      messageId: summary.messageId,
      from: summary.from,
      to: summary.recipients,
      subject: summary.subject,
      text: content?.text ?? null,
      html: content?.html ?? null,
      receivedAt: new Date(summary.receivedAtMs).toISOString(),
    };
  }
}

function toContent(mail: ParsedMail): MessageContent {
  return {
    text: mail.text ?? null,
    html: mail.html || null,
    attachments: mail.attachments.map((attachment, index) => ({
      name: attachment.filename ?? `attachment-${index + 1}`,
      contentType: attachment.contentType,
      content: attachment.content,
    })),
    headers: mail.headerLines.map(({ key, line }) => ({ name: key, line })),
  };
}
