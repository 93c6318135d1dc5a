/**
 * How long held seats are kept: the time, a clock that the script lets run and speak, and more time, once. Whole
 * without the script: the time of day stands there, and the button is a form.
 */
import { html } from "hono/html";
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { clockText } from "../formats.ts";
import { fill, type HoldTexts, type Texts } from "../languages/texts.ts";
import type { Html } from "../layout.ts";

export interface KeptView {
  readonly reservation: ReservationDocument;
  readonly nowMs: number;
  readonly timeZone: string | undefined;
}

/** What the clock's script is given, on its element. */
export interface HoldClockData {
  readonly reservationId: string;
  readonly expiresAt: string;
  /** When the server wrote the page, so that a wrong clock of the browser does no harm. */
  readonly nowMs: number;
  readonly timeZone?: string;
  readonly language: string;
  readonly texts: HoldTexts;
}

export function keptNote(view: KeptView, texts: Texts): Html {
  const { reservation, timeZone, nowMs } = view;
  const { hold, shop, language } = texts;
  if (reservation.clockStopped) return html`<p class="note">${shop.clockStopped}</p>`;
  const { reservationId, eventId, expiresAt } = reservation;
  const time = clockText(Date.parse(expiresAt), language, timeZone);
  const data: HoldClockData = {
    reservationId,
    expiresAt,
    nowMs,
    ...(timeZone === undefined ? {} : { timeZone }),
    language,
    texts: hold,
  };
  return html`<div class="note good" id="hold" data-hold="${JSON.stringify(data)}">
      <p class="flush">
        <span id="hold-until">${fill(hold.until, { time })}</span>
        <b role="timer" aria-live="off" id="hold-clock"></b>
      </p>
      ${reservation.extended ? html`<p class="soft" id="hold-more">${hold.used}</p>` : moreTime(hold)}
    </div>
    <p class="note bad" id="hold-over" hidden>
      ${hold.over} <a href="/events/${eventId}/tickets">${hold.chooseAgain}</a>
    </p>
    <p class="sr" id="hold-spoken" role="status" aria-live="polite"></p>`;
}

function moreTime(hold: HoldTexts): Html {
  return html`<form method="post" id="hold-more">
    <button class="quiet" name="act" value="extend" aria-describedby="hold-once">${hold.more}</button>
    <span class="soft" id="hold-once">${hold.once}</span>
  </form>`;
}
