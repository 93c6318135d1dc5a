// Owns what all pages of the mailbox share: the frame, the style, the policy. No script, no request to anywhere else.

import { createHash } from "node:crypto";
import { Html, html } from "./html.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d1b26, #e9e7f0); --soft: light-dark(#625e70, #a49fb3);
  --paper: light-dark(#fbfaf8, #17151d); --card: light-dark(#fff, #201d29); --line: light-dark(#e3dfe8, #353143);
  --accent: light-dark(#6b2fb3, #c19bff); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
a { color: var(--accent); }
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.soft { color: var(--soft); }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 1rem 0; }
label { display: grid; font-size: .875rem; color: var(--soft); flex: 1 1 12rem; }
input, button { font: inherit; padding: .5rem .75rem; border-radius: .5rem; border: 1px solid var(--line);
  background: var(--card); color: var(--ink); min-height: 2.75rem; }
button { cursor: pointer; }
ol { list-style: none; margin: 1rem 0; padding: 0; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--card); overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .75rem 1rem; text-decoration: none;
  color: inherit; }
@media (max-width: 40rem) { li a { grid-template-columns: 1fr; } }
li a:hover { background: var(--paper); }
li article { padding: .75rem 1rem; } li article a { display: inline; padding: 0; color: var(--accent); } li article p { margin: .25rem 0 0; overflow-wrap: anywhere; }
li strong, li span { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 65vh; border: 1px solid var(--line); border-radius: .75rem; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid var(--line);
  border-radius: .75rem; background: var(--card); margin: 0; }
summary { cursor: pointer; margin: 1.5rem 0 .5rem; }
`;

/** Made in one piece: a space more inside, and its hash would not fit. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** For our own pages. The frame in them shows a mail, which has a policy of its own. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** For a mail's own HTML: it may show itself, run nothing, load nothing. Links open in a tab of their own. */
export const MAIL_POLICY =
  "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; " +
  "sandbox allow-popups allow-popups-to-escape-sandbox";

export function page(title: string, content: Html): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
  return document.text;
}
