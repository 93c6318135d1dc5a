// Owns the lines that a mailbox puts before a mail it accepts (RFC 5321, 4.4): the envelope, which the mail itself
// does not carry. With them a kept file is a complete, ordinary .eml, and an index can be rebuilt from files alone.

import type { Envelope, MessageSummary } from "./message.ts";
import { fieldOf, readHead } from "./message-head.ts";

export function stamp(raw: Buffer, envelope: Envelope, receivedAtMs: number): Buffer {
  const lines = [
    `Return-Path: <${envelope.from}>`,
    ...envelope.recipients.map((recipient) => `Delivered-To: ${recipient}`),
    `Received: by mailbox.local with ESMTPA; ${new Date(receivedAtMs).toUTCString()}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n`), raw]);
}

/** @param head the beginning of a stamped mail, at least to the end of its headers. */
export function summarize(id: string, head: Buffer, bytes: number): MessageSummary {
  const fields = readHead(head);
  return {
    id,
    receivedAtMs: Number.parseInt(id, 10),
    envelopeFrom: withoutBrackets(fieldOf(fields, "return-path")),
    recipients: fields.get("delivered-to") ?? [],
    bytes,
    messageId: withoutBrackets(fieldOf(fields, "message-id")),
    from: fieldOf(fields, "from"),
    subject: fieldOf(fields, "subject"),
  };
}

function withoutBrackets(text: string): string {
  return text.replace(/^<(.*)>$/, "$1");
}
