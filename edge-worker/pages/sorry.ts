/**
 * The page for a no: what happened in the visitor's words, and the way on.
 */
import { html } from "hono/html";
import { PROBLEMS, type Problem, type ProblemCode } from "../../core/contract/problem.ts";
import type { SorryTexts, Texts } from "./languages/texts.ts";
import type { Page } from "./layout.ts";

const REASONS: Partial<Record<ProblemCode, keyof SorryTexts>> = {
  not_found: "notFound",
  token_invalid: "notOurs",
  admission_ended: "visitOver",
  turn_missed: "visitOver",
  admission_required: "cookies",
  rate_limited: "tooMany",
  seats_unavailable: "taken",
  would_leave_single_seat: "singleSeat",
  limit_reached: "limit",
  holds_exhausted: "tryAgain",
  hold_expired: "expired",
  extension_used: "limit",
  sale_closed: "closed",
  validation_failed: "invalid",
  invalid_request: "invalid",
  unavailable: "down",
  payment_provider_down: "down",
  payment_unknown: "down",
};

/** What a problem means for a person; the title in English where we have no better words. */
export function reasonText(problem: Problem, texts: Texts): string {
  const key = REASONS[problem.code];
  return key === undefined ? `${PROBLEMS[problem.code].title}.` : texts.sorry[key];
}

export interface Way {
  readonly label: string;
  readonly path: string;
  /** A form's field that the way is taken with; a link without one. */
  readonly act?: string;
}

export function sorryPage(problem: Problem, way: Way, texts: Texts, requestId: string): Page {
  const { sorry } = texts;
  const title = REASONS[problem.code] === "visitOver" ? sorry.visitOverTitle : sorry.title;
  const on =
    way.act === undefined
      ? html`<a class="button" href="${way.path}">${way.label}</a>`
      : html`<form method="post" action="${way.path}">
          <button name="act" value="${way.act}">${way.label}</button>
        </form>`;
  const main = html`<h1>${title}</h1>
    <section class="card">
      <p>${reasonText(problem, texts)}</p>
      ${on}
    </section>
    <p class="soft">${problem.code} · ${requestId}</p>`;
  return { language: texts.language, title, main };
}

/** The page of an event for which nobody is called any more. */
export function overPage(title: string, headline: string, text: string, texts: Texts): Page {
  const main = html`<p class="eyebrow">${title}</p>
    <h1>${headline}</h1>
    <section class="card">
      <p>${text}</p>
      <a class="button" href="/">${texts.shop.backToEvents}</a>
    </section>`;
  return { language: texts.language, title, main };
}
