// The frame of the provider's pages: plain HTML, one style sheet inside, nothing fetched from anywhere, light and dark.
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}

/** HTML that was escaped; only `html` makes it. */
export interface Markup {
  readonly markup: string;
}
type Part = string | number | Markup | readonly Markup[];

/** Escapes everything that is put in, except markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0] ?? "";
  for (const [index, part] of parts.entries()) markup += render(part) + (strings[index + 1] ?? "");
  return { markup };
}

function render(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escape(String(part));
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent);
  --soft: color-mix(in srgb, currentColor 6%, transparent); --accent: #4a4fd0; }
@media (prefers-color-scheme: dark) { :root { --accent: #9aa0ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; background: Canvas;
  color: CanvasText; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
a { color: var(--accent); } p { margin: .25rem 0; } .quiet { color: color-mix(in srgb, currentColor 78%, transparent); }
.panel { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; background: var(--soft); }
.narrow { max-width: 28rem; margin: 8vh auto 0; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1rem 0; } .facts b { display: block; font-size: 1.3rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .85em; }
button, select { font: inherit; min-height: 2.75rem; padding: .4rem 1rem; border-radius: .5rem; border: 1px solid var(--line);
  background: transparent; color: inherit; cursor: pointer; }
button.main { background: var(--accent); border-color: var(--accent); color: Canvas; font-weight: 600; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-top: .75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

export function page(title: string, body: Markup): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>${body.markup}</body></html>`;
}
