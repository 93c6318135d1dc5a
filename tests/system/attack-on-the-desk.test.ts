/**
 * What an organizer of one organization, staff of another role, a foreign page and a text full of script cannot do,
 * tried over real HTTP on real parts.
 */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { Desk } from "../../local/cli/desk.ts";
import { Buyer } from "../support/buyer.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins, secrets } = inject("system");
const AT_ONCE = 20;
const PASSWORD = "correct horse battery staple";

let organizer: Organizer;
let model: EventDocument;
let event: EventDocument;
let order: { readonly orderId: string; readonly value: number };

beforeAll(async () => {
  organizer = await Organizer.signIn(urls.edge, logins);
  model = await organizer.event(demo.eventId);
  event = await openEvent(organizer, demo.eventId, { total_active_users: 500, new_users_per_minute: 30_000 });
  const buyer = await new Buyer(urls.edge, event.roomId).arrive();
  const { body } = await buyer.reserve(event.id, { bestAvailable: { quantity: 2 } });
  const paid = await buyer.commit(body, "pm_card_visa", { buyer: { email: "victim@example.com" } });
  order = { orderId: paid.body.orderId, value: paid.body.amount.value };
  await eventually(
    () => organizer.desk.ask("GET", `/api/orders/${order.orderId}`),
    ({ status }) => status === 200,
  );
});

