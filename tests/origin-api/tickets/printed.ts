// Owns reading a PDF the way a person and a scanner would: the letters that stand on each page, by the fonts' own tables,
// and the dark squares that are drawn on it. Shares nothing with what writes it but the file.

import { inflateSync } from "node:zlib";
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFPage } from "@cantoo/pdf-lib";
import { decodeQR } from "qr/decode.js";

export interface PrintedPage {
  /** In the order of drawing, a line each. */
  readonly text: string;
  readonly code: string | undefined;
}

export async function printedPages(bytes: Uint8Array): Promise<PrintedPage[]> {
  const document = await PDFDocument.load(bytes);
  return document.getPages().map((page) => {
    const content = contentOf(page);
    return { text: textOf(page, content), code: codeOf(content) };
  });
}

function unpacked(stream: PDFRawStream): string {
  const bytes = stream.getContents();
  const isPacked = stream.dict.get(PDFName.of("Filter")) !== undefined;
  return Buffer.from(isPacked ? inflateSync(bytes) : bytes).toString("latin1");
}

function contentOf(page: PDFPage): string {
  const { context } = page.doc;
  const contents = context.lookup(page.node.get(PDFName.of("Contents")));
  const parts = contents instanceof PDFArray ? contents.asArray().map((ref) => context.lookup(ref)) : [contents];
  return parts.map((part) => (part instanceof PDFRawStream ? unpacked(part) : "")).join("\n");
}

/** From glyph to letter, by font. */
function lettersOf(page: PDFPage): Map<string, Map<string, string>> {
  const { context } = page.doc;
  const resources = page.node.Resources();
  const fonts = resources?.lookup(PDFName.of("Font"), PDFDict);
  const letters = new Map<string, Map<string, string>>();
  for (const [name, ref] of fonts?.entries() ?? []) {
    const table = context.lookup(context.lookup(ref, PDFDict).get(PDFName.of("ToUnicode")));
    const found = new Map<string, string>();
    const pairs = table instanceof PDFRawStream ? unpacked(table).matchAll(/<([0-9A-F]{4})>\s+<([0-9A-F]+)>/giu) : [];
    for (const [, glyph = "", units = ""] of pairs) {
      const codes = units.match(/.{4}/gu) ?? [];
      found.set(glyph.toUpperCase(), String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16))));
    }
    letters.set(name.asString(), found);
  }
  return letters;
}

function textOf(page: PDFPage, content: string): string {
  const letters = lettersOf(page);
  const lines: string[] = [];
  let font: Map<string, string> | undefined;
  for (const [, name, shown] of content.matchAll(/(\/\S+) [\d.]+ Tf|<([0-9A-Fa-f]*)> Tj/gu)) {
    if (name !== undefined) font = letters.get(name);
    if (shown !== undefined)
      lines.push((shown.match(/.{4}/gu) ?? []).map((glyph) => font?.get(glyph.toUpperCase()) ?? "\uFFFD").join(""));
  }
  return lines.join("\n");
}

const DOTS_PER_MODULE = 4;

/** Paints the rectangles of the page's path of squares, and looks at the picture as a scanner does. */
function codeOf(content: string): string | undefined {
  const squares: [x: number, y: number, width: number][] = [];
  for (const path of content.matchAll(/(-?[\d.]+) (-?[\d.]+) m\s+(-?[\d.]+) -?[\d.]+ l\s+-?[\d.]+ (-?[\d.]+) l/gu)) {
    const [x = 0, y = 0, right = 0, bottom = 0] = path.slice(1).map(Number);
    if (Math.abs(bottom - y) === 1 && Number.isInteger(x)) squares.push([x, Math.min(y, bottom), right - x]);
  }
  if (squares.length === 0) return undefined;
  const tops = squares.map(([, y]) => y);
  const size = (Math.max(...squares.map(([x, , width]) => x + width)) + 8) * DOTS_PER_MODULE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [x, y, width] of squares) {
    for (let dotY = (y - Math.min(...tops) + 4) * DOTS_PER_MODULE, rows = 0; rows < DOTS_PER_MODULE; rows += 1) {
      for (let dotX = x * DOTS_PER_MODULE; dotX < (x + width) * DOTS_PER_MODULE; dotX += 1)
        data.fill(0, ((dotY + rows) * size + dotX) * 4, ((dotY + rows) * size + dotX) * 4 + 3);
    }
  }
  return decodeQR({ width: size, height: size, data });
}
