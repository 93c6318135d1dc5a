/**
 * Held seats, what they cost, how long they are kept, and how they are paid.
 */
import { html } from "hono/html";
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { CARD_FORM, HOLD_CLOCK } from "../generated/inline.gen.ts";
import { decimalText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import { type Html, type Page, STRIPE } from "../layout.ts";
import { keptNote } from "./kept.ts";
import { type Entered, payForm, type PaymentMeans } from "./pay-form.ts";

export interface CheckoutView {
  readonly reservation: ReservationDocument;
  readonly title: string;
  readonly nowMs: number;
  readonly timeZone: string | undefined;
  /** What the last try came to. */
  readonly sorry: string | undefined;
  /** Further tries to pay; `undefined` before the first. */
  readonly triesLeft: number | undefined;
  readonly means: PaymentMeans;
  readonly entered: Entered;
}

export function checkoutPage(view: CheckoutView, texts: Texts): Page {
  const { reservation, title, sorry, nowMs, means, triesLeft } = view;
  const { shop, pay, language } = texts;
  const canPay = triesLeft === undefined || triesLeft > 0;
  const tries = triesLeft === undefined ? "" : canPay ? fill(pay.triesLeft, { n: triesLeft }) : pay.noTries;
  const main = html`<p class="eyebrow">${title}</p>
    <h1>${shop.checkout}</h1>
    ${sorry === undefined ? "" : html`<p class="note bad" role="alert">${sorry}</p>`}${keptNote(view, texts)}
    <section class="card">${linesTable(reservation, texts)}</section>
    <section class="card">
      ${tries === "" ? "" : html`<p class="soft">${tries}</p>`}${canPay ? payForm(reservation, means, view.entered, texts) : ""}
    </section>
    <form method="post" class="pair">
      <button class="quiet" name="act" value="release">${shop.giveBack}</button>
    </form>`;
  const page = { language, title: shop.checkout, main };
  if (means.kind === "element" && canPay && reservation.amount.value > 0) {
    return { ...page, island: CARD_FORM, data: { key: means.publishableKey, language }, provider: STRIPE };
  }
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
