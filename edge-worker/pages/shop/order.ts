/**
 * What was bought. Whoever holds the order's link may read it.
 */
import { html } from "hono/html";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import { decimalText } from "../formats.ts";
import type { ShopTexts, Texts } from "../languages/texts.ts";
import type { Page } from "../layout.ts";

const STATUS: Readonly<Record<OrderDocument["status"], keyof ShopTexts>> = {
  paid: "paid",
  refunded: "refunded",
  partially_refunded: "partiallyRefunded",
};

export function orderPage(order: OrderDocument, texts: Texts): Page {
  const { shop, language } = texts;
  const total = decimalText(order.amount.value, order.amount.currency, language);
  const main = html`<p class="eyebrow">${shop.order}</p>
    <h1>${order.status === "paid" ? shop.thanks : shop[STATUS[order.status]]}</h1>
    <section class="card stub">
      <p class="soft">${shop.reference}</p>
      <div class="big reference">${order.reference}</div>
    </section>
    <section class="card">
      <table>
        <thead>
          <tr>
            <th scope="col">${shop.seat}</th>
            <th scope="col">${shop.reference}</th>
          </tr>
        </thead>
        <tbody>
          ${order.tickets.map(
            ({ label, ticketId }) =>
              html`<tr>
                <td>${label}</td>
                <td><code>${ticketId.slice(0, 8)}</code></td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${shop.total} · ${shop[STATUS[order.status]]}</th>
            <td>${total}</td>
          </tr>
        </tfoot>
      </table>
    </section>
    <p>${shop.mailComes}</p>
    <p><a href="/">${shop.backToEvents}</a></p>`;
  return { language, title: `${shop.order} ${order.reference}`, main };
}
