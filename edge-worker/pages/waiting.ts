/**
 * The waiting page: one answer, nothing else loaded, at most 14,336 bytes compressed so that it fits into the first
 * round trip of a connection. Whole without scripts; with them it looks again by itself and lets its visitor in.
 */
import { html } from "hono/html";
import type { QueueNumber } from "../../core/brand.ts";
import type { StatusDocument } from "../../core/contract/waiting-room.ts";
import type { Standing } from "../gate/standing.ts";
import { WAITING } from "./generated/inline.gen.ts";
import { clockText } from "./formats.ts";
import type { Html, Page } from "./layout.ts";
import { fill, type Texts } from "./languages/texts.ts";
import { waitingWords } from "./waiting-words.ts";

/** What the script in the page is given. */
export interface WaitingData {
  readonly number: QueueNumber;
  readonly status: StatusDocument;
  readonly texts: Texts["waiting"];
  readonly language: string;
  readonly pollAfter: number;
}

export interface WaitingView {
  readonly number: QueueNumber;
  readonly standing: Standing;
  readonly status: StatusDocument;
  /** The turn came and went; the place is called once more. */
  readonly parked: boolean;
}

/** The newest of the feed; the rest is history. */
const FEED_SHOWN_MAX = 5;

export function waitingPage(view: WaitingView, texts: Texts): Page {
  const { status, standing, number } = view;
  const feed = status.feed.slice(-FEED_SHOWN_MAX);
  const words = waitingWords(standing, status, texts.waiting, texts.language);
  const minutes = Math.max(1, Math.round((status.sessionDuration ?? 0) / 60));
  const says = texts.waiting;
  const main = html`<p class="eyebrow">${status.name}</p>
    <h1 id="headline">${words.headline}</h1>
    <section class="card stub">
      <div class="big" id="position">${words.position}</div>
      <p class="soft">${says.yourPlace}</p>
    </section>
    <progress id="progress" max="1" value="0" aria-hidden="true"></progress>
    <section class="card">
      <dl class="facts">
        <div>
          <dt>${says.wait}</dt>
          <dd id="wait">${words.wait}</dd>
        </div>
        <div>
          <dt>${says.ahead}</dt>
          <dd id="ahead">${words.ahead}</dd>
        </div>
        <div>
          <dt>${says.seatsLeft}</dt>
          <dd id="seats">${words.seatsLeft}</dd>
        </div>
      </dl>
    </section>
    <p class="status soft" id="state">${view.parked ? says.parked : words.state}</p>
    <p class="sr" id="spoken" role="status" aria-live="polite"></p>
    <section>
      <h2>${says.next}</h2>
      <p>${fill(says.nextText, { minutes })}</p>
      <p>${says.keepText}</p>
    </section>
    <section>
      <h2>${says.news}</h2>
      <ul class="feed" id="feed">
        ${feedItems(feed, texts)}
      </ul>
    </section>`;
  const data: WaitingData = {
    number,
    status: { ...status, feed },
    texts: says,
    language: texts.language,
    pollAfter: standing.pollAfter,
  };
  return { language: texts.language, title: words.title, main, island: WAITING, data };
}

function feedItems(feed: StatusDocument["feed"], texts: Texts): Html | Html[] {
  if (feed.length === 0) return html`<li class="soft">${texts.waiting.noNews}</li>`;
  return feed
    .toReversed()
    .map(
      ({ at, message }) =>
        html`<li>
          <time datetime="${at}">${clockText(Date.parse(at), texts.language)}</time><span>${message}</span>
        </li>`,
    );
}
