// The page of the payer's bank: two real buttons, no script. It answers the authentication and sends the payer back to
// the shop with the parameters that Stripe appends.
import type { PaymentIntent } from "../rules/records.ts";
import { html, page } from "./html.ts";
import { writtenMoney } from "./money.ts";

export function challengePage(intent: PaymentIntent): string {
  const amount = writtenMoney(intent.amount, intent.currency);
  const body = html`<main class="panel narrow">
    <h1>Confirm your payment</h1>
    <p>Your bank asks whether it is you who pays <b>${amount}</b>.</p>
    <p class="quiet">This is a local test bank. No money moves.</p>
    <form method="post">
      <input type="hidden" name="challenge" value="${intent.challenge ?? ""}" />
      <button class="main" name="outcome" value="complete">Complete authentication</button>
      <button name="outcome" value="fail">Fail authentication</button>
    </form>
  </main>`;
  return page("Confirm your payment", body);
}

export function challengeOverPage(message: string): string {
  const body = html`<main class="panel narrow">
    <h1>Nothing to confirm</h1>
    <p>${message}</p>
  </main>`;
  return page("Nothing to confirm", body);
}

/** Where the payer goes next; `undefined` when the shop gave no address. */
export function returnAddress(intent: PaymentIntent): string | undefined {
  if (intent.returnUrl === null) return undefined;
  const paid = intent.status === "succeeded" || intent.status === "requires_capture" || intent.status === "processing";
  const url = new URL(intent.returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.clientSecret);
  url.searchParams.set("redirect_status", paid ? "succeeded" : "failed");
  return url.href;
}
