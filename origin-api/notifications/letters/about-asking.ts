/**
 * Letters to who asked for them: that a sale opens, the question whether it was really they who asked, the way to their
 * orders.
 */
import { ordersLinkFacts, type DueNotice, type NoticeEvent } from "../due-notice.ts";
import type { ChosenLanguage } from "../languages/choice.ts";
import { whenIn } from "./formats.ts";
import type { Letter, LetterLine } from "./letter.ts";

export interface EventLetter {
  readonly notice: DueNotice;
  readonly event: NoticeEvent;
  readonly language: ChosenLanguage;
}

type Built = Omit<Letter, "note">;

export function openingLetter(of: EventLetter, links: { readonly event: string; readonly unsubscribe: string }): Built {
  const { texts, code } = of.language;
  const { opening } = texts;
  const { organizer, event } = { organizer: of.notice.organizer ?? "", event: of.event };
  return {
    language: code,
    subject: opening.subject(event.title),
    greeting: texts.greeting(null),
    lead: opening.lead(event.title),
    lines: eventLines(of),
    act: { label: opening.act, url: links.event },
    closing: [opening.why(organizer)],
    unsubscribe: { label: opening.unsubscribe, url: links.unsubscribe },
  };
}

export function askedLetter(of: EventLetter, confirmUrl: string): Built {
  const { texts, code } = of.language;
  const { title } = of.event;
  return {
    language: code,
    subject: texts.asked.subject(title),
    greeting: texts.greeting(null),
    lead: texts.asked.lead(title),
    lines: eventLines(of),
    act: { label: texts.asked.act, url: confirmUrl },
    closing: [texts.asked.ignore],
  };
}

export function ordersLinkLetter(notice: DueNotice, { texts, code }: ChosenLanguage): Built {
  const { url, minutes } = ordersLinkFacts.parse(notice.facts);
  return {
    language: code,
    subject: texts.ordersLink.subject,
    greeting: texts.greeting(null),
    lead: texts.ordersLink.lead,
    act: { label: texts.ordersLink.act, url },
    closing: [texts.ordersLink.ignore(minutes)],
  };
}

function eventLines({ event, language: { texts, locale } }: EventLetter): LetterLine[] {
  return [
    [texts.when, whenIn(locale, event)],
    [texts.where, event.address === null ? event.venue : `${event.venue}, ${event.address}`],
  ];
}
