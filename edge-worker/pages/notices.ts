/**
 * Being told when a sale opens, and being told no more: the form on an event's page, and the pages behind the links of
 * mails. Everything works without a script, and nothing happens on a mere look: programs open links of mails, too.
 */
import { html } from "hono/html";
import type { SaleReminderDocument, SubscriptionDocument } from "../../core/contract/notices.ts";
import { fill, type Texts } from "./languages/texts.ts";
import type { Html, Page } from "./layout.ts";

/** For an event's page, while its sale has not begun. */
export function saleReminderForm(eventId: string, { notices }: Texts): Html {
  return html`<section class="card" id="tell-me">
    <h2>${notices.title}</h2>
    <p class="soft">${notices.lead}</p>
    <form method="post" action="/events/${eventId}/sale-reminder">
      <div class="fields">
        <label>${notices.email}<input type="email" name="email" required maxlength="254" autocomplete="email" /></label>
      </div>
      <p class="act"><button>${notices.act}</button></p>
    </form>
  </section>`;
}

/** Says the same to everybody, whatever is known of the address. */
export function askedPage(eventId: string, texts: Texts): Page {
  const { notices } = texts;
  return page(notices.asked, [notices.askedText], toEvent(eventId, texts), texts);
}

export function reminderPage({ eventId, title, email, confirmed, over }: SaleReminderDocument, texts: Texts): Page {
  const { notices } = texts;
  const say = (text: string): string => fill(text, { email, title });
  if (over) return page(title, [say(notices.over)], toEvent(eventId, texts), texts);
  if (confirmed) return page(notices.confirmed, [say(notices.confirmedText)], toEvent(eventId, texts), texts);
  return page(notices.confirmTitle, [say(notices.confirmLead)], button("confirm", notices.confirm), texts);
}

/** @param changed what was just asked for; absent on a first look. */
export function subscriptionPage(
  { organizer, email, subscribed }: SubscriptionDocument,
  changed: boolean,
  texts: Texts,
): Page {
  const { notices } = texts;
  const say = (text: string): string => fill(text, { email, organizer });
  if (!subscribed) {
    return page(notices.stopped, [say(notices.stoppedText)], button("again", notices.again, "quiet"), texts);
  }
  return changed
    ? page(notices.back, [say(notices.backText)], "", texts)
    : page(notices.stopTitle, [say(notices.stopLead)], button("stop", notices.stop), texts);
}

function page(title: string, lines: readonly string[], after: Html | string, { language, shop }: Texts): Page {
  const main = html`<h1>${title}</h1>
    <section class="card">${lines.map((line) => html`<p>${line}</p>`)}${after}</section>
    <p><a href="/">${shop.backToEvents}</a></p>`;
  return { language, title, main };
}

function button(act: string, label: string, look = ""): Html {
  return html`<form method="post">
    <p class="act"><button class="${look}" name="act" value="${act}">${label}</button></p>
  </form>`;
}

function toEvent(eventId: string, { notices }: Texts): Html {
  return html`<p class="act"><a class="button quiet" href="/events/${eventId}">${notices.toEvent}</a></p>`;
}
