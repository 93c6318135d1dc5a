/**
 * "My orders": asking for the link, having asked, and the list that the link opens.
 */
import { html } from "hono/html";
import type { MyOrdersDocument } from "../../../core/contract/my-orders.ts";
import { dayAndMonth, decimalText, whenText } from "../formats.ts";
import { fill, type ShopTexts, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";

/** @param wrong the address that was typed is none */
export function askPage({ email, wrong }: { readonly email: string; readonly wrong: boolean }, texts: Texts): Page {
  const { mine, language } = texts;
  const main = html`<h1>${mine.title}</h1>
    <section class="card">
      <p>${mine.intro}</p>
      <form method="post" action="/my-orders">
        <label
          >${mine.email}<input
            type="email"
            name="email"
            required
            maxlength="254"
            autocomplete="email"
            inputmode="email"
            autocapitalize="none"
            spellcheck="false"
            value="${email}"
            ${wrong ? html`aria-invalid="true" aria-describedby="wrong"` : ""}
        /></label>
        ${wrong ? html`<p class="note bad" role="alert" id="wrong">${mine.bad}</p>` : ""}
        <p class="act"><button>${mine.send}</button></p>
      </form>
    </section>`;
  return { language, title: mine.title, main };
}

export function sentPage({ email, minutes }: { readonly email: string; readonly minutes: number }, texts: Texts): Page {
  const { mine, language } = texts;
  const main = html`<h1>${mine.sentTitle}</h1>
    <section class="card" role="status">
      <p>${fill(mine.sent, { email, n: minutes })}</p>
    </section>
    <p><a href="/my-orders">${mine.again}</a></p>`;
  return { language, title: mine.sentTitle, main };
}

export function expiredPage(minutes: number, texts: Texts): Page {
  const { mine, language } = texts;
  const main = html`<h1>${mine.expiredTitle}</h1>
    <section class="card">
      <p>${fill(mine.expired, { n: minutes })}</p>
      <p class="act"><a class="button" href="/my-orders">${mine.send}</a></p>
    </section>`;
  return { language, title: mine.expiredTitle, main };
}

type Listed = MyOrdersDocument["orders"][number];

const STATUS: Readonly<Record<Listed["status"], keyof ShopTexts>> = {
  paid: "paid",
  refunded: "refunded",
  partially_refunded: "partiallyRefunded",
};

export function listPage({ email, orders }: MyOrdersDocument, texts: Texts): Page {
  const { mine, language, shop } = texts;
  const list =
    orders.length === 0
      ? html`<p class="card">${mine.none}</p>`
      : html`<ul class="events">
          ${orders.map((order) => orderItem(order, texts))}
        </ul>`;
  const main = html`<p class="eyebrow">${email}</p>
    <h1>${mine.title}</h1>
    ${list}
    <p><a href="/">${shop.backToEvents}</a></p>`;
  return { language, title: mine.title, main };
}

function orderItem(order: Listed, { mine, shop, language }: Texts): Html {
  const startsAtMs = Date.parse(order.startsAt);
  const [day, month] = dayAndMonth(startsAtMs, language, order.timeZone);
  const { pathname, search } = new URL(order.url); // under the name by which the visitor reached us
  return html`<li>
    <a href="${pathname}${search}">
      <article class="card">
        <div class="day" aria-hidden="true"><b>${day}</b><span>${month}</span></div>
        <div>
          <h2>${order.title}</h2>
          <p class="soft">${whenText(startsAtMs, language, order.timeZone)} · ${order.venue}</p>
          <p class="line">
            <span>${fill(mine.places, { n: order.places })}</span
            ><span>${decimalText(order.amount.value, order.amount.currency, language)}</span
            ><b class="tag">${shop[STATUS[order.status]]}</b>
          </p>
          <p class="soft">${order.reference}</p>
        </div>
      </article>
    </a>
  </li>`;
}
