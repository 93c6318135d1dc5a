// Owns the page of one mail. The mail's HTML is a stranger: it stands in a sandboxed frame, never in this page.

import { type Html, html } from "./html.ts";
import type { MessageSummary } from "./message.ts";
import type { Attachment, MessageContent } from "./message-reader.ts";
import { page } from "./page-frame.ts";

export function messagePage(message: MessageSummary, content: MessageContent): string {
  const link = `/messages/${message.id}`;
  const title = message.subject || "(no subject)";
  const body = html` <p><a href="/">All mails</a></p>
    <h1>${title}</h1>
    <dl>
      <dt>From</dt>
      <dd>${message.from || message.envelopeFrom}</dd>
      <dt>To</dt>
      <dd>${message.recipients.join(", ")}</dd>
      <dt>Received</dt>
      <dd>${new Date(message.receivedAtMs).toISOString()}</dd>
      <dt>Message-ID</dt>
      <dd>${message.messageId}</dd>
    </dl>
    ${
      content.html === null
        ? null
        : html`<h2>As shown</h2>
            <iframe
              title="The mail as its reader sees it"
              src="${link}/html"
              sandbox="allow-popups allow-popups-to-escape-sandbox"
            ></iframe>`
    }
    ${
      content.text === null
        ? null
        : html`<h2>Text</h2>
            <pre>${content.text}</pre>`
    }
    ${
      content.attachments.length === 0
        ? null
        : html`<h2>Attachments</h2>
            <ol>
              ${content.attachments.map((attachment, index) => attachmentEntry(link, attachment, index))}
            </ol>`
    }
    <details>
      <summary>All headers</summary>
      <pre>${content.headers.map(({ line }) => line).join("\n")}</pre>
    </details>
    <p><a href="${link}/raw">The mail as a file</a></p>`;
  return page(title, body);
}

/** The mail's own HTML, for the frame. Its links open elsewhere, since the frame may not navigate. */
export function framedHtml(mailHtml: string): string {
  return `<base target="_blank">${mailHtml}`;
}

function attachmentEntry(link: string, attachment: Attachment, index: number): Html {
  return html`<li>
    <a href="${link}/attachments/${index}"
      ><strong>${attachment.name}</strong
      ><span class="soft">${attachment.contentType}, ${attachment.content.length} bytes</span></a
    >
  </li>`;
}
