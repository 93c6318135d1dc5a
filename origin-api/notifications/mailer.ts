/**
 * Sends the messages of a batch: claims them, hands mails to the mail server over a few connections and text messages
 * to their gateway, writes down what became of each. Two statements a batch.
 */
import type { NotificationDue } from "../../core/contract/messages.ts";
import type { Database } from "../db/client.ts";
import { gistOf } from "../fault-gist.ts";
import type { DueNotice, JudgedNotice, MailOutcome } from "./due-notice.ts";
import { letterHtml } from "./letters/letter-html.ts";
import { letterOf } from "./letters/letter-of.ts";
import { letterText } from "./letters/letter-text.ts";
import { NoticeLinks } from "./notice-links.ts";
import { claimNotices, judgeNotices } from "./notification-store.ts";
import type { SmsBindings } from "./sms-gateway.ts";
import { sendTextMessages } from "./text-messages.ts";
import { composeMail, SmtpLine, type ComposedMail, type SmtpBindings } from "./smtp-line.ts";

/** A Worker has six connections at once for each batch; one is for the books. */
const LINES_MAX = 5;
/** Below that another connection costs more than it saves. */
const MAILS_PER_LINE_MIN = 8;

export interface MailerParts {
  readonly database: Database;
  readonly smtp: SmtpBindings;
  readonly sms: SmsBindings;
  readonly publicUrl: string;
  readonly orderAccessKey: string;
  readonly report: (fault: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Sends what is still due. Repeating it sends nothing twice. */
export async function sendNotices(parts: MailerParts, due: readonly NotificationDue[]): Promise<void> {
  const ids = [...new Set(due.map(({ notificationId }) => notificationId))];
  const claimed = await claimNotices(parts.database, ids);
  if (claimed.length === 0) return;
  const { skipped = [], email = [], sms = [] } = Object.groupBy(claimed, wayOf);
  const links = new NoticeLinks(parts.publicUrl, parts.orderAccessKey);
  const sent = await Promise.all([sendMails(parts, links, email), sendTextMessages(parts.sms, links, sms)]);
  const judged = [...skipped.map(judgedSkipped), ...sent.flat()];
  await judgeNotices(parts.database, judged);
  const lost = judged.filter(({ outcome }) => outcome.kind === "dead" || outcome.kind === "uncertain");
  if (lost.length > 0) parts.report("mails need a person", { notifications: lost.map(({ id }) => id) });
}

function wayOf({ skip, channel }: DueNotice): "skipped" | DueNotice["channel"] {
  return skip === null ? channel : "skipped";
}

function judgedSkipped({ id, attempts, skip }: DueNotice): JudgedNotice {
  return { id, attempts, outcome: { kind: "skipped", why: skip ?? "" } };
}

async function sendMails(parts: MailerParts, links: NoticeLinks, mails: readonly DueNotice[]): Promise<JudgedNotice[]> {
  if (mails.length === 0) return [];
  const lines = Math.max(1, Math.min(LINES_MAX, Math.floor(mails.length / MAILS_PER_LINE_MIN)));
  const waiting = [...mails];
  return (await Promise.all(Array.from({ length: lines }, () => sendOverOneLine(parts, links, waiting)))).flat();
}

/**
 * A mail is written when the line is about to need it: a hundred written at once would hold up whoever is paying.
 *
 * @param waiting shared by all lines; each takes the next mail.
 */
async function sendOverOneLine(parts: MailerParts, links: NoticeLinks, waiting: DueNotice[]): Promise<JudgedNotice[]> {
  const judged: JudgedNotice[] = [];
  const take = async (): Promise<WrittenMail | undefined> => {
    const mail = waiting.shift();
    return mail === undefined ? undefined : { mail, message: await written(parts, links, mail) };
  };
  let line: SmtpLine | undefined;
  try {
    for (let next = await take(); next !== undefined;) {
      const { mail, message } = next;
      if (line === undefined || line.isBroken) line = await openOr(parts, mail, waiting, judged);
      if (line === undefined) break;
      next = await take();
      const outcome = await line.send(message, next?.message);
      judged.push({ id: mail.id, attempts: mail.attempts, outcome });
    }
  } finally {
    line?.close();
  }
  return judged;
}

/** Without a connection nothing is sent: this mail and all that wait are put back. */
async function openOr(
  parts: MailerParts,
  mail: DueNotice,
  waiting: DueNotice[],
  judged: JudgedNotice[],
): Promise<SmtpLine | undefined> {
  try {
    return await SmtpLine.open(parts.smtp);
  } catch (error) {
    const why = gistOf(error);
    const outcome: MailOutcome = { kind: "put_back", why };
    parts.report("the mail server cannot be reached", { why });
    for (const { id, attempts } of [mail, ...waiting.splice(0)]) judged.push({ id, attempts, outcome });
    return undefined;
  }
}

interface WrittenMail {
  readonly mail: DueNotice;
  readonly message: ComposedMail;
}

async function written({ smtp }: MailerParts, links: NoticeLinks, mail: DueNotice): Promise<ComposedMail> {
  const letter = await letterOf(mail, links);
  return composeMail(
    {
      messageId: `${mail.id}.${mail.round}@${domainOf(smtp.MAIL_FROM)}`,
      to: mail.recipient,
      subject: letter.subject,
      text: letterText(letter),
      html: letterHtml(letter),
      language: letter.language,
      ...(letter.unsubscribe === undefined ? {} : { unsubscribeUrl: letter.unsubscribe.url }),
    },
    smtp.MAIL_FROM,
  );
}

function domainOf(from: string): string {
  return /@([^\s>]+)/u.exec(from)?.[1] ?? "localhost";
}
