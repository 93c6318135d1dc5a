/**
 * What was bought, and what a buyer needs on the way to the door: how the order stands, each ticket with its code, what
 * can be taken home, what it cost. Whoever holds the order's link may read it.
 */
import { html } from "hono/html";
import type { OrderDetails, OrderDocument } from "../../../core/contract/seats.ts";
import { decimalText, whenText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";
import { refundPart, type RefundView } from "./refund.ts";
import { ticketCard, type TicketPart } from "./ticket.ts";

export interface OrderView extends RefundView {
  /** What is on, also while the books do not answer. */
  readonly title: string | undefined;
  /** Section, row and seat, as the chart calls them. */
  readonly placeOf: (ticket: OrderDocument["tickets"][number]) => readonly TicketPart[];
}

export function orderPage(view: OrderView, texts: Texts): Page {
  const { order, title } = view;
  const { shop, receipt, language } = texts;
  const { details, tickets, reference } = order;
  const main = html`<p class="eyebrow">${shop.order} · ${reference}</p>
    <h1>${order.status === "refunded" ? receipt.refundedTitle : receipt.paidTitle}</h1>
    ${status(order, texts)}${occasion(details, title, texts)}${tickets.length === 0 ? "" : takeHome(view, texts)}
    ${tickets.map((ticket, index) =>
      ticketCard(
        {
          ticket,
          nth: index + 1,
          total: tickets.length,
          holder: details?.buyer.name ?? null,
          parts: view.placeOf(ticket),
        },
        texts,
      ),
    )}
    ${costs(order, texts)}${told(order, texts)}${refundPart(view, texts)}
    <p class="unprinted"><a href="/">${shop.backToEvents}</a></p>`;
  return { language, title: `${title ?? shop.order} · ${reference}`, main };
}

function status({ status, details }: OrderDocument, { shop, receipt }: Texts): Html {
  const email = details?.buyer.email;
  const mail = email === null || email === undefined ? shop.mailComes : fill(receipt.mailTo, { email });
  switch (status) {
    case "paid":
      return html`<p class="note good">
        <b>${shop.thanks}</b> ${receipt.paidText} <span class="unprinted">${mail}</span>
      </p>`;
    case "partially_refunded":
      return html`<p class="note"><b>${shop.partiallyRefunded}.</b> ${receipt.partlyText}</p>`;
    case "refunded":
      return html`<p class="note">${receipt.refundedText}</p>`;
    default:
      return status satisfies never;
  }
}

function occasion(details: OrderDetails | undefined, title: string | undefined, { language }: Texts): Html | string {
  if (details === undefined) return title === undefined ? "" : html`<h2>${title}</h2>`;
  const { event } = details;
  const { venue } = event;
  const address = [venue.address, venue.city].filter((part) => part !== null).join(", ");
  return html`<section>
    <h2>${event.title}</h2>
    <p><time datetime="${event.startsAt}">${whenText(Date.parse(event.startsAt), language, venue.timeZone)}</time></p>
    <p class="soft">${venue.name}${address === "" ? "" : html`<br />${address}`}</p>
  </section>`;
}

function takeHome({ order, query }: OrderView, { receipt, event, language }: Texts): Html {
  const at = (name: string): string => `/orders/${order.orderId}/${name}${query}`;
  return html`<p class="pair unprinted">
    <a class="button" href="${at("tickets.pdf")}&lang=${language}" download>${receipt.pdf}</a>
    <a class="button plain" href="${at("calendar.ics")}" download>${event.calendar}</a>
  </p>`;
}

function costs({ amount, details }: OrderDocument, texts: Texts): Html {
  const { shop, receipt, language } = texts;
  const money = (value: number): string => decimalText(value, amount.currency, language);
  const row = (name: string, value: string): Html =>
    html`<tr>
      <td>${name}</td>
      <td>${value}</td>
    </tr>`;
  const lines = (details?.lines ?? []).map(({ kind, category, quantity, unit, total }) => {
    const name = kind === "fee" ? shop.fees : (category ?? shop.price);
    return row(quantity === 1 ? name : `${name} · ${quantity} × ${money(unit.value)}`, money(total.value));
  });
  const given = details?.refunded.value ?? 0;
  const tax = details?.tax.value ?? 0;
  return html`<section class="card">
    <h2 class="flush">${receipt.lines}</h2>
    <table>
      <tbody>
        ${lines}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${shop.total}</th>
          <td>${money(amount.value)}</td>
        </tr>
        ${given > 0 ? row(receipt.given, money(-given)) : ""}
      </tfoot>
    </table>
    ${tax > 0 ? html`<p class="soft">${fill(shop.taxIncluded, { tax: money(tax) })}</p>` : ""}${details === undefined ? "" : bought(details, texts)}
  </section>`;
}

function bought({ placedAt, organizer, event }: OrderDetails, { receipt, language }: Texts): Html {
  const time = whenText(Date.parse(placedAt), language, event.venue.timeZone);
  return html`<p class="soft">${fill(receipt.bought, { time })} · ${fill(receipt.soldBy, { organizer })}</p>`;
}

/** Mails and text messages about the order, so that nobody has to wonder. */
function told({ notices = [], details }: OrderDocument, { receipt, language }: Texts): Html | string {
  const about = notices.flatMap(({ kind, ...notice }) =>
    kind === "order_confirmation" || kind === "refund" || kind === "event_reminder" ? [{ kind, ...notice }] : [],
  );
  if (about.length === 0) return "";
  const items = about.map(({ kind, recipient, state, sentAt }) => {
    const how = receipt[state === "unknown" ? "uncertain" : state];
    const when = sentAt === null ? "" : ` · ${whenText(Date.parse(sentAt), language, details?.event.venue.timeZone)}`;
    return html`<li>${receipt[kind]} · ${recipient} · ${how}${when}</li>`;
  });
  return html`<section class="card unprinted">
    <h2 class="flush">${receipt.told}</h2>
    <ul class="feed">
      ${items}
    </ul>
  </section>`;
}
