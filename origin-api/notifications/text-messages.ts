/** What a text message says, as short as it can be, and sending those of a batch. */
import { refundFacts, type DueNotice, type JudgedNotice } from "./due-notice.ts";
import { languageFor } from "./languages/choice.ts";
import { moneyIn, shortlyWhenIn } from "./letters/formats.ts";
import { eventOf, orderOf } from "./letters/letter-of.ts";
import type { NoticeLinks } from "./notice-links.ts";
import { SmsGateway, type SmsBindings } from "./sms-gateway.ts";

/** Two consumers run at once, and a Worker has six connections, some of which carry mails. */
const LANES = 2;
const TITLE_LENGTH_MAX = 60;

export async function sendTextMessages(
  sms: SmsBindings,
  links: NoticeLinks,
  notices: readonly DueNotice[],
): Promise<JudgedNotice[]> {
  if (notices.length === 0) return [];
  const opened = await SmsGateway.open(sms);
  if (opened.kind !== "open") {
    const outcome =
      opened.kind === "not_set_up"
        ? ({ kind: "skipped", why: "no gateway for text messages is set up" } as const)
        : ({ kind: "put_back", why: opened.why } as const);
    return notices.map(({ id, attempts }) => ({ id, attempts, outcome }));
  }
  const waiting = [...notices];
  const lane = async (): Promise<JudgedNotice[]> => {
    const judged: JudgedNotice[] = [];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id, attempts, recipient } = next;
      judged.push({ id, attempts, outcome: await opened.gateway.send(recipient, await textOf(next, links)) });
    }
    return judged;
  };
  return (await Promise.all(Array.from({ length: LANES }, lane))).flat();
}

export async function textOf(notice: DueNotice, links: NoticeLinks): Promise<string> {
  const { texts, locale } = languageFor(notice.language);
  const [order, event] = [orderOf(notice), eventOf(notice)];
  const title = event.title.length > TITLE_LENGTH_MAX ? `${event.title.slice(0, TITLE_LENGTH_MAX - 1)}…` : event.title;
  const url = await links.shortOrder({ ...order, eventId: event.eventId });
  const facts = { title, when: shortlyWhenIn(locale, event), reference: order.reference, url };
  switch (notice.kind) {
    case "order_confirmation":
      return texts.confirmation.sms(facts);
    case "event_reminder":
      return texts.reminder.sms(facts);
    case "refund": {
      const amount = moneyIn(locale, order.currency)(refundFacts.parse(notice.facts).amountMinor);
      return texts.refund.sms({ ...facts, amount });
    }
    default:
      throw new Error(`${notice.kind} is not told by text message`);
  }
}
