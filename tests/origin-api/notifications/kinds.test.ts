// What buyers are told besides the confirmation, each exactly once: refunds under way and settled, the way to "my
// orders". What was sent is shown on the order, to whom only hinted at.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startMailbox, type Mailbox } from "../../../local/mailbox/start-mailbox.ts";
import { refundsOfPayment } from "../../../origin-api/books/refund-store.ts";
import { note } from "../../../origin-api/books/refunding.ts";
import { consumeNotifications } from "../../../origin-api/notifications/consumer.ts";
import { sweepMails } from "../../../origin-api/notifications/sweep.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "../books/office-desk.ts";

let office: TestOffice;
let mailbox: Mailbox;
let desk: OfficeDesk;

beforeEach(async () => {
  [office, mailbox] = await Promise.all([TestOffice.open(), startMailbox({ username: "foyer", password: "secret" })]);
  Object.assign(office.env, { SMTP_PORT: String(mailbox.smtp.port) });
  desk = await OfficeDesk.as(office, "finance");
});
afterEach(() => Promise.all([office.close(), mailbox.stop()]));

async function sold(seat: string, language = "en"): Promise<{ orderId: string; reference: string; url: string }> {
  const buyer = { email: "ada@example.com", name: "Ada", language };
  const { status, body } = await office.commit(await office.hold(newVisitor(), [seat]), "pm_card_visa", { buyer });
  expect(status).toBe(200);
  await office.idle();
  return body;
}

/** The clock's tick and the queue's delivery, fifty times over at once. */
async function deliverAll(): Promise<void> {
  await office.rows("UPDATE notifications SET due_at = now() WHERE state = 'due'");
  await Promise.all(Array.from({ length: 50 }, () => sweepMails(office.parts())));
  const messages = office.mails.splice(0).map((body) => ({ body }));
  await Promise.all(Array.from({ length: 50 }, () => consumeNotifications({ messages }, office.env)));
}

const subjects = async (): Promise<string[]> => (await mailbox.messages()).map(({ subject }) => subject);

describe("a refund", () => {
  it("is told once, in the buyer's language, with what goes back", async () => {
    const order = await sold("stalls-1", "de");
    await desk.refund(order.orderId, { amount: { currency: "USD", value: 20 } }, "once");
    await desk.refund(order.orderId, { amount: { currency: "USD", value: 20 } }, "once");
    await deliverAll();
    await deliverAll();
    expect((await subjects()).toSorted()).toEqual([
      `Ihre Erstattung für An evening with music (${order.reference})`,
      `Ihre Karten für An evening with music (${order.reference})`,
    ]);
    const [refund] = await mailbox.messages({ subject: "Erstattung" });
    expect(refund?.text).toMatch(/wir haben Ihnen 20,00\s\$ für An evening with music erstattet/u);
    expect(refund?.text?.replaceAll(/\s/gu, "")).toContain(order.url);
  });

  it("that a bank takes its time for is told when it is under way and when it is done, each once", async () => {
    const order = await sold("stalls-1");
    await desk.refund(order.orderId);
    await office.rows("DELETE FROM notifications WHERE kind = 'refund'");
    await office.rows("UPDATE refunds SET state = 'pending', settled_at = NULL");
    const [paid] = await office.rows("SELECT payment_id FROM refunds");
    const [refund] = await refundsOfPayment(office.parts().database, String(paid?.["payment_id"]));
    if (refund === undefined) throw new Error("no refund");
    const told = { id: "re_1", paymentId: refund.paymentId, amountMinor: refund.amountMinor };
    for (const status of ["pending", "pending", "succeeded", "succeeded"] as const) {
      await Promise.all(Array.from({ length: 5 }, () => note(office.parts(), refund, { ...told, status })));
    }
    await deliverAll();
    const texts = (await mailbox.messages({ subject: "refund" })).map(({ text }) => text ?? "");
    expect(texts).toHaveLength(2);
    expect(texts.filter((text) => text.includes("We have given you back $152.50"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("The refund is on its way"))).toHaveLength(1);
  });
});

describe("the way to my orders", () => {
  it("is sent in the reader's language, and forgotten once it is on its way", async () => {
    const url = "https://tickets.test/my-orders/list?token=secret";
    await office.rows(
      `INSERT INTO notifications (id, kind, recipient, language, facts, state, due_at)
       VALUES (gen_random_uuid(), 'orders_link', 'ada@example.com', 'fr-FR', $1, 'due', now())`,
      [JSON.stringify({ url, minutes: 30 })],
    );
    await deliverAll();
    const [mail, ...more] = await mailbox.messages();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Vos commandes");
    expect(mail?.text).toContain(url);
    expect(mail?.text).toContain("30 minutes");
    expect(await office.rows("SELECT facts, state FROM notifications")).toEqual([{ facts: {}, state: "sent" }]);
  });
});

describe("the order's page", () => {
  it("shows what was sent, and to whom only as a hint", async () => {
    const order = await sold("stalls-1");
    const shown = async () => {
      const { pathname, search } = new URL(order.url);
      return (await office.fetch("GET", `${pathname}${search}`)).body.notices;
    };
    const confirmation = { kind: "order_confirmation", channel: "email", recipient: "a***@example.com" };
    expect(await shown()).toEqual([{ ...confirmation, state: "under_way", sentAt: null }]);
    await deliverAll();
    expect(await shown()).toEqual([{ ...confirmation, state: "sent", sentAt: expect.any(String) }]);
  });
});
