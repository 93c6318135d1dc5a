/**
 * Tickets as a PDF, a page each, in a font that writes Łódź and Αθήνα. The same tickets give the same bytes: no clock,
 * no chance. Only the letters that are used travel with it.
 */
import { PDFDocument } from "@cantoo/pdf-lib";
import * as fontkit from "@cantoo/fontkit";
import boldFont from "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf";
import plainFont from "dejavu-fonts-ttf/ttf/DejaVuSans.ttf";
import { drawTicket, PAGE, type TicketSheet } from "./ticket-sheet.ts";

export interface TicketBundle {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  /** When the tickets were sold: the date that the file bears. */
  readonly soldAt: Date;
  readonly sheets: readonly TicketSheet[];
}

export async function ticketsPdf({ title, author, language, soldAt, sheets }: TicketBundle): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit);
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setAuthor(author);
  document.setLanguage(language);
  document.setProducer("Foyer");
  document.setCreationDate(soldAt);
  document.setModificationDate(soldAt);
  const [plain, bold] = await Promise.all(
    [plainFont, boldFont].map((bytes) => document.embedFont(new Uint8Array(bytes), { subset: true })),
  );
  if (plain === undefined || bold === undefined) throw new Error("two fonts were embedded and are not there");
  for (const sheet of sheets) drawTicket(document.addPage([PAGE.width, PAGE.height]), { plain, bold }, sheet);
  return document.save();
}
