/** A mail as it would be, with somebody who never bought anything: for whoever writes the words of it. */
import { minorUnits, type CurrencyCode, type OrderId } from "../../core/brand.ts";
import type { PreviewDocument, TemplateBody, TemplateKind } from "../../core/contract/organizer/templates.ts";
import { FIRST_LINK_EDITION } from "../checkout/order-right.ts";
import type { DueNotice, NoticeEvent } from "./due-notice.ts";
import { letterHtml } from "./letters/letter-html.ts";
import { letterOf } from "./letters/letter-of.ts";
import { letterText } from "./letters/letter-text.ts";
import { NoticeLinks } from "./notice-links.ts";

export interface PreviewOf {
  readonly kind: TemplateKind;
  readonly language: string;
  readonly words: TemplateBody;
  readonly event: NoticeEvent;
  readonly organizer: string;
  readonly currency: CurrencyCode;
}

const NOBODY = "00000000-0000-4000-8000-000000000000";
const PRICE = minorUnits(4_500);
const FEE = minorUnits(250);

/** Its links lead nowhere: nothing is signed for a preview. */
export async function previewOf(of: PreviewOf, publicUrl: string): Promise<PreviewDocument> {
  const letter = await letterOf(exampleOf(of), new PreviewLinks(publicUrl, ""));
  return { subject: letter.subject, html: letterHtml(letter), text: letterText(letter) };
}

class PreviewLinks extends NoticeLinks {
  override order(): Promise<string> {
    return Promise.resolve("#");
  }
  override event(): string {
    return "#";
  }
  override calendar(): string {
    return "#";
  }
  override unsubscribe(): Promise<string> {
    return Promise.resolve("#");
  }
}

function exampleOf({ kind, language, words, event, organizer, currency }: PreviewOf): DueNotice {
  return {
    id: NOBODY,
    kind,
    channel: "email",
    round: 0,
    attempts: 0,
    recipient: "somebody@example.com",
    language,
    organizationId: null,
    organizer,
    event,
    order:
      kind === "sale_opening"
        ? null
        : {
            orderId: NOBODY as OrderId,
            linkEdition: FIRST_LINK_EDITION,
            reference: "ABCDE-12345",
            buyerName: "Ada Lovelace",
            currency,
            totalMinor: 2 * (PRICE + FEE),
            feesMinor: 2 * FEE,
            taxMinor: 0,
            places: ["A · 1", "A · 2"].map((label) => ({ label, priceMinor: PRICE })),
          },
    facts: kind === "refund" ? { amountMinor: PRICE, state: "settled" } : {},
    ownSubject: words.subject ?? null,
    ownParagraph: words.paragraph ?? null,
    skip: null,
  };
}
