// Text messages: to whom left a number, through Twilio's API, each once; and what its answers mean. A refusal of the
// number is for good, a refusal of us is tried again, and what nobody knows of is not sent a second time.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TextFailure } from "../../../local/sms-gateway/failure.ts";
import { OfficeDesk } from "../books/office-desk.ts";
import { NoticeOffice } from "./notice-office.ts";

const PHONE = "+4915112345678";
let notices: NoticeOffice;

beforeEach(async () => {
  notices = await NoticeOffice.open();
});
afterEach(() => notices.close());

const texts = () => notices.mailbox.texts();

async function textState(): Promise<Record<string, unknown> | undefined> {
  const [row] = await notices.office.rows("SELECT state, failure FROM notifications WHERE channel = 'sms'");
  return row;
}

describe("a text message", () => {
  it("confirms the order to the number that was left, short and with the link, besides the mail", async () => {
    const order = await notices.sell({ phone: PHONE, language: "de" });
    await notices.sell();
    await notices.deliver();
    await notices.deliver();
    expect(texts()).toHaveLength(1);
    const [text] = texts();
    expect(text).toMatchObject({ to: PHONE, from: "+15005550006" });
    expect(text?.body).toContain(`Ihre Karten für An evening with music`);
    expect(text?.body).toContain(order.reference);
    const { pathname, search } = new URL(/https:\S+/u.exec(text?.body ?? "")?.[0] ?? "");
    expect(search).toHaveLength("?key=".length + 64);
    expect(await notices.office.fetch("GET", `${pathname}${search}`)).toMatchObject({
      status: 200,
      body: { orderId: order.orderId },
    });
    expect(await notices.mailbox.messages()).toHaveLength(2);
    expect(await notices.states("order_confirmation")).toEqual({ sent: 3 });
  });

  it("goes to the number that travels with the payment when another process finishes the sale", async () => {
    const { office } = notices;
    await notices.sell({ phone: PHONE });
    const [order] = await office.rows("SELECT buyer_phone FROM orders");
    expect(order).toEqual({ buyer_phone: PHONE });
    const { gateway } = office.parts();
    const [payment] = await office.rows("SELECT id FROM payments");
    expect(await gateway.read(String(payment?.["id"]))).toMatchObject({ payment: { payer: { phone: PHONE } } });
  });

  it("opens its own order and no other, with a key that nobody else can make", async () => {
    const [mine, other] = [await notices.sell({ phone: PHONE }), await notices.sell()];
    await notices.deliver();
    const key = new URL(/https:\S+/u.exec(texts()[0]?.body ?? "")?.[0] ?? "").searchParams.get("key") ?? "";
    const read = (orderId: string, shown: string) => notices.office.fetch("GET", `/orders/${orderId}?key=${shown}`);
    expect(await read(mine.orderId, key)).toMatchObject({ status: 200 });
    expect(await read(other.orderId, key)).toMatchObject({ status: 404 });
    for (let at = 0; at < key.length; at += 7) {
      const forged = `${key.slice(0, at)}${key[at] === "A" ? "B" : "A"}${key.slice(at + 1)}`;
      expect(await read(mine.orderId, forged)).toMatchObject({ status: 404 });
      expect(await read(other.orderId, forged)).toMatchObject({ status: 404 });
    }
  });

  it("tells of a refund, too", async () => {
    const desk = await OfficeDesk.as(notices.office, "finance");
    const { orderId } = await notices.sell({ phone: PHONE });
    await desk.refund(orderId, { amount: { currency: "USD", value: 10 } });
    await notices.deliver();
    expect(texts().map(({ body }) => body)).toContainEqual(expect.stringContaining("$10.00 for An evening with music"));
  });

  it("is refused without its country, or with anything but digits", async () => {
    for (const phone of ["015112345678", "+49 151", "+0123456789", "+49151123456789012", "+4915112345678\r\nBcc: x"]) {
      await expect(notices.sell({ phone })).rejects.toThrow("422");
    }
  });

  it("is not owed to anybody where no gateway is set up", async () => {
    Object.assign(notices.office.env, { SMS_AUTH_TOKEN: "" });
    await notices.sell({ phone: PHONE });
    await notices.deliver();
    expect(await textState()).toEqual({ state: "skipped", failure: "no gateway for text messages is set up" });
    expect(texts()).toEqual([]);
  });
});

describe("the gateway's answer", () => {
  const cases: [string, TextFailure, string, RegExp, number][] = [
    ["21211: the number does not exist", { kind: "refused", code: 21_211 }, "dead", /400 21211/u, 0],
    ["21610: its owner has said stop", { kind: "refused", code: 21_610 }, "dead", /400 21610/u, 0],
    ["429: too fast", { kind: "busy" }, "due", /429 20429/u, 0],
    ["503: closed", { kind: "closed" }, "due", /503/u, 0],
    ["500 after it took the message", { kind: "broken" }, "uncertain", /500/u, 1],
    ["none, after it took the message", { kind: "silent" }, "uncertain", /./u, 1],
  ];

  it.each(cases)("%s", async (_name, failure, state, why, taken) => {
    await notices.sell({ phone: PHONE });
    notices.mailbox.setTextFailure(failure);
    await notices.deliver();
    expect(await textState()).toEqual({ state, failure: expect.stringMatching(why) });
    notices.mailbox.setTextFailure({ kind: "none" });
    await notices.deliver();
    expect(texts()).toHaveLength(state === "due" ? 1 : taken);
  });

  it("401 means that our password is wrong: nothing is lost", async () => {
    Object.assign(notices.office.env, { SMS_AUTH_TOKEN: "wrong" });
    await notices.sell({ phone: PHONE });
    await notices.deliver();
    expect(await textState()).toEqual({ state: "due", failure: expect.stringContaining("401 20003") });
  });

  it("that never comes because nobody is there: it is sent later", async () => {
    const url = notices.mailbox.url;
    Object.assign(notices.office.env, { SMS_API_URL: "http://127.0.0.1:1" });
    await notices.sell({ phone: PHONE });
    await notices.deliver();
    expect(await textState()).toMatchObject({ state: "due" });
    Object.assign(notices.office.env, { SMS_API_URL: url });
    await notices.deliver();
    expect(texts()).toHaveLength(1);
  });
});
