// Being told when a sale opens: only who owns the address signs it up, everybody is told once and not all in the same
// minute, and who wants no more of it hears no more, while the mails of an order still come.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweepSaleOpenings } from "../../../origin-api/notifications/sale-openings.ts";
import { noticeRoutes } from "../../../origin-api/routes/notices.ts";
import { NoticeOffice, PARALLEL } from "./notice-office.ts";

let notices: NoticeOffice;

beforeEach(async () => {
  notices = await NoticeOffice.open();
  await notices.office.rows("UPDATE events SET sale_starts_at = now() + interval '1 day', state = 'scheduled'");
});
afterEach(() => notices.close());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const init = {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const { env, context } = notices.office;
  const answer = await noticeRoutes.request(path, init, env, context);
  return { status: answer.status, body: await answer.json() };
}

const ask = (email = "ada@example.com", language = "en") =>
  call("POST", "/sale-opening", { eventId: notices.office.eventId, email, language });

/** What the link of the newest such mail carries. */
async function tokenIn(subject: string, to = "ada@example.com"): Promise<string> {
  const [mail] = await notices.mailbox.messages({ to, subject });
  return /token=([\w.-]+)/u.exec(mail?.text ?? "")?.[1] ?? "";
}

async function signUp(email = "ada@example.com"): Promise<void> {
  await ask(email);
  await notices.deliver();
  const token = await tokenIn("Shall we tell you", email);
  expect(await call("POST", "/sale-opening/confirmation", { token })).toMatchObject({
    body: { confirmed: true, email },
  });
}

async function openSale(): Promise<void> {
  await notices.office.rows("UPDATE events SET sale_starts_at = now() - interval '1 second'");
}

async function tick(times = 1): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => sweepSaleOpenings(notices.office.parts())));
}

const told = () => notices.mailbox.messages({ subject: "Now on sale" });

describe("who asked to be told", () => {
  it("is told once when the sale opens, and not before", async () => {
    await signUp();
    await tick();
    expect(await notices.states("sale_opening")).toEqual({});
    await openSale();
    await tick(PARALLEL);
    await notices.deliver();
    await tick(PARALLEL);
    await notices.deliver();
    expect(await told()).toHaveLength(1);
    const [mail] = await told();
    expect(mail?.text).toContain(`https://tickets.test/events/${notices.office.eventId}`);
    expect(await notices.states("sale_opening")).toEqual({ sent: 1 });
  });

  it("is nobody who has not said yes from the mailbox itself", async () => {
    await ask("victim@example.com");
    await notices.deliver();
    await openSale();
    await tick();
    expect(await notices.states("sale_opening")).toEqual({});
    expect(await notices.mailbox.messages()).toHaveLength(1);
  });

  it("cannot be flooded with the question: once an hour and event, a few times a day in all", async () => {
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => ask()));
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(await notices.states("sale_opening_asked")).toEqual({ due: 1 });
    for (let event = 0; event < 9; event += 1) {
      const [made] = await notices.office.rows(`
        INSERT INTO events SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'room_id', gen_random_uuid()))).*
        FROM events e WHERE id = '${notices.office.eventId}' RETURNING id`);
      await call("POST", "/sale-opening", { eventId: made?.["id"], email: "ada@example.com" });
    }
    expect(await notices.states("sale_opening_asked")).toEqual({ due: 5 });
  });

  it("gets the same answer for an event that is not there, or already on sale, or an address that is known", async () => {
    const first = await ask();
    const again = await ask();
    const nowhere = await call("POST", "/sale-opening", {
      eventId: "0b9e6f5d-2c1a-4f3e-9d8c-1c2b3a495867",
      email: "ada@example.com",
    });
    await openSale();
    const late = await ask("late@example.com");
    for (const answer of [again, nowhere, late]) expect(answer).toEqual(first);
    expect(await notices.states("sale_opening_asked")).toEqual({ due: 1 });
  });

  it("hears of it a bounded number a minute, everybody in the end, wherever a tick died", async () => {
    await notices.office.rows(
      `INSERT INTO sale_reminders (event_id, email, language, confirmed_at)
       SELECT $1, 'fan' || n || '@example.com', 'it', now() FROM generate_series(1, 1200) n`,
      [notices.office.eventId],
    );
    await openSale();
    await tick();
    expect(await notices.states("sale_opening")).toEqual({ due: 500 });
    // a tick that died had owed some and written down that they were told, together, or neither
    for (let minute = 0; minute < 2; minute += 1) await tick(5);
    expect(await notices.states("sale_opening")).toEqual({ due: 1_200 });
  });

  it("is forgotten when the event has begun", async () => {
    await signUp();
    await notices.office.rows("UPDATE events SET starts_at = now() - interval '1 minute'");
    await tick();
    expect(await notices.office.rows("SELECT email FROM sale_reminders")).toEqual([]);
  });
});

describe("who wants no more of it", () => {
  it("gets no more of it from that organization; the mails of an order still come; and can want it again", async () => {
    await signUp();
    await openSale();
    await tick();
    await notices.deliver();
    const [mail] = await told();
    const raw = await notices.headersOf(mail);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/mu);
    expect(raw).toMatch(/^List-Unsubscribe:\s+<https:\/\/tickets\.test\/notices\/unsubscribe\?token=/mu);
    const token = /unsubscribe\?token=([\w.-]+)/u.exec(mail?.text ?? "")?.[1] ?? "";
    const subscription = { organizer: "Hall & Co", email: "ada@example.com" };
    expect(await call("GET", `/subscription?token=${token}`)).toEqual({
      status: 200,
      body: { ...subscription, subscribed: true },
    });
    for (let time = 0; time < 3; time += 1) {
      expect(await call("POST", "/subscription", { token, subscribed: false })).toMatchObject({
        body: { ...subscription, subscribed: false },
      });
    }
    const owedAgain = "UPDATE notifications SET state = 'due' WHERE kind = 'sale_opening'";
    await notices.office.rows(owedAgain);
    await notices.sell();
    await notices.deliver();
    expect(await told()).toHaveLength(1);
    expect(await notices.states("sale_opening")).toEqual({ skipped: 1 });
    expect(await notices.mailbox.messages({ subject: "Your tickets" })).toHaveLength(1);
    await call("POST", "/subscription", { token, subscribed: true });
    await notices.office.rows(owedAgain);
    await notices.deliver();
    expect(await told()).toHaveLength(2);
  });

  it("is asked for by nobody without the token of that mail", async () => {
    await ask();
    await notices.deliver();
    const other = await tokenIn("Shall we tell you");
    for (const token of [other, "a.b.c", `${other}x`]) {
      expect(await call("POST", "/subscription", { token, subscribed: false })).toMatchObject({ status: 404 });
    }
    expect(await call("POST", "/subscription", { token: "", subscribed: false })).toMatchObject({ status: 422 });
    expect(await notices.office.rows("SELECT email FROM unsubscriptions")).toEqual([]);
  });
});

describe("what is asked wrongly", () => {
  it.each([
    ["no address", { email: "ada" }, "/email"],
    ["a line break", { email: "ada@example.com\r\nBcc: eve@example.com" }, "/email"],
    ["no event", { eventId: "x" }, "/eventId"],
    ["another field", { admin: true }, "/admin"],
    ["a language that is none", { language: "klingon" }, "/language"],
  ])("%s is refused, naming the field", async (_name, wrong, field) => {
    const body = { eventId: notices.office.eventId, email: "ada@example.com", ...wrong };
    expect(await call("POST", "/sale-opening", body)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });
});
