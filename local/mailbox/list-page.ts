// Owns the page that lists mails, with a search by recipient and subject.

import { type Html, html } from "./html.ts";
import type { MessageFilter, MessageSummary } from "./message.ts";
import { page } from "./page-frame.ts";

export interface ListView {
  readonly found: readonly MessageSummary[];
  readonly matching: number;
  readonly kept: number;
  readonly filter: MessageFilter;
  /** How many text messages there are beside the mails. */
  readonly texts: number;
}

export function listPage(view: ListView): string {
  const { filter, found, matching, kept, texts } = view;
  const isSearch = Boolean(filter.to || filter.subject);
  const last = found.at(-1);
  const content = html` <h1>Mailbox</h1>
    <p class="soft">
      ${isSearch ? `${matching} of ${kept} mails match.` : `${kept} mails.`} Nothing here has left this machine.
    </p>
    <p><a href="/texts">Text messages (${texts})</a></p>
    <form method="get" action="/" role="search">
      <label>Recipient <input name="to" type="search" value="${filter.to ?? ""}" autocomplete="off" /></label>
      <label>Subject <input name="subject" type="search" value="${filter.subject ?? ""}" autocomplete="off" /></label>
      <button>Search</button>
    </form>
    ${
      found.length === 0
        ? emptyNote(isSearch)
        : html`<ol>
            ${found.map(entry)}
          </ol>`
    }
    ${last && found.length < matching ? html`<p><a href="${olderLink(filter, last.id)}">Older mails</a></p>` : null}
    ${kept + texts > 0 ? html`<form method="post" action="/delete"><button>Delete everything</button></form>` : null}`;
  return page("Mailbox", content);
}

function entry(message: MessageSummary): Html {
  const received = new Date(message.receivedAtMs).toISOString();
  return html`<li>
    <a href="/messages/${message.id}">
      <strong>${message.subject || "(no subject)"}</strong>
      <time class="soft" datetime="${received}">${received.slice(0, 19).replace("T", " ")} UTC</time>
      <span class="soft">to ${message.recipients.join(", ")}</span>
    </a>
  </li> `;
}

function emptyNote(isSearch: boolean): Html {
  if (isSearch) return html`<p>No mail matches. <a href="/">Show all</a></p>`;
  return html`<p>No mail yet. As soon as the system sends one, it is here; <a href="/">look again</a>.</p>`;
}

function olderLink(filter: MessageFilter, before: string): string {
  return `/?${new URLSearchParams({ to: filter.to ?? "", subject: filter.subject ?? "", before }).toString()}`;
}
