/** Letters about an order: its confirmation, a refund, the reminder before it is used. They cannot be unsubscribed from. */
import { refundFacts, type DueNotice, type NoticeEvent, type NoticeOrder } from "../due-notice.ts";
import type { ChosenLanguage } from "../languages/choice.ts";
import { moneyIn, whenIn } from "./formats.ts";
import type { Letter, LetterLine } from "./letter.ts";

export interface OrderLetter {
  readonly notice: DueNotice;
  readonly order: NoticeOrder;
  readonly event: NoticeEvent;
  readonly language: ChosenLanguage;
  /** The order's page, with the right to read it. */
  readonly orderUrl: string;
  /** The event as a file for calendars. */
  readonly calendarUrl: string;
}

type Built = Omit<Letter, "note">;

export function confirmationLetter(of: OrderLetter): Built {
  const { notice, order, event, language, orderUrl, calendarUrl } = of;
  const { texts, code, locale } = language;
  const money = moneyIn(locale, order.currency);
  const fees: LetterLine[] = order.feesMinor > 0 ? [[texts.fees, money(order.feesMinor)]] : [];
  return {
    language: code,
    subject: texts.confirmation.subject({ title: event.title, reference: order.reference }),
    greeting: texts.greeting(order.buyerName),
    lead: texts.confirmation.lead(event.title),
    lines: eventLines(language, event, order),
    places: {
      title: texts.places,
      list: order.places.map(({ label, priceMinor }) => [label, money(priceMinor)]),
      sums: [...fees, [texts.total, money(order.totalMinor)]],
    },
    ...(order.taxMinor > 0 ? { small: texts.taxIncluded(money(order.taxMinor)) } : {}),
    act: { label: texts.open, url: orderUrl },
    links: [{ label: texts.calendar, url: calendarUrl }],
    closing: [texts.keep, ...soldBy(language, notice)],
  };
}

export function refundLetter({ notice, order, event, language, orderUrl }: OrderLetter): Built {
  const { texts, code, locale } = language;
  const { amountMinor, state } = refundFacts.parse(notice.facts);
  const amount = moneyIn(locale, order.currency)(amountMinor);
  const say = state === "settled" ? texts.refund.settled : texts.refund.underWay;
  return {
    language: code,
    subject: texts.refund.subject({ title: event.title, reference: order.reference }),
    greeting: texts.greeting(order.buyerName),
    lead: say({ amount, title: event.title }),
    lines: [
      [texts.reference, order.reference],
      [texts.refund.amount, amount],
    ],
    act: { label: texts.open, url: orderUrl },
    closing: [texts.refund.patience, ...soldBy(language, notice)],
  };
}

export function reminderLetter(of: OrderLetter): Built {
  const { notice, order, event, language, orderUrl, calendarUrl } = of;
  const { texts, code } = language;
  return {
    language: code,
    subject: texts.reminder.subject(event.title),
    greeting: texts.greeting(order.buyerName),
    lead: texts.reminder.lead(event.title),
    lines: [...eventLines(language, event, order), [texts.places, order.places.map(({ label }) => label).join(", ")]],
    act: { label: texts.open, url: orderUrl },
    links: [{ label: texts.calendar, url: calendarUrl }],
    closing: [texts.reminder.bring, ...soldBy(language, notice)],
  };
}

function eventLines({ texts, locale }: ChosenLanguage, event: NoticeEvent, order: NoticeOrder): LetterLine[] {
  return [
    [texts.reference, order.reference],
    [texts.when, whenIn(locale, event)],
    [texts.where, event.address === null ? event.venue : `${event.venue}, ${event.address}`],
  ];
}

function soldBy({ texts }: ChosenLanguage, { organizer }: DueNotice): string[] {
  return organizer === null ? [] : [texts.soldBy(organizer)];
}
