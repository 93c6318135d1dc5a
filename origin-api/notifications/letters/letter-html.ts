/**
 * A letter as HTML: one column without tables, readable without its styles, dark where the reader is dark. No picture
 * and nothing that is fetched. Everything in it is escaped.
 */
import type { Letter, LetterLine, LetterLink } from "./letter.ts";

// mail programs that know no <style> show what stands here in the elements themselves
const INK = "#1d1b26";
const PAPER = "#ffffff";
const SOFT = "#5d5a68";
const ACCENT = "#8e1b2f";

const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){body,.paper{background:#17151d!important;color:#eceaf2!important}
.soft,.soft a{color:#b4b0c2!important}.rule{border-color:#3a3646!important}.act{background:#f0a5b0!important;color:#2a0a10!important}
.link{color:#f0a5b0!important}}`;

export function letterHtml(letter: Letter): string {
  const { language, subject, greeting, lead, note, lines = [], places, small, act, links = [], closing } = letter;
  const { unsubscribe } = letter;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title><style>${STYLE}</style></head>
<body style="margin:0;background:${PAPER};color:${INK}">
<div class="paper" style="max-width:34rem;margin:0 auto;padding:24px 20px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere">
${paragraph(greeting)}${paragraph(lead)}${note === undefined ? "" : ownWords(note)}${lines.map(fact).join("")}${
    places === undefined
      ? ""
      : `<h2 style="font-size:1.05rem;margin:24px 0 6px">${escaped(places.title)}</h2>
${places.list.map(sum).join("")}<div class="rule" style="border-top:1px solid #d9d6e0;margin:8px 0"></div>${places.sums.map(sum).join("")}`
  }${small === undefined ? "" : soft(small)}
<p style="margin:28px 0 12px"><a class="act" href="${escaped(act.url)}" style="display:inline-block;padding:12px 22px;border-radius:8px;background:${ACCENT};color:#ffffff;font-weight:600;text-decoration:none">${escaped(act.label)}</a></p>
${links.map(link).join("")}<div class="rule" style="border-top:1px solid #d9d6e0;margin:24px 0 12px"></div>
${closing.map(soft).join("")}${unsubscribe === undefined ? "" : `<p class="soft" style="margin:0 0 6px;font-size:.875rem">${anchor(unsubscribe, SOFT)}</p>`}
</div></body></html>
`;
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 14px">${escaped(text)}</p>\n`;
}

/** Line breaks stay. */
function ownWords(note: string): string {
  return `<p style="margin:0 0 14px;white-space:pre-line">${escaped(note)}</p>\n`;
}

function fact([name, value]: LetterLine): string {
  return `<p style="margin:0 0 10px"><span class="soft" style="color:${SOFT};font-size:.875rem">${escaped(name)}</span><br><b>${escaped(value)}</b></p>\n`;
}

function sum([name, value]: LetterLine): string {
  return `<p style="margin:0 0 4px">${escaped(name)} <b style="white-space:nowrap">${escaped(value)}</b></p>\n`;
}

function soft(text: string): string {
  return `<p class="soft" style="margin:0 0 6px;color:${SOFT};font-size:.875rem">${escaped(text)}</p>\n`;
}

function link(to: LetterLink): string {
  return `<p style="margin:0 0 12px">${anchor(to, ACCENT, "link")}</p>\n`;
}

function anchor({ label, url }: LetterLink, color: string, name = "soft"): string {
  return `<a class="${name}" href="${escaped(url)}" style="color:${color}">${escaped(label)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}
