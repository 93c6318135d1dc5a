/**
 * What the waiting page says about a place, as text. Runs at the edge for the first look and in the browser for every
 * further one, so that nothing on the page changes only because it was computed elsewhere.
 */
import type { StatusDocument } from "../../core/contract/waiting-room.ts";
import type { Standing } from "../gate/standing.ts";
import { fill, type WaitingTexts } from "./languages/texts.ts";

export interface WaitingWords {
  readonly title: string;
  readonly headline: string;
  readonly position: string;
  readonly ahead: string;
  readonly wait: string;
  readonly seatsLeft: string;
  /** How things stand: paused, sold out, all well. */
  readonly state: string;
  /** For screen readers, now and then. */
  readonly spoken: string;
}

export function waitingWords(
  standing: Standing,
  status: Pick<StatusDocument, "phase" | "seatsLeft" | "eventStartTime">,
  texts: WaitingTexts,
  language: string,
): WaitingWords {
  const number = new Intl.NumberFormat(language);
  const wait = waitText(standing, texts);
  const position = standing.called ? "…" : number.format(standing.position);
  return {
    title: standing.called ? texts.turnTitle : fill(texts.title, { position }),
    headline: standing.called ? texts.yourTurn : texts.inLine,
    position,
    ahead: number.format(standing.ahead),
    wait,
    seatsLeft: status.seatsLeft === null ? texts.seatsUnknown : number.format(status.seatsLeft),
    state: stateText(status, standing, texts, language),
    spoken: standing.called ? texts.yourTurn : fill(texts.spoken, { position, wait }),
  };
}

function stateText(
  { phase, eventStartTime }: Pick<StatusDocument, "phase" | "eventStartTime">,
  standing: Standing,
  texts: WaitingTexts,
  language: string,
): string {
  if (phase === "sold_out") return texts.soldOut;
  if (phase === "ended") return texts.ended;
  if (standing.called) return texts.entering;
  if (phase === "paused") return texts.paused;
  if (phase === "prequeueing" && eventStartTime !== undefined) {
    const time = new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(new Date(eventStartTime));
    return fill(texts.prequeueing, { time });
  }
  return texts.live;
}

const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
/** Up to here minutes alone are easier to read. */
const MINUTES_ALONE_MAX = 90;

export function waitText({ waitP50, waitP90 }: Standing, texts: WaitingTexts): string {
  if (waitP50 === null || waitP90 === null) return texts.waitUnknown;
  if (waitP90 < SECONDS_PER_MINUTE) return texts.underAMinute;
  const from = Math.max(1, Math.floor(waitP50 / SECONDS_PER_MINUTE));
  const to = Math.max(1, Math.ceil(waitP90 / SECONDS_PER_MINUTE));
  if (from === to) return duration(to, texts);
  return fill(texts.waitRange, { from: duration(from, texts), to: duration(to, texts) });
}

function duration(minutes: number, texts: WaitingTexts): string {
  if (minutes <= MINUTES_ALONE_MAX) return fill(texts.minutes, { n: minutes });
  return fill(texts.hours, { h: Math.floor(minutes / MINUTES_PER_HOUR), n: minutes % MINUTES_PER_HOUR });
}
