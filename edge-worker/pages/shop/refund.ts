/**
 * Asking for the money back, and what the organizer says to it.
 */
import { html } from "hono/html";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import type { BuyersRefundRequest } from "../../../core/contract/refund-requests.ts";
import { whenText } from "../formats.ts";
import { fill, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";

const REASON_LENGTH_MAX = 1_000;

export interface RefundView {
  readonly order: OrderDocument;
  /** The order's own address, with its key. */
  readonly query: string;
  /** Why the last request was not taken. */
  readonly sorry: string | undefined;
  /** What was typed then. */
  readonly reason: string;
}

export function refundPart(view: RefundView, texts: Texts): Html | string {
  const { order } = view;
  const { details } = order;
  if (details === undefined) return "";
  const { refundRequest, refunded } = details;
  const left = order.amount.value - refunded.value;
  const mayAsk = left > 0 && refundRequest?.state !== "open";
  if (refundRequest === null && !mayAsk) return "";
  const answered = refundRequest === null ? "" : answerPart(refundRequest, details.event.venue.timeZone, texts);
  return html`<section class="card unprinted" id="refund">
    <h2 class="flush">${texts.receipt.ask}</h2>
    ${answered}${mayAsk ? askForm(view, texts) : ""}
  </section>`;
}

function answerPart(request: BuyersRefundRequest, timeZone: string, { receipt, language }: Texts): Html {
  const time = whenText(Date.parse(request.requestedAt), language, timeZone);
  const said = request.state === "open" ? fill(receipt.open, { time }) : receipt[request.state];
  return html`<p class="note" role="status">${said}</p>
    ${
      request.answer === null
        ? ""
        : html`<p>${receipt.answer}</p>
            <blockquote>${request.answer}</blockquote>`
    }
    <p class="soft">${receipt.yourWords}</p>
    <blockquote class="soft">${request.reason}</blockquote>`;
}

/** Folded, so that nobody gives tickets back by accident; open when something was wrong. */
function askForm({ order, query, sorry, reason }: RefundView, { receipt }: Texts): Html {
  const wrong = sorry === undefined ? "" : html`aria-invalid="true" aria-describedby="refund-sorry"`;
  return html`<details ${sorry === undefined ? "" : html` open`}>
    <summary>${receipt.send} …</summary>
    ${sorry === undefined ? "" : html`<p class="note bad" role="alert" id="refund-sorry">${sorry}</p>`}
    <p>${receipt.askText}</p>
    <form method="post" action="/orders/${order.orderId}${query}#refund">
      <label
        >${receipt.reason}<textarea name="reason" required maxlength="${REASON_LENGTH_MAX}" rows="4" ${wrong}>
${reason}</textarea>
      </label>
      <p class="act"><button name="act" value="refund">${receipt.send}</button></p>
    </form>
  </details>`;
}
