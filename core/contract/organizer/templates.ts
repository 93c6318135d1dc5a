/**
 * What an organizer says in own words: a subject and a paragraph, by event, kind and language, as plain text with a few
 * named placeholders. An unknown placeholder is refused when it is written, so that none ever stands in a mail.
 */
import { z } from "zod";
import { instant, line, text } from "../fields.ts";
import type { NoticeKind } from "./notifications.ts";

/** The languages that messages are written in. */
export const NOTICE_LANGUAGES = ["en", "de", "fr", "es", "it"] as const;
export const noticeLanguage = z.enum(NOTICE_LANGUAGES);
export type NoticeLanguage = z.infer<typeof noticeLanguage>;

export const TEMPLATE_KINDS = [
  "order_confirmation",
  "refund",
  "event_reminder",
  "sale_opening",
] as const satisfies readonly NoticeKind[];
export const templateKind = z.enum(TEMPLATE_KINDS);
export type TemplateKind = z.infer<typeof templateKind>;

const OF_EVENTS = ["eventTitle", "eventDate", "venueName", "organizerName"] as const;
const OF_ORDERS = [...OF_EVENTS, "buyerName", "orderReference"] as const;
export type Placeholder = (typeof OF_ORDERS)[number];

export const PLACEHOLDERS = {
  order_confirmation: OF_ORDERS,
  refund: OF_ORDERS,
  event_reminder: OF_ORDERS,
  sale_opening: OF_EVENTS,
} as const satisfies Record<TemplateKind, readonly Placeholder[]>;

const SUBJECT_MAX = 150;
const PARAGRAPH_MAX = 1_500;
const PLACEHOLDER = /\{([^{}]*)\}/gu;

/** The body of `PUT /api/events/{id}/templates/{kind}/{language}`; at least one of the two. */
export function templateBody(kind: TemplateKind): z.ZodType<TemplateBody> {
  return previewBody(kind).refine(({ subject, paragraph }) => subject !== undefined || paragraph !== undefined, {
    path: ["paragraph"],
    message: "say something in subject or paragraph",
  });
}

/** The body of `POST …/preview`: without any words the mail is shown as it is built in. */
export function previewBody(kind: TemplateKind): z.ZodType<TemplateBody> {
  const known: readonly string[] = PLACEHOLDERS[kind];
  const onlyKnown = (value: string, context: z.RefinementCtx<string>): void => {
    for (const [whole, name = ""] of value.matchAll(PLACEHOLDER)) {
      if (known.includes(name)) continue;
      const names = known.map((each) => `{${each}}`).join(", ");
      context.addIssue({ code: "custom", message: `${whole.slice(0, 40)} is not one of ${names}` });
    }
  };
  return z.strictObject({
    subject: line(SUBJECT_MAX).superRefine(onlyKnown).optional(),
    paragraph: text(PARAGRAPH_MAX).superRefine(onlyKnown).optional(),
  });
}

export interface TemplateBody {
  readonly subject?: string | undefined;
  readonly paragraph?: string | undefined;
}

/** For the description of the API; which placeholders there are depends on the kind. */
export const templateBodyShape = z
  .strictObject({
    subject: z.string().max(SUBJECT_MAX).optional(),
    paragraph: z.string().max(PARAGRAPH_MAX).optional(),
  })
  .meta({
    id: "TemplateRequest",
    description: `Plain text. Placeholders: ${OF_ORDERS.map((name) => `{${name}}`).join(", ")}; the last two only in what is about an order.`,
  });

export const templateDocument = z
  .object({
    kind: templateKind,
    language: noticeLanguage,
    subject: z.string().nullable(),
    paragraph: z.string().nullable(),
    updatedAt: instant,
  })
  .meta({ id: "Template" });
export type TemplateDocument = z.infer<typeof templateDocument>;

export const templatesDocument = z.object({ templates: z.array(templateDocument) });

export const previewDocument = z
  .object({ subject: z.string(), html: z.string(), text: z.string() })
  .meta({ id: "TemplatePreview" });
export type PreviewDocument = z.infer<typeof previewDocument>;

/** Puts values in the place of `{name}`; what is in braces and none of ours stays as it is. */
export function filled(words: string, values: Readonly<Record<Placeholder, string>>): string {
  return words.replaceAll(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as Placeholder] : whole,
  );
}
