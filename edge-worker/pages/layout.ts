/**
 * The frame of every page: one inlined stylesheet, at most one inlined script, and a policy that allows nothing else.
 * Script and style are allowed by the hash of their text, so no nonce has to be made for each answer.
 *
 * One page may ask for one further origin, the payment provider's own card form; no other may.
 */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { type Inlined, STYLE } from "./generated/inline.gen.ts";
import { LANGUAGE_NAMES, LANGUAGE_PARAMETER, textsFor } from "./languages/choice.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Page {
  readonly language: string;
  readonly title: string;
  readonly main: Html;
  /** Further styles of this page alone, so that no other page carries them. */
  readonly style?: Inlined;
  /** The script that makes the page livelier; the page is whole without it. */
  readonly island?: Inlined;
  /** What the script is given. */
  readonly data?: unknown;
  /** The payment provider's own form: the only thing of somebody else's that a page of ours may load. */
  readonly provider?: Provider;
  /** In the head's corner: where one is, or the way to one's orders. */
  readonly corner?: Html | string;
}

interface Provider {
  readonly script: string;
  /** What its script, its frames and its calls need, see https://docs.stripe.com/security/guide#content-security-policy */
  readonly scripts: string;
  readonly frames: string;
  readonly calls: string;
}

/** Stripe asks to load its script from its own address always, so that it can be mended there. */
export const STRIPE: Provider = {
  script: "https://js.stripe.com/v3/",
  scripts: "https://js.stripe.com https://*.js.stripe.com",
  frames: "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
  calls: "https://api.stripe.com",
};

/** What a page's frame needs to know of the request. */
export interface Here {
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface Rendered {
  readonly text: string;
  readonly policy: string;
}

// A ticket, drawn in one path: the only picture there is.
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%238e1b2f' d='M1 4h14v3a1 1 0 0 0 0 2v3H1V9a1 1 0 0 0 0-2z'/%3E%3C/svg%3E";

export async function render(page: Page, here?: Here): Promise<Rendered> {
  const { language, title, main, style, island, data, corner, provider } = page;
  const text = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="${raw(ICON)}" />
        ${element("style", STYLE)}${style === undefined ? "" : element("style", style)}
      </head>
      <body>
        <header class="top">
          <a class="mark" href="/">Foyer</a>${corner === undefined ? "" : html`<span class="soft">${corner}</span>`}
        </header>
        <main>${main}</main>
        ${here === undefined ? "" : languageChoice(language, here)}
        ${data === undefined ? "" : raw(`<script type="application/json" id="data">${scriptJson(data)}</script>`)}
        ${provider === undefined ? "" : html`<script src="${provider.script}"></script>`}${island === undefined ? "" : element("script", island)}
      </body>
    </html>`;
  return { text: String(text), policy: policyOf(page) };
}

/** Links and no form, so that a choice needs no script; what else is in the address stays. */
function languageChoice(language: string, { path, query }: Here): Html {
  const links = Object.entries(LANGUAGE_NAMES).map(([code, name]) => {
    const address = new URLSearchParams(query);
    address.set(LANGUAGE_PARAMETER, code);
    const current = code === language ? html` aria-current="true"` : "";
    return html`<a href="${path}?${address.toString()}" lang="${code}" rel="nofollow" ${current}>${name}</a>`;
  });
  return html`<footer class="languages"><nav aria-label="${textsFor(language).list.language}">${links}</nav></footer>`;
}

/** Made in one piece: a space more inside, and its hash would not fit. */
export function element(name: "style" | "script", inlined: Inlined): HtmlEscapedString {
  return raw(`<${name}>${inlined.text}</${name}>`);
}

function policyOf({ style, island, provider }: Page): string {
  const styles = style === undefined ? `'${STYLE.hash}'` : `'${STYLE.hash}' '${style.hash}'`;
  const [scripts, calls] = provider === undefined ? ["", ""] : [` ${provider.scripts}`, ` ${provider.calls}`];
  const script = island === undefined ? "" : `; script-src '${island.hash}'${scripts}; connect-src 'self'${calls}`;
  const frames = provider === undefined ? "" : `; frame-src ${provider.frames}`;
  return `default-src 'none'; style-src ${styles}; img-src data:${script}${frames}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

/** JSON that cannot end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", String.raw`\u003c`);
}