/** The session cookie as a browser would send it. */
async function cookieOf(role: string): Promise<string> {
  const login = logins.find((candidate) => candidate.role === role);
  const answer = await fetch(`${urls.edge}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: urls.edge },
    body: JSON.stringify({ email: login?.email, password: login?.password }),
  });
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-foyer-session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/u);
  return cookie.split(";")[0] ?? "";
}

async function ask(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(`${urls.edge}${path}`, {
    method,
    redirect: "manual",
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

type Call = readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>];

/** Every call that names something of the organization; bodies are in order, so that only the caller can be wrong. */
async function callsAboutTheirs(): Promise<Call[]> {
  const { desk } = organizer;
  const { members } = await desk.require<{ members: { id: string; role: string }[] }>("GET", "/api/members");
  const memberId = members.find(({ role }) => role === "door")?.id ?? "";
  const { id: keyId } = await desk.require<{ id: string }>("POST", "/api/api-keys", { name: "till", role: "door" });
  const { notifications } = await desk.require<{ notifications: { notificationId: string }[] }>(
    "GET",
    "/api/notifications",
  );
  const [eventPath, venuePath] = [`/api/events/${event.id}`, `/api/venues/${model.venue.id}`];
  return [
    ["GET", venuePath],
    ["PATCH", venuePath, { name: "Taken over" }],
    ["GET", `${venuePath}/charts`],
    ["POST", `${venuePath}/charts`, { format: "foyer", drawing: {} }],
    ["GET", `/api/charts/${model.chartId}`],
    ["GET", eventPath],
    ["PATCH", eventPath, { title: "Taken over" }],
    ...["publish", "open", "pause", "resume", "close"].map((act): Call => ["POST", `${eventPath}/${act}`, {}]),
    ["POST", `${eventPath}/blocks`, { action: "block", seatIds: ["Balcony Left-F-1"], reason: "mine" }],
    ["GET", `${eventPath}/room`],
    ["PATCH", `${eventPath}/room`, { suspended: true }],
    ...["sales", "sales.csv", "bookings", "ledger", "reconciliation"].map((of): Call => ["GET", `${eventPath}/${of}`]),
    ["GET", `/api/orders/${order.orderId}`],
    ["POST", `/api/orders/${order.orderId}/refunds`, { reason: "mine" }, { "idempotency-key": "k" }],
    ["POST", `/api/notifications/${notifications[0]?.notificationId ?? randomUUID()}/resend`],
    ["PATCH", `/api/members/${memberId}`, { role: "organizer" }],
    ["DELETE", `/api/members/${memberId}`],
    ["POST", `/api/members/${memberId}/password-tokens`],
    ["DELETE", `/api/api-keys/${keyId}`],
  ];
}

describe("another organization", () => {
  it("and anybody who is not signed in see nothing and change nothing of ours, by any call", async () => {
    const email = `${randomUUID()}@example.com`;
    const founded = await ask(
      "POST",
      "/api/bootstrap",
      { authorization: `Bearer ${secrets.bootstrapToken}` },
      {
        organization: { name: "Others" },
        organizer: { name: "Other", email, password: PASSWORD },
        another: true,
      },
    );
    expect(founded.status).toBe(201);
    const theirs = await Desk.signIn(urls.edge, email, PASSWORD);
    const { key } = await theirs.require<{ key: string }>("POST", "/api/api-keys", { name: "k", role: "organizer" });
    const before = await organizer.event(event.id);
    for (const [method, path, body, headers] of await callsAboutTheirs()) {
      const stranger = await ask(method, path, { ...headers }, body);
      expect([method, path, stranger.status]).toEqual([method, path, 401]);
      const other = await ask(method, path, { "x-api-key": key, ...headers }, body);
      expect([method, path, other.status]).toEqual([method, path, 404]);
      expect(other.text).not.toContain("victim@example.com");
    }
    for (const list of ["venues", "events", "orders", `orders?event=${event.id}`, "orders?q=victim", "notifications"]) {
      const { text } = await ask("GET", `/api/${list}`, { "x-api-key": key });
      expect(text).toMatch(/^\{"(?:venues|events|orders|notifications)":\[\]/u);
    }
    expect(
      (await ask("PUT", "/api/session/organization", { "x-api-key": key }, { organizationId: demo.organizationId }))
        .status,
    ).toBeGreaterThanOrEqual(400);
    expect(await organizer.event(event.id)).toEqual(before);
  });
});

describe("a role", () => {
  it("of the door changes nothing and reads neither orders, money, people nor the log", async () => {
    const headers = { cookie: await cookieOf("door"), origin: urls.edge };
    for (const [method, path, body, more] of await callsAboutTheirs()) {
      const isCatalogue = method === "GET" && !/room|sales|bookings|ledger|reconciliation|orders/u.test(path);
      const { status } = await ask(method, path, { ...headers, ...more }, body);
      expect([method, path, status]).toEqual([method, path, isCatalogue ? 200 : 403]);
    }
    for (const list of ["orders", "notifications", "members", "api-keys", "audit", "audit/check"]) {
      expect([list, (await ask("GET", `/api/${list}`, headers)).status]).toEqual([list, 403]);
    }
  });
});

describe("a foreign page", () => {
  it("does nothing with the cookie of somebody who is signed in, and signs nobody in or out", async () => {
    const cookie = await cookieOf("organizer");
    for (const source of [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `${urls.edge}.evil.example` },
      { "sec-fetch-site": "cross-site", origin: urls.edge },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
    ] as Record<string, string>[]) {
      const add = await ask("POST", "/api/venues", { cookie, ...source }, { name: "Planted", timeZone: "UTC" });
      expect([source, add.status]).toEqual([source, 403]);
      expect((await ask("DELETE", "/api/session", { cookie, ...source })).status).toBe(403);
    }
    const plain = { cookie, origin: urls.edge, "content-type": "text/plain" };
    expect((await ask("POST", "/api/venues", plain, { name: "Planted", timeZone: "UTC" })).status).toBe(415);
    const cors = await ask("OPTIONS", "/api/venues", {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
    });
    expect(cors.headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask("GET", "/api/me", { cookie })).status).toBe(200);
    expect((await ask("GET", "/api/venues", { cookie })).text).not.toContain("Planted");
  });
});

describe("many at once at the desk", () => {
  it("publish once, and give back no more money than was taken", async () => {
    const { desk } = organizer;
    const draft = await desk.require<EventDocument>("POST", "/api/events", {
      title: "Pressed often",
      venueId: model.venue.id,
      chartId: model.chartId,
      currency: model.currency,
      startsAt: model.startsAt,
      saleStartsAt: model.saleStartsAt,
      saleEndsAt: model.saleEndsAt,
      categories: model.categories.flatMap(({ key, price }) => (price === null ? [] : [{ key, price }])),
    });
    const published = await Promise.all(
      Array.from({ length: AT_ONCE }, () => desk.ask("POST", `/api/events/${draft.id}/publish`)),
    );
    expect(new Set(published.map(({ status }) => status))).toEqual(new Set([200]));

    const headers = { cookie: await cookieOf("finance"), origin: urls.edge };
    const refund = (key: string, amount?: number) =>
      ask(
        "POST",
        `/api/orders/${order.orderId}/refunds`,
        { ...headers, "idempotency-key": key },
        {
          reason: "tried",
          ...(amount === undefined ? {} : { amount: { currency: model.currency, value: amount } }),
        },
      );
    const same = await Promise.all(Array.from({ length: AT_ONCE }, () => refund("once", 1)));
    expect(new Set(same.map(({ text }) => (JSON.parse(text) as { refundId: string }).refundId)).size).toBe(1);
    expect((await refund("once", 2)).status).toBe(422);
    const rest = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => refund(`all-${index}`)));
    expect(rest.filter(({ status }) => status < 300)).toHaveLength(1);
    const seen = await desk.require<{ refunded: { value: number } }>("GET", `/api/orders/${order.orderId}`);
    expect(seen.refunded.value).toBe(order.value);
    const { whole } = await desk.require<{ whole: boolean }>("GET", "/api/audit/check");
    expect(whole).toBe(true);
  });
});

describe("a text full of script", () => {
  const MARK = "<script>alert(1)</script><img src=x onerror=alert(1)>";
  const evil = (name: string): string => `"'>${name}${MARK}`.slice(0, 100);
  /** Markup of theirs in a page of ours: the data of a page's own script is text to a browser. */
  const runs = (text: string): boolean =>
    /<script>alert|<img src=x/iu.test(text.replaceAll(/<script type="application\/json"[^>]*>[^<]*<\/script>/gu, ""));

  it("is shown as text on every page, in the mail, and in the table that a spreadsheet opens", async () => {
    const { desk } = organizer;
    const venue = await desk.require<{ id: string }>("POST", "/api/venues", {
      name: evil("venue"),
      address: evil("address"),
      city: evil("city"),
      timeZone: "UTC",
    });
    const key = "=cmd|' /C calc'!A0";
    const seatId = evil("seat");
    const { chart } = await desk.require<{ chart: { id: string } }>("POST", `/api/venues/${venue.id}/charts`, {
      format: "foyer",
      drawing: {
        name: evil("chart"),
        categories: [{ key, label: `@SUM(1)${MARK}`, color: `red;}${MARK}` }],
        zones: [
          { key: "z", label: evil("zone") },
          { key: "y", label: "y" },
        ],
        sections: [
          {
            label: evil("section"),
            rows: [{ label: evil("row"), seats: [{ id: seatId, label: evil("place"), category: key, x: 0, y: 0 }] }],
          },
          { label: "B", rows: [{ label: "b", seats: [{ id: "b1", label: "1", category: key, x: 0, y: 50 }] }] },
        ],
        areas: [{ id: evil("area"), label: evil("standing"), category: key, capacity: 5, outline: [] }],
      },
    });
    const made = await desk.require<EventDocument>("POST", "/api/events", {
      title: evil("title"),
      description: `${evil("description")}\n${MARK}`,
      venueId: venue.id,
      chartId: chart.id,
      currency: "EUR",
      startsAt: model.startsAt,
      saleStartsAt: model.saleStartsAt,
      saleEndsAt: model.saleEndsAt,
      categories: [{ key, price: { currency: "EUR", value: 10 } }],
      limits: { orphanRule: false },
      room: { name: evil("room"), total_active_users: 1, new_users_per_minute: 1_000 },
    });
    for (const act of ["publish", "open"]) await desk.require("POST", `/api/events/${made.id}/${act}`);
    await desk.require("PATCH", `/api/events/${made.id}/room`, { message: `</script><!--${MARK}` });

    const buyer = await new Buyer(urls.edge, made.roomId).arrive();
    const waiting = new Buyer(urls.edge, made.roomId);
    await waiting.join();
    const inside = { "foyer-admission": buyer.admission?.admission ?? "" };
    const page = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
      const { status, headers: got, text } = await ask("GET", path, { accept: "text/html", ...headers });
      expect([path, status, runs(text)]).toEqual([path, 200, false]);
      expect(got.get("content-security-policy")).toMatch(/^default-src 'none'; /u);
      expect(got.get("content-security-policy")).not.toContain("unsafe");
      return text;
    };
    await eventually(
      () => page("/"),
      (text) => text.includes("title&lt;script&gt;"),
    );
    await page(`/events/${made.id}`);
    for (const query of ["", "?section=0", "?section=__proto__"])
      await page(`/events/${made.id}/tickets${query}`, inside);
    const line = await page(`/events/${made.id}/tickets`, { "foyer-ticket": waiting.ticket });
    expect(line).toContain("alert(1)"); // the operator's message is there, as text

    const { body: held } = await buyer.reserve(made.id, { seatIds: [seatId] });
    await page(`/checkout/${held.reservationId}`, inside);
    const email = `${randomUUID()}@example.com`;
    const { body: bought } = await buyer.commit(held, "pm_card_visa", { buyer: { email, name: evil("buyer") } });
    await page(new URL(bought.url).pathname + new URL(bought.url).search);
    const [mail] = await eventually(
      async () =>
        ((await (await fetch(`${urls.mailbox}/api/messages?to=${email}`)).json()) as { messages: { html: string }[] })
          .messages,
      (mails) => mails.length > 0,
    );
    expect([mail?.html.includes("buyer&lt;script&gt;"), runs(mail?.html ?? "")]).toEqual([true, false]);

    const csv = await ask("GET", `/api/events/${made.id}/sales.csv`, { cookie: await cookieOf("organizer") });
    expect(csv.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w.-]+"$/u);
    for (const cell of csv.text.split(/,|\r\n/u)) expect(cell).not.toMatch(/^"?[=@+-](?!\d)/u);
  });
});
