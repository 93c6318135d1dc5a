/**
 * Who buys, and with what: the form of the checkout. In production the card is typed into the provider's own element and
 * never seen by us; a test provider's cards are offered in a list. What is sent is a token either way.
 */
import { html } from "hono/html";
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { decimalText } from "../formats.ts";
import { fill, type PayTexts, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";

/** How a payment token comes about. */
export type PaymentMeans =
  | { readonly kind: "test_cards" }
  /** The provider's own card form, in a frame that it opens itself. */
  | { readonly kind: "element"; readonly publishableKey: string }
  /** Neither is set up: whoever has a token may give it. */
  | { readonly kind: "token" };

/** What was entered before, and which of it was wrong. */
export interface Entered {
  readonly email: string;
  readonly name: string;
  /** `undefined` where nobody could send text messages: then no number is asked for. */
  readonly phone: string | undefined;
  readonly wrong: ReadonlySet<"email" | "name" | "phone">;
}

/** The provider's documented test cards that a buyer can be played with, and what each does. */
const TEST_CARDS = [
  ["pm_card_visa", "Visa 4242", "cardPays"],
  ["pm_card_mastercard", "Mastercard 4444", "cardPays"],
  ["pm_card_authenticationRequired", "Visa 3184", "cardAsks"],
  ["pm_card_chargeDeclined", "Visa 0002", "cardDeclines"],
  ["pm_card_chargeDeclinedInsufficientFunds", "Visa 9995", "cardEmpty"],
] as const satisfies readonly (readonly [token: string, card: string, does: keyof PayTexts])[];

/** What pays for a reservation that costs nothing. */
const NO_PAYMENT = "free";

export function payForm({ amount }: ReservationDocument, means: PaymentMeans, entered: Entered, texts: Texts): Html {
  const { shop, pay, language } = texts;
  const isFree = amount.value === 0;
  const label = isFree ? pay.order : fill(shop.pay, { total: decimalText(amount.value, amount.currency, language) });
  return html`<form method="post" id="pay-form">
    <fieldset>
      <legend>${pay.contact}</legend>
      <div class="fields">${emailField(entered, texts)}${nameField(entered, texts)}${phoneField(entered, texts)}</div>
    </fieldset>
    <fieldset>
      <legend>${pay.payment}</legend>
      ${
        isFree
          ? html`<p>${pay.free}</p>
              <input type="hidden" name="paymentToken" value="${NO_PAYMENT}" />`
          : method(means, texts)
      }
    </fieldset>
    <p class="soft">${pay.terms}</p>
    <p class="act"><button name="act" value="pay">${label}</button></p>
  </form>`;
}

function emailField({ email, wrong }: Entered, { shop, pay }: Texts): Html {
  const isWrong = wrong.has("email");
  return html`<label
    >${shop.email}<input
      type="email"
      name="email"
      required
      maxlength="254"
      autocomplete="email"
      inputmode="email"
      autocapitalize="none"
      spellcheck="false"
      value="${email}"
      aria-describedby="email-hint"
      ${isWrong ? html`aria-invalid="true"` : ""}
    /><span class="hint ${isWrong ? "wrong" : ""}" id="email-hint"
      >${isWrong ? pay.emailBad : pay.emailHint}</span
    ></label
  >`;
}

function nameField({ name, wrong }: Entered, { shop, pay }: Texts): Html {
  const isWrong = wrong.has("name");
  return html`<label
    >${shop.name}<input
      name="name"
      maxlength="100"
      autocomplete="name"
      value="${name}"
      aria-describedby="name-hint"
      ${isWrong ? html`aria-invalid="true"` : ""}
    /><span class="hint ${isWrong ? "wrong" : ""}" id="name-hint">${isWrong ? pay.nameBad : pay.nameHint}</span></label
  >`;
}

function phoneField({ phone, wrong }: Entered, { pay }: Texts): Html | string {
  if (phone === undefined) return "";
  const isWrong = wrong.has("phone");
  return html`<label
    >${pay.phone}<input
      type="tel"
      name="phone"
      maxlength="20"
      autocomplete="tel"
      inputmode="tel"
      value="${phone}"
      aria-describedby="phone-hint"
      ${isWrong ? html`aria-invalid="true"` : ""}
    /><span class="hint ${isWrong ? "wrong" : ""}" id="phone-hint"
      >${isWrong ? pay.phoneBad : pay.phoneHint}</span
    ></label
  >`;
}

function method(means: PaymentMeans, { shop, pay }: Texts): Html {
  switch (means.kind) {
    case "test_cards":
      return html`<label
          >${shop.payWith}<select name="paymentToken" autocomplete="off">
            ${TEST_CARDS.map(([token, card, does]) => html`<option value="${token}">${fill(pay[does], { card })}</option>`)}
          </select></label
        >
        <p class="hint">${pay.testNote}</p>`;
    case "element":
      return html`<input type="hidden" name="paymentToken" /><span id="card-label">${pay.card}</span>
        <div id="card" class="field" role="group" aria-labelledby="card-label"></div>
        <p class="note bad" id="card-sorry" role="alert" data-blocked="${pay.cardBlocked}" hidden></p>
        <noscript><p class="note bad">${pay.needsScript}</p></noscript>`;
    case "token":
      return html`<label
        >${shop.paymentToken}<input name="paymentToken" required pattern="[A-Za-z0-9_\\-]{1,255}" autocomplete="off"
      /></label>`;
    default:
      return means satisfies never;
  }
}
