/** English: the words of mails. */
import type { Placeholder, TemplateKind, NoticeLanguage } from "../../../../core/contract/organizer/templates.ts";

export const templates = {
  title: "Words of the mails",
  noun: "Words of the mails",
  action: "Words of the mails",
  lead: "What buyers read about this event. The facts always stand in a mail by themselves; here you may add a paragraph of your own and another subject.",
  kind: "Mail",
  kinds: {
    order_confirmation: "Confirmation of an order",
    refund: "Refund",
    event_reminder: "Reminder, the day before",
    sale_opening: "The sale has opened",
  } satisfies Record<TemplateKind, string>,
  language: "Language",
  languages: { en: "English", de: "German", fr: "French", es: "Spanish", it: "Italian" } satisfies Record<
    NoticeLanguage,
    string
  >,
  own: "own words",
  subject: "Subject",
  subjectHint: "Empty: the built-in one.",
  paragraph: "A paragraph of your own",
  paragraphHint: "Plain text. It stands after the first sentence.",
  placeholders: "What is put in for you:",
  meaning: {
    eventTitle: "title of the event",
    eventDate: "day and time",
    venueName: "venue",
    organizerName: "your name",
    buyerName: "the buyer’s name",
    orderReference: "the order’s reference",
  } satisfies Record<Placeholder, string>,
  remove: "Use the built-in words",
  preview: "How it looks",
  previewLead: "With an invented buyer; the links lead nowhere.",
  previewSubject: "Subject:",
  asText: "As plain text",
};
