/**
 * Held seats, what they cost, how long they are kept, and how they are paid.
 */
import { html } from "hono/html";
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { HOLD_CLOCK } from "../generated/inline.gen.ts";
import { decimalText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html, Page } from "../layout.ts";
import { keptNote } from "./kept.ts";

export interface CheckoutView {
  readonly reservation: ReservationDocument;
  readonly title: string;
  readonly nowMs: number;
  readonly timeZone: string | undefined;
  readonly sorry: string | undefined;
  /** Payment methods of a test provider to choose from; without any the buyer's app gives a token. */
  readonly testMethods: readonly (readonly [token: string, label: string])[];
  /** What was entered before. */
  readonly email: string;
  readonly name: string;
}

export function checkoutPage(view: CheckoutView, texts: Texts): Page {
  const { reservation, title, sorry, nowMs } = view;
  const { shop, language } = texts;
  const main = html`<p class="eyebrow">${title}</p>
    <h1>${shop.checkout}</h1>
    ${sorry === undefined ? "" : html`<p class="note bad" role="alert">${sorry}</p>`}${keptNote(view, texts)}
    <section class="card">${linesTable(reservation, texts)}</section>
    <section class="card">${payForm(view, texts)}</section>
    <form method="post" class="pair">
      <button class="quiet" name="act" value="release">${shop.giveBack}</button>
    </form>`;
  const page = { language, title: shop.checkout, main };
  return reservation.clockStopped || Date.parse(reservation.expiresAt) <= nowMs
    ? page
    : { ...page, island: HOLD_CLOCK };
}

export function linesTable(reservation: ReservationDocument, texts: Texts): Html {
  const { shop, language } = texts;
  const { amount, seats } = reservation;
  const money = (value: number): string => decimalText(value, amount.currency, language);
  const fees = amount.lines.filter(({ kind }) => kind === "fee").reduce((sum, { total }) => sum + total, 0);
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${shop.seat}</th>
          <th scope="col">${shop.price}</th>
        </tr>
      </thead>
      <tbody>
        ${seats.map(
          ({ label, price }) =>
            html`<tr>
              <td>${label}</td>
              <td>${money(price.value)}</td>
            </tr>`,
        )}${
          fees > 0
            ? html`<tr>
                <td>${shop.fees}</td>
                <td>${money(fees)}</td>
              </tr>`
            : ""
        }
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${shop.total}</th>
          <td>${money(amount.value)}</td>
        </tr>
      </tfoot>
    </table>
    ${amount.tax > 0 ? html`<p class="soft">${fill(shop.taxIncluded, { tax: money(amount.tax) })}</p>` : ""}`;
}

function payForm(view: CheckoutView, texts: Texts): Html {
  const { shop, language } = texts;
  const { amount } = view.reservation;
  const total = decimalText(amount.value, amount.currency, language);
  const method =
    view.testMethods.length === 0
      ? html`<label
          >${shop.paymentToken}<input name="paymentToken" required pattern="[A-Za-z0-9_\\-]{1,255}" autocomplete="off"
        /></label>`
      : html`<label
          >${shop.payWith}<select name="paymentToken">
            ${view.testMethods.map(([token, label]) => html`<option value="${token}">${label}</option>`)}
          </select></label
        >`;
  return html`<form method="post">
    <div class="fields">
      <label
        >${shop.email}<input
          type="email"
          name="email"
          required
          maxlength="254"
          autocomplete="email"
          value="${view.email}" /></label
      ><label>${shop.name}<input name="name" maxlength="100" autocomplete="name" value="${view.name}" /></label
      >${method}
    </div>
    <p class="act"><button name="act" value="pay">${fill(shop.pay, { total })}</button></p>
  </form>`;
}

/**
 * On the way to the bank. A page and not a redirect, because a form of ours may lead only to our own pages
 * (`form-action 'self'`), and browsers hold the redirects after it to that, too.
 */
export function bankPage(title: string, redirectUrl: string, texts: Texts): Page {
  const { shop, language } = texts;
  const main = html`<p class="eyebrow">${title}</p>
    <h1>${shop.bank}</h1>
    <section class="card">
      <p>${shop.bankText}</p>
      <p class="act"><a class="button" href="${redirectUrl}">${shop.toBank}</a></p>
    </section>`;
  return { language, title: shop.bank, main };
}

/** While the payment is under way elsewhere: looks again by itself. */
export function processingPage(title: string, texts: Texts): Page {
  const { shop, language } = texts;
  const main = html`<p class="eyebrow">${title}</p>
    <h1>${shop.checkout}</h1>
    <section class="card" role="status"><p>${shop.processing}</p></section>`;
  return { language, title: shop.checkout, main };
}
