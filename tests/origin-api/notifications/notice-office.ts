// Owns an office whose messages really go out: to a mail server and a gateway for text messages that keep them, with
// the clock's tick and the queue's delivery made fifty times over at once wherever a test delivers.

import { startMailbox, type Mailbox, type MailMessage } from "../../../local/mailbox/start-mailbox.ts";
import { consumeNotifications } from "../../../origin-api/notifications/consumer.ts";
import { sweepMails } from "../../../origin-api/notifications/sweep.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";

const SMS = { accountSid: "AC0123456789", authToken: "token" };
export const PARALLEL = 50;

export interface Sold {
  readonly orderId: string;
  readonly reference: string;
  readonly url: string;
}

export class NoticeOffice {
  readonly office: TestOffice;
  readonly mailbox: Mailbox;
  #seat = 0;

  private constructor(office: TestOffice, mailbox: Mailbox) {
    this.office = office;
    this.mailbox = mailbox;
  }

  static async open(): Promise<NoticeOffice> {
    const login = { username: "foyer", password: "secret", sms: SMS };
    const [office, mailbox] = await Promise.all([TestOffice.open(), startMailbox(login)]);
    Object.assign(office.env, {
      SMTP_PORT: String(mailbox.smtp.port),
      SMS_ACCOUNT_SID: SMS.accountSid,
      SMS_AUTH_TOKEN: SMS.authToken,
      SMS_FROM: "+15005550006",
      SMS_API_URL: mailbox.url,
    });
    return new NoticeOffice(office, mailbox);
  }

  async close(): Promise<void> {
    await Promise.all([this.office.close(), this.mailbox.stop()]);
  }

  async sell(buyer: Record<string, string> = {}): Promise<Sold> {
    this.#seat += 1;
    const reservation = await this.office.hold(newVisitor(), [`stalls-${this.#seat}`]);
    const said = { email: "ada@example.com", name: "Ada", language: "en", ...buyer };
    const { status, body } = await this.office.commit(reservation, "pm_card_visa", { buyer: said });
    if (status !== 200) throw new Error(`not sold: ${status}`);
    await this.office.idle();
    return body;
  }

  /** Everything that is due goes out, by fifty ticks and fifty deliveries at once. */
  async deliver(): Promise<void> {
    await this.office.rows("UPDATE notifications SET due_at = now() WHERE state = 'due'");
    await Promise.all(Array.from({ length: PARALLEL }, () => sweepMails(this.office.parts())));
    const messages = this.office.mails.splice(0).map((body) => ({ body }));
    await Promise.all(Array.from({ length: PARALLEL }, () => consumeNotifications({ messages }, this.office.env)));
  }

  /** The headers of a mail as they came, unfolded. */
  async headersOf(mail: MailMessage | undefined): Promise<string> {
    const answer = await fetch(new URL(`/messages/${mail?.id}/raw`, this.mailbox.url));
    const [headers = ""] = (await answer.text()).split("\r\n\r\n", 1);
    return headers.replaceAll(/\r\n[ \t]/gu, " ");
  }

  async states(kind: string): Promise<Record<string, number>> {
    const rows = await this.office.rows(
      "SELECT state, count(*)::int AS count FROM notifications WHERE kind = $1 GROUP BY state",
      [kind],
    );
    return Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)]));
  }
}
