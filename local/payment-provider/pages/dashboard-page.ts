// The page at `/`: what was paid, refunded and told lately, and the switch for outages. Server-rendered, no script.
import type { PaymentIntent, Refund } from "../rules/records.ts";
import type { ProviderState } from "../control/control.ts";
import { FAULT_MODES } from "../control/settings.ts";
import { ROWS_SHOWN_MAX } from "../limits.ts";
import { testCardNames } from "../rules/test-cards.ts";
import type { Store } from "../storage/store.ts";
import type { Attempt } from "../webhooks/sender.ts";
import { html, page, type Markup } from "./html.ts";
import { writtenMoney } from "./money.ts";

export function dashboardPage(store: Store, state: ProviderState, attempts: readonly Attempt[]): string {
  const payments = store.records.list("payment_intent", { limit: ROWS_SHOWN_MAX });
  const refunds = store.records.list("refund", { limit: ROWS_SHOWN_MAX });
  const body = html`<header>
      <h1>Payment provider</h1>
      <p class="quiet">Speaks Stripe's API, keeps its own books, moves no money. <a href="/">Reload</a></p>
    </header>
    <main>
      ${facts(state)} ${outagePanel(state)}
      <h2>Payments</h2>
      ${table(["Payment", "Status", "*Amount", "Metadata", "Created"], payments.ok ? payments.records.map(paymentRow) : [])}
      <h2>Refunds</h2>
      ${table(["Refund", "Status", "*Amount", "Payment", "Created"], refunds.ok ? refunds.records.map(refundRow) : [])}
      <h2>Webhook attempts</h2>
      <p class="quiet">${endpointLine(state)}</p>
      ${table(["Event", "Type", "*Attempt", "Answer", "At"], attempts.map(attemptRow))}
      <h2>Test payment methods</h2>
      <details>
        <summary>Names that work</summary>
        <p>${testCardNames().map((name) => html`<code>${name}</code> `)}</p>
      </details>
    </main>`;
  return page("Payment provider", body);
}

function facts(state: ProviderState): Markup {
  const fact = (name: string, count: number) => html`<div><b>${count}</b>${name}</div>`;
  return html`<div class="facts panel">
    ${fact("paid", state.intents["succeeded"] ?? 0)} ${fact("held", state.intents["requires_capture"] ?? 0)}
    ${fact("charges", state.charges)}
    ${fact(
      "refunds",
      Object.values(state.refunds).reduce((a, b) => a + b, 0),
    )}
    ${fact("disputes", state.disputes)} ${fact("events", state.events)}
    ${fact("deliveries waiting", state.deliveriesPending)} ${fact("given up", state.deliveriesGivenUp)}
  </div>`;
}

function outagePanel(state: ProviderState): Markup {
  const faults = state.outage.faults.map(({ mode, probability }) => `${mode} (${Math.round(probability * 100)} %)`);
  const now = faults.length === 0 ? "Everything works." : `Switched on: ${faults.join(", ")}.`;
  return html`<section class="panel" aria-label="Outage">
    <b>Outage</b>
    <p role="status">${now} ${state.requestsMeetingFaults} requests met a fault so far.</p>
    <form method="post" action="/outage">
      <label
        >Mode
        <select name="mode">
          ${FAULT_MODES.map((mode) => html`<option>${mode}</option>`)}
        </select></label
      >
      <label
        >Share
        <select name="probability">
          <option value="1">all requests</option>
          <option value="0.5">half</option>
          <option value="0.1">one in ten</option>
        </select></label
      >
      <button class="main">Switch on</button>
    </form>
    <form method="post" action="/outage"><button name="mode" value="none">Switch off</button></form>
  </section>`;
}

function table(heads: readonly string[], rows: readonly Markup[]): Markup {
  if (rows.length === 0) return html`<p class="quiet">Nothing yet.</p>`;
  const head = heads.map((name) =>
    name.startsWith("*")
      ? html`<th scope="col" class="amount">${name.slice(1)}</th>`
      : html`<th scope="col">${name}</th>`,
  );
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function paymentRow(intent: PaymentIntent): Markup {
  const metadata = Object.entries(intent.metadata).map(([key, value]) => `${key}=${value}`);
  return html`<tr>
    <td><code>${intent.id}</code></td>
    <td>${intent.status}</td>
    <td class="amount">${writtenMoney(intent.amount, intent.currency)}</td>
    <td>${metadata.join(", ").slice(0, 80)}</td>
    <td>${clock(intent.created * 1000)}</td>
  </tr>`;
}

function refundRow(refund: Refund): Markup {
  return html`<tr>
    <td><code>${refund.id}</code></td>
    <td>${refund.status}</td>
    <td class="amount">${writtenMoney(refund.amount, refund.currency)}</td>
    <td><code>${refund.paymentIntent}</code></td>
    <td>${clock(refund.created * 1000)}</td>
  </tr>`;
}

function attemptRow(attempt: Attempt): Markup {
  return html`<tr>
    <td><code>${attempt.eventId}</code></td>
    <td>${attempt.type}</td>
    <td class="amount">${attempt.attempt}</td>
    <td>${attempt.status === 0 ? "none" : attempt.status}</td>
    <td>${clock(attempt.atMs)}</td>
  </tr>`;
}

function endpointLine(state: ProviderState): string {
  if (state.webhookEndpoints.length === 0) return "Nobody is told: no webhook endpoint is registered.";
  return `Told: ${state.webhookEndpoints.map(({ url }) => url).join(", ")}`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}
