/**
 * Sends the mails of a batch: claims them, hands them to the mail server over a few connections, writes down what
 * became of each. Two statements a batch.
 */
import type { NotificationDue } from "../../core/contract/messages.ts";
import { signOrderAccess } from "../checkout/order-access.ts";
import { orderUrl } from "../checkout/order-document.ts";
import type { Database } from "../db/client.ts";
import { renderConfirmation } from "./confirmation.ts";
import { claimMails, judgeMails, type DueMail, type JudgedMail, type MailOutcome } from "./notification-store.ts";
import { composeMail, SmtpLine, type ComposedMail, type SmtpBindings } from "./smtp-line.ts";
import { gistOf } from "../fault-gist.ts";

/** Two consumers run at once, and a Worker has six connections. */
const LINES_MAX = 3;
/** Below that another connection costs more than it saves. */
const MAILS_PER_LINE_MIN = 8;

export interface MailerParts {
  readonly database: Database;
  readonly smtp: SmtpBindings;
  readonly publicUrl: string;
  readonly orderAccessKey: string;
  readonly report: (fault: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Sends what is still due. Repeating it sends nothing twice. */
export async function sendMails(parts: MailerParts, due: readonly NotificationDue[]): Promise<void> {
  const ids = [...new Set(due.map(({ notificationId }) => notificationId))];
  const mails = await claimMails(parts.database, ids);
  if (mails.length === 0) return;
  const lines = Math.max(1, Math.min(LINES_MAX, Math.floor(mails.length / MAILS_PER_LINE_MIN)));
  const waiting = await Promise.all(mails.map(async (mail) => ({ mail, message: await written(parts, mail) })));
  const judged = (await Promise.all(Array.from({ length: lines }, () => sendOverOneLine(parts, waiting)))).flat();
  await judgeMails(parts.database, judged);
  const lost = judged.filter(({ outcome }) => outcome.kind === "dead" || outcome.kind === "uncertain");
  if (lost.length > 0) parts.report("mails need a person", { notifications: lost.map(({ id }) => id) });
}

/** @param waiting shared by all lines; each takes the next mail. */
async function sendOverOneLine(parts: MailerParts, waiting: WrittenMail[]): Promise<JudgedMail[]> {
  const judged: JudgedMail[] = [];
  let line: SmtpLine | undefined;
  try {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { mail, message } = next;
      if (line === undefined || line.isBroken) line = await openOr(parts, mail, waiting, judged);
      if (line === undefined) break;
      const outcome = await line.send(message);
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
  mail: DueMail,
  waiting: WrittenMail[],
  judged: JudgedMail[],
): Promise<SmtpLine | undefined> {
  try {
    return await SmtpLine.open(parts.smtp);
  } catch (error) {
    const why = gistOf(error);
    const outcome: MailOutcome = { kind: "put_back", why };
    parts.report("the mail server cannot be reached", { why });
    for (const { id, attempts } of [mail, ...waiting.splice(0).map((left) => left.mail)])
      judged.push({ id, attempts, outcome });
    return undefined;
  }
}

interface WrittenMail {
  readonly mail: DueMail;
  readonly message: ComposedMail;
}

async function written({ publicUrl, orderAccessKey, smtp }: MailerParts, mail: DueMail): Promise<ComposedMail> {
  const { orderId, eventId, id, round, recipient } = mail;
  const key = await signOrderAccess({ orderId, eventId }, orderAccessKey);
  const rendered = renderConfirmation(mail, orderUrl(publicUrl, orderId, key));
  const messageId = `${id}.${round}@${domainOf(smtp.MAIL_FROM)}`;
  return composeMail({ ...rendered, messageId, to: recipient }, smtp.MAIL_FROM);
}

function domainOf(from: string): string {
  return /@([^\s>]+)/u.exec(from)?.[1] ?? "localhost";
}
