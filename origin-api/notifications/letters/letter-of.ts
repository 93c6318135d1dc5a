/** From a message that is owed to its letter: which kind says what, and where its links lead. */
import { filled } from "../../../core/contract/organizer/templates.ts";
import type { DueNotice, NoticeEvent, NoticeOrder } from "../due-notice.ts";
import { languageFor, type ChosenLanguage } from "../languages/choice.ts";
import type { NoticeLinks } from "../notice-links.ts";
import { askedLetter, openingLetter, ordersLinkLetter } from "./about-asking.ts";
import { confirmationLetter, refundLetter, reminderLetter, type OrderLetter } from "./about-order.ts";
import { whenIn } from "./formats.ts";
import type { Letter } from "./letter.ts";

/** @throws when facts are missing that every message of its kind has: a mistake, not a state. */
export async function letterOf(notice: DueNotice, links: NoticeLinks): Promise<Letter> {
  const language = languageFor(notice.language);
  return inOwnWords(await builtIn(notice, language, links), notice, language);
}

async function builtIn(notice: DueNotice, language: ChosenLanguage, links: NoticeLinks): Promise<Letter> {
  switch (notice.kind) {
    case "order_confirmation":
      return confirmationLetter(await orderLetter(notice, language, links));
    case "refund":
      return refundLetter(await orderLetter(notice, language, links));
    case "event_reminder":
      return reminderLetter(await orderLetter(notice, language, links));
    case "sale_opening": {
      const event = eventOf(notice);
      const unsubscribe = await links.unsubscribe(notice);
      return openingLetter({ notice, event, language }, { event: links.event(event.eventId), unsubscribe });
    }
    case "sale_opening_asked": {
      const event = eventOf(notice);
      return askedLetter({ notice, event, language }, await links.confirmAsking(event.eventId, notice));
    }
    case "orders_link":
      return ordersLinkLetter(notice, language);
    default:
      return notice.kind satisfies never;
  }
}

async function orderLetter(notice: DueNotice, language: ChosenLanguage, links: NoticeLinks): Promise<OrderLetter> {
  const [order, event] = [orderOf(notice), eventOf(notice)];
  const orderUrl = await links.order({ ...order, eventId: event.eventId });
  return { notice, order, event, language, orderUrl, calendarUrl: links.calendar(event.eventId) };
}

/** The organizer's subject and paragraph, where there are some, in the place of or after the built-in ones. */
function inOwnWords(letter: Letter, notice: DueNotice, { texts, locale }: ChosenLanguage): Letter {
  const { ownSubject, ownParagraph, order, event, organizer } = notice;
  if (ownSubject === null && ownParagraph === null) return letter;
  const values = {
    eventTitle: event?.title ?? "",
    eventDate: event === null ? "" : whenIn(locale, event),
    venueName: event?.venue ?? "",
    organizerName: organizer ?? "",
    buyerName: order?.buyerName ?? texts.guest,
    orderReference: order?.reference ?? "",
  };
  return {
    ...letter,
    // a name can come from a card, where nobody kept it to one line
    ...(ownSubject === null ? {} : { subject: filled(ownSubject, values).replaceAll(/\s+/gu, " ") }),
    ...(ownParagraph === null ? {} : { note: filled(ownParagraph, values) }),
  };
}

export function eventOf({ id, event }: DueNotice): NoticeEvent {
  if (event === null) throw new Error(`notification ${id} is about an event and names none`);
  return event;
}

export function orderOf({ id, order }: DueNotice): NoticeOrder {
  if (order === null) throw new Error(`notification ${id} is about an order and names none`);
  return order;
}
