// Owns the page that lists text messages, in the mailbox's frame: one place to look for whatever the system sends.

import { type Html, html } from "../mailbox/html.ts";
import { page } from "../mailbox/page-frame.ts";
import type { TextMessage } from "./text-archive.ts";

const SHOWN_MAX = 500;

export function textsPage(texts: readonly TextMessage[]): string {
  const content = html`<p><a href="/">Mails</a></p>
    <h1>Text messages</h1>
    <p class="soft">
      ${
        texts.length === 0
          ? "None yet. Leave a telephone number at the checkout, and the confirmation is here too."
          : `${texts.length} ${texts.length === 1 ? "text message" : "text messages"}.`
      }
      Nothing here has left this machine.
    </p>
    ${
      texts.length === 0
        ? null
        : html`<ol>
            ${texts.slice(0, SHOWN_MAX).map(entry)}
          </ol>`
    }`;
  return page("Text messages", content);
}

function entry({ to, body, receivedAtMs }: TextMessage): Html {
  const received = new Date(receivedAtMs).toISOString();
  return html`<li>
    <article>
      <strong>${to}</strong>
      <time class="soft" datetime="${received}">${received.slice(0, 19).replace("T", " ")} UTC</time>
      <p>${linked(body)}</p>
    </article>
  </li> `;
}

/** The link in it can be followed, as on a telephone. */
function linked(body: string): Html[] {
  return body
    .split(/(https?:\/\/\S+)/u)
    .map((part) => (/^https?:\/\//u.test(part) ? html`<a href="${part}">${part}</a>` : html`${part}`));
}
