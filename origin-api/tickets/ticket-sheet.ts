/**
 * One ticket as one page: what is on, when, where, which place, and the code. Everything is drawn as lines and letters,
 * so that it prints sharp on anything; nothing here knows about orders, routes or the database.
 */
import type { PDFFont, PDFPage } from "@cantoo/pdf-lib";
import { rgb } from "@cantoo/pdf-lib";
import { encodeQR } from "qr";

export interface TicketSheet {
  readonly title: string;
  readonly when: string;
  /** Name and address, a line each. */
  readonly venue: readonly string[];
  /** Section, row, place, as far as there are any: what people look for. */
  readonly place: readonly (readonly [name: string, value: string])[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Which of how many. */
  readonly nth: string;
  /** What a steward can type. */
  readonly number: string;
  readonly code: string | undefined;
  readonly keep: string;
}

export interface Fonts {
  readonly plain: PDFFont;
  readonly bold: PDFFont;
}

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
const MARGIN = 51;
const WIDTH = PAGE.width - 2 * MARGIN;
const QR_SIZE = 200;
/** Four modules of white are asked for around a code (ISO/IEC 18004). */
const QUIET_MODULES = 4;
const INK = rgb(0.14, 0.11, 0.09);
const SOFT = rgb(0.42, 0.37, 0.33);
const BRAND = rgb(0.557, 0.106, 0.184);
const TITLE_LINES_MAX = 3;
const LINES_MAX = 2;

export function drawTicket(page: PDFPage, fonts: Fonts, sheet: TicketSheet): void {
  page.drawRectangle({ x: 0, y: PAGE.height - 12, width: PAGE.width, height: 12, color: BRAND });
  const pen = new Pen(page, fonts, PAGE.height - MARGIN - 20);
  pen.lines(sheet.nth, { size: 10, color: SOFT, linesMax: 1 });
  pen.down(8);
  pen.lines(sheet.title, { size: 26, bold: true, linesMax: TITLE_LINES_MAX });
  pen.down(6);
  pen.lines(sheet.when, { size: 14, bold: true, linesMax: LINES_MAX });
  for (const line of sheet.venue) pen.lines(line, { size: 12, color: SOFT, linesMax: LINES_MAX });
  pen.down(18);
  pen.rule();
  pen.down(18);
  pen.columns(sheet.place, { size: 22, bold: true });
  pen.down(14);
  pen.columns(sheet.facts, { size: 11 });
  pen.down(14);
  pen.rule();
  if (sheet.code !== undefined) drawCode(page, sheet.code, { x: (PAGE.width - QR_SIZE) / 2, top: pen.y - 24 });
  pen.y -= QR_SIZE + 44;
  pen.lines(sheet.number, { size: 13, bold: true, centered: true, linesMax: 1 });
  pen.lines(sheet.keep, { size: 10, color: SOFT, centered: true, linesMax: LINES_MAX });
}

interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: ReturnType<typeof rgb>;
  readonly centered?: boolean;
  readonly linesMax?: number;
}

/** Goes down the page as it writes. */
class Pen {
  readonly #page: PDFPage;
  readonly #fonts: Fonts;
  y: number;

  constructor(page: PDFPage, fonts: Fonts, y: number) {
    this.#page = page;
    this.#fonts = fonts;
    this.y = y;
  }

  down(points: number): void {
    this.y -= points;
  }

  rule(): void {
    const line = { thickness: 0.7, color: SOFT, dashArray: [3, 3] };
    this.#page.drawLine({ start: { x: MARGIN, y: this.y }, end: { x: MARGIN + WIDTH, y: this.y }, ...line });
  }

  /** Text over the whole width; what does not fit into its lines ends with an ellipsis. */
  lines(text: string, { size, bold = false, color = INK, centered = false, linesMax = 1 }: Style): void {
    const font = bold ? this.#fonts.bold : this.#fonts.plain;
    for (const line of wrapped(text, font, size, WIDTH, linesMax)) {
      this.down(size * 1.3);
      const x = centered ? (PAGE.width - font.widthOfTextAtSize(line, size)) / 2 : MARGIN;
      this.#page.drawText(line, { x, y: this.y, size, font, color });
    }
  }

  /** Names above their values, side by side. */
  columns(pairs: readonly (readonly [string, string])[], { size, bold = false }: Style): void {
    const font = bold ? this.#fonts.bold : this.#fonts.plain;
    const width = WIDTH / Math.max(1, pairs.length);
    let lowest = this.y;
    for (const [index, [name, value]] of pairs.entries()) {
      const x = MARGIN + index * width;
      this.#page.drawText(name, { x, y: this.y - 10, size: 9, font: this.#fonts.plain, color: SOFT });
      let y = this.y - 10;
      for (const line of wrapped(value, font, size, width - 10, LINES_MAX)) {
        y -= size * 1.25;
        this.#page.drawText(line, { x, y, size, font, color: INK });
      }
      lowest = Math.min(lowest, y);
    }
    this.y = lowest;
  }
}

/** @returns at most `linesMax` lines that are no wider than `width`. */
function wrapped(text: string, font: PDFFont, size: number, width: number, linesMax: number): string[] {
  const fits = (line: string): boolean => font.widthOfTextAtSize(line, size) <= width;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).flatMap((whole) => pieces(whole, fits))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
    if (lines.length > linesMax) break; // no text is long enough to be worth more looks
  }
  lines.push(line);
  if (lines.length <= linesMax) return lines;
  const shown = lines.slice(0, linesMax);
  let last = `${shown.pop() ?? ""} …`;
  while (!fits(last) && last.length > 2) last = `${last.slice(0, -3)}…`;
  return [...shown, last];
}

/** A word that is wider than a line, cut where it must be. */
function pieces(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word];
  const found: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && !fits(piece + character)) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}

/** One path of squares; runs of dark modules in a row are one rectangle. */
function drawCode(page: PDFPage, code: string, { x, top }: { readonly x: number; readonly top: number }): void {
  const modules = encodeQR(code, "raw", { border: QUIET_MODULES, ecc: "medium" });
  const runs: string[] = [];
  for (const [rowIndex, row] of modules.entries()) {
    for (let start = 0; start < row.length; start += 1) {
      if (row[start] !== true) continue;
      let end = start;
      while (row[end] === true) end += 1;
      runs.push(`M${start} ${rowIndex}H${end}V${rowIndex + 1}H${start}Z`);
      start = end;
    }
  }
  page.drawSvgPath(runs.join(""), { x, y: top, scale: QR_SIZE / modules.length, color: rgb(0, 0, 0) });
}
