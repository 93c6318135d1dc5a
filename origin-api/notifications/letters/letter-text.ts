/** A letter as plain text: for readers without HTML, and for whoever prefers it. */
import type { Letter, LetterLine } from "./letter.ts";

export function letterText(letter: Letter): string {
  const { greeting, lead, note, lines = [], places, small, act, links = [], closing, unsubscribe } = letter;
  const blocks = [
    [greeting],
    [lead],
    note === undefined ? [] : [note],
    pairs(lines),
    places === undefined
      ? []
      : [`${places.title}:`, ...places.list.map(([label, price]) => `- ${label}: ${price}`), ...pairs(places.sums)],
    small === undefined ? [] : [`(${small})`],
    [act, ...links].map(({ label, url }) => `${label}: ${url}`),
    closing,
    unsubscribe === undefined ? [] : [`${unsubscribe.label}: ${unsubscribe.url}`],
  ];
  const shown = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return `${shown.join("\n\n")}\n`;
}

function pairs(list: readonly LetterLine[]): string[] {
  return list.map(([name, value]) => `${name}: ${value}`);
}
