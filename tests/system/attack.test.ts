/**
 * What an attacker without a login cannot do, tried over real HTTP on real parts: pass a token for another, speak with
 * the door's voice, write what breaks a part, win a race, make a page run their script, fake the payment provider.
 */
import { createHmac, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from "jose";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { Buyer } from "../support/buyer.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { Organizer } from "../support/organizer.ts";
import { sendRaw } from "../support/raw-request.ts";

const { urls, demo, logins, secrets } = inject("system");
const { host } = new URL(urls.edge);
const AT_ONCE = 30;

let eventId: string;
let roomId: string;
let otherRoomId: string;
let organizer: Organizer;

beforeAll(async () => {
  organizer = await Organizer.signIn(urls.edge, logins);
  const room = { total_active_users: 500, new_users_per_minute: 30_000, address_limit: "off" } as const;
  ({ id: eventId, roomId } = await openEvent(organizer, demo.eventId, room));
  ({ roomId: otherRoomId } = await openEvent(organizer, demo.eventId, room));
});

const arrived = (room = roomId): Promise<Buyer> => new Buyer(urls.edge, room).arrive();
const atOnce = <Result>(ask: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(index)));
const statuses = (answers: readonly { status: number }[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, list]) => [String(status), list.length]),
  );

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: BodyInit) {
  const response = await fetch(`${urls.edge}${path}`, {
    method,
    redirect: "manual",
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function admissionOf(buyer: Buyer): string {
  if (buyer.admission === undefined) throw new Error("this buyer is not inside");
  return buyer.admission.admission;
}

async function sold(): Promise<{ buyer: Buyer; order: OrderDocument; key: string }> {
  const buyer = await arrived();
  const reserved = await buyer.reserve(eventId, { bestAvailable: { quantity: 2 } });
  const paid = await buyer.commit(reserved.body);
  expect(paid.status).toBe(200);
  return { buyer, order: paid.body, key: new URL(paid.body.url).searchParams.get("key") ?? "" };
}

describe("tokens", () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const read = (text = ""): Record<string, unknown> =>
    JSON.parse(Buffer.from(text, "base64url").toString()) as Record<string, unknown>;

  it("of another kind, room, key or algorithm open neither door, seats nor page, and never set a cookie", async () => {
    const buyer = await arrived();
    const genuine = admissionOf(buyer);
    const [head = "", claims = "", signature = ""] = genuine.split(".");
    const header = read(head) as unknown as JWTHeaderParameters;
    const { keys } = (await (await fetch(`${urls.edge}/.well-known/jwks.json`)).json()) as { keys: { x: string }[] };
    const publicKey = Buffer.from(keys[0]?.x ?? "", "base64url");
    const own = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
    const forge = (protectedHeader: JWTHeaderParameters): SignJWT =>
      new SignJWT(read(claims)).setProtectedHeader(protectedHeader);
    const forged = {
      none: `${part({ ...header, alg: "none" })}.${claims}.`,
      "none with a signature": `${part({ ...header, alg: "NONE" })}.${claims}.${signature}`,
      "the public key as a secret": await forge({ ...header, alg: "HS256" }).sign(publicKey),
      "a key of their own": await forge(header).sign(own.privateKey),
      "a key that it brings": await forge({ ...header, jwk: await exportJWK(own.publicKey) }).sign(own.privateKey),
      "no such key": `${part({ ...header, kid: "__proto__" })}.${claims}.${signature}`,
      "longer lived": `${head}.${part({ ...read(claims), exp: 9_999_999_999 })}.${signature}`,
      "somebody else": `${head}.${part({ ...read(claims), sub: randomUUID() })}.${signature}`,
      "a ticket": buyer.ticket,
      "an order's key": (await sold()).key,
      "another room's": admissionOf(await arrived(otherRoomId)),
      "no token": "{}",
      "a long one": "a".repeat(5_000),
    };
    const body = JSON.stringify({
      eventId,
      userId: buyer.visitorId,
      expiryInMinutes: 5,
      bestAvailable: { quantity: 1 },
    });
    for (const [name, token] of Object.entries(forged)) {
      const headers = { "foyer-admission": token, "content-type": "application/json" };
      for (const answer of [
        await ask("POST", "/seats/reserve", headers, body),
        await ask("POST", `/rooms/${roomId}/admissions/renew`, headers),
        await ask("DELETE", `/rooms/${roomId}/admissions/current`, headers),
        await ask("GET", `/events/${eventId}/tickets`, { ...headers, accept: "text/html" }),
        await ask("GET", `/events/${eventId}/tickets`, { cookie: `__Host-foyer-admission-${roomId}=${token}` }),
      ]) {
        expect([name, answer.status, answer.headers.getSetCookie()]).toEqual([name, 401, []]);
      }
    }
    expect((await buyer.reserve(eventId, { bestAvailable: { quantity: 1 } })).status).toBe(201);
  });

  it("of a place cannot be made, moved forward, or taken into another room", async () => {
    const { ticket } = await arrived();
    const [head = "", claims = "", signature = ""] = ticket.split(".");
    for (const forged of [
      `${part({ ...read(head), alg: "none" })}.${claims}.`,
      `${head}.${part({ ...read(claims), num: 0 })}.${signature}`,
      (await arrived(otherRoomId)).ticket,
      admissionOf(await arrived()),
    ]) {
      for (const what of ["tickets", "admissions"]) {
        const answer = await ask("POST", `/rooms/${roomId}/${what}`, { "foyer-ticket": forged });
        expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []]);
      }
    }
  });

  it("of an order open that order alone", async () => {
    const [mine, yours] = [await sold(), await sold()];
    const other = `/orders/${yours.order.orderId}`;
    for (const key of [mine.key, mine.buyer.ticket, admissionOf(mine.buyer), `${yours.key}x`, ""]) {
      expect((await ask("GET", `${other}?key=${key}`)).status).toBe(404);
      expect((await ask("GET", other, { "foyer-order-key": key })).status).toBe(404);
      expect((await ask("GET", `${other}?key=${key}`, { accept: "text/html" })).status).toBe(404);
    }
    const right = await ask("GET", `${other}?key=${yours.key}`);
    expect([right.status, right.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  });
});

describe("the door's own voice", () => {
  it("cannot be used from outside: headers in its name change nothing", async () => {
    const [victim, thief] = [await arrived(), await arrived()];
    const { body: reservation } = await victim.reserve(eventId, { bestAvailable: { quantity: 1 } });
    const { reservationId, amount } = reservation;
    const commit = {
      reservationId,
      paymentToken: "pm_card_visa",
      amount: { currency: amount.currency, value: amount.value },
    };
    for (const voice of [
      { "foyer-visitor": victim.visitorId, "foyer-events": eventId, "foyer-room": roomId },
      { "FOYER-VISITOR": victim.visitorId, "Foyer-Events": eventId, "foyer-session-ended": "0" },
      { foyer_visitor: victim.visitorId, foyer_events: eventId },
    ]) {
      expect((await thief.call("POST", "/seats/commit", commit, voice)).status).toBe(404);
      const json = { "content-type": "application/json", ...voice };
      expect((await ask("POST", "/seats/commit", json, JSON.stringify(commit))).status).toBe(401);
    }
    expect((await victim.commit(reservation)).status).toBe(200);
    const back = await ask("GET", `/checkout/return?event=${eventId}&reservation=${reservationId}`, {
      "foyer-visitor": victim.visitorId,
      "foyer-events": eventId,
    });
    expect(back.headers.get("location") ?? "").not.toContain("/orders/");
  });

  it("does not lead anybody to a foreign page", async () => {
    for (const path of [
      `/checkout/return?event=${eventId}&reservation=//evil.example`,
      `/checkout/return?event=${eventId}&reservation=${randomUUID()}&return=https://evil.example`,
      `/events/${eventId}/checkout?reservation=https://evil.example`,
      "/panel?to=//evil.example",
    ]) {
      const { status, headers } = await ask("GET", path, { accept: "text/html", "x-forwarded-host": "evil.example" });
      expect(status).toBeLessThan(500);
      expect(headers.get("location") ?? "").not.toContain("evil.example");
    }
  });
});

describe("bad input", () => {
  it("is refused as such, whatever it is; nothing is held and no part breaks", async () => {
    const buyer = await arrived();
    const good = { eventId, userId: buyer.visitorId, expiryInMinutes: 5, seatIds: ["Balcony Left-F-1"] };
    const text = JSON.stringify(good);
    const json = { "content-type": "application/json" };
    const bad: readonly [string, number, BodyInit, Record<string, string>][] = [
      ["brackets without end", 400, "[".repeat(60_000), json],
      [
        "brackets in a field",
        422,
        text.replace('["Bal', `${"[".repeat(20_000)}["Bal`).replace("]", `]${"]".repeat(20_000)}`),
        json,
      ],
      ["more than 64 kB", 413, text.padEnd(65_537, " "), json],
      ["compressed", 400, gzipSync(text), { ...json, "content-encoding": "gzip" }],
      ["not UTF-8", 400, Buffer.from([0x7b, 0xff, 0x7d]), json],
      ["another type", 415, text, { "content-type": "text/plain" }],
      ["a prototype", 422, text.replace("{", '{"__proto__":{"expiryInMinutes":5},'), json],
      ["an unknown field", 422, JSON.stringify({ ...good, admin: true }), json],
      ["a seat twice, once with a space", 422, JSON.stringify({ ...good, seatIds: ["x", " x "] }), json],
      ["NUL", 422, JSON.stringify({ ...good, seatIds: ["x\0"] }), json],
      ["half a character", 422, text.replace("Balcony", String.raw`\ud800`), json],
      ["a number beyond numbers", 422, text.replace(":5,", ":1e400,"), json],
      ["minus zero", 422, text.replace(":5,", ":-0,"), json],
      ["an area as a seat", 409, JSON.stringify({ ...good, seatIds: ["Gallery"] }), json],
      [
        "a seat as an area",
        409,
        text.replace('"seatIds":["Balcony Left-F-1"]', '"area":{"area":"Balcony Left-F-1","quantity":1}'),
        json,
      ],
      ["another event", 404, JSON.stringify({ ...good, eventId: randomUUID() }), json],
      ["another user", 403, JSON.stringify({ ...good, userId: randomUUID() }), json],
    ];
    for (const [name, status, body, headers] of bad) {
      const answer = await ask("POST", "/seats/reserve", { "foyer-admission": admissionOf(buyer), ...headers }, body);
      expect([name, answer.status]).toEqual([name, status]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.text).not.toMatch(/ at |node_modules|postgres|SQLITE/iu);
    }
    expect((await buyer.reserve(eventId, { seatIds: good.seatIds })).status).toBe(201);
  });

  it("that is money: too fine, too large, foreign or negative is never taken for the price", async () => {
    const buyer = await arrived();
    const { body: reservation } = await buyer.reserve(eventId, { bestAvailable: { quantity: 1 } });
    const { currency, value } = reservation.amount;
    for (const amount of [
      `{"currency":"${currency}","value":1.005}`,
      `{"currency":"${currency}","value":-1}`,
      `{"currency":"${currency}","value":1e400}`,
      `{"currency":"${currency}","value":1e-7}`,
      `{"currency":"${currency}","value":"${value}"}`,
      `{"currency":"${currency}","value":0}`,
      `{"currency":"${currency}","value":-0}`,
      `{"currency":"JPY","value":${value}}`,
      `{"currency":"__proto__","value":${value}}`,
      `{"currency":"${currency}","value":${value},"minor":1}`,
    ]) {
      const body = `{"reservationId":"${reservation.reservationId}","paymentToken":"pm_card_visa","amount":${amount}}`;
      const { status } = await buyer.call("POST", "/seats/commit", body, { "content-type": "application/json" });
      expect([409, 422]).toContain(status);
    }
    expect((await buyer.commit(reservation)).status).toBe(200);
  });

  it("where none belongs breaks nothing: bodies of a GET, times before all times, queries without end", async () => {
    for (const path of ["/catalogue/events", `/orders/${eventId}?key=x`, "/api/me"]) {
      const body = `Host: ${host}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`;
      expect((await sendRaw(urls.edge, `GET ${path} HTTP/1.1\r\n${body}`)).status).toBeLessThan(500);
    }
    for (const query of [
      "from=0000-01-01T00:00:00Z",
      `to=${encodeURIComponent("9999-12-31T23:59:59-23:59")}`,
      "limit=101",
      "text=%00",
      "__proto__=1",
      "limit=1&limit=2",
    ]) {
      expect([query, (await ask("GET", `/catalogue/events?${query}`)).status]).toEqual([query, 422]);
    }
    const endless = await ask("GET", `/events/${eventId}/seats?${"a=1&".repeat(3_000)}`);
    expect([endless.status, endless.text.length < 4_000]).toEqual([422, true]);
  });
});

describe("many at once", () => {
  it("win nothing: one key, one body; one limit; one extension, renewal, admission and charge", async () => {
    const one = await arrived();
    const mixed = await atOnce((index) =>
      one.reserve(eventId, { bestAvailable: { quantity: 1 + (index % 2) } }, { "idempotency-key": "pressed-often" }),
    );
    expect(statuses(mixed)).toEqual({ 201: AT_ONCE / 2, 422: AT_ONCE / 2 });
    const held = mixed.find(({ status }) => status === 201);
    if (held === undefined) throw new Error("nothing is held");

    const extend = `/seats/reservations/${held.body.reservationId}/extend`;
    expect(statuses(await atOnce(() => one.call("POST", extend)))).toEqual({ 200: 1, 409: AT_ONCE - 1 });
    const renew = `/rooms/${roomId}/admissions/renew`;
    expect(statuses(await atOnce(() => one.call("POST", renew)))).toEqual({ 200: 1, 409: AT_ONCE - 1 });

    const cards = ["pm_card_visa", "pm_card_mastercard", "pm_card_chargeDeclined"];
    const paid = await atOnce((index) => one.commit(held.body, cards[index % cards.length]));
    const orders = paid.filter(({ status }) => status === 200).map(({ body }) => body.orderId);
    expect(new Set(orders).size).toBeLessThanOrEqual(1);
    expect(statuses(paid)["500"]).toBeUndefined();

    const greedy = await arrived();
    const many = await atOnce(() => greedy.reserve(eventId, { bestAvailable: { quantity: 3 } }));
    expect(statuses(many)).toEqual({ 201: 3, 422: AT_ONCE - 3 }); // ten places a buyer

    const waiting = new Buyer(urls.edge, roomId);
    await waiting.join();
    const claims = await atOnce(() => waiting.call("POST", `/rooms/${roomId}/admissions`));
    expect(new Set(claims.map(({ body }) => body["sessionId"])).size).toBe(1);
  });

  it("do not get a seat back that is being paid, nor pay for one that was given back", async () => {
    const buyer = await arrived();
    const { body: held } = await buyer.reserve(eventId, { bestAvailable: { quantity: 1 } });
    const path = `/seats/reservations/${held.reservationId}`;
    const outcomes = await atOnce((index) => (index % 2 === 0 ? buyer.call("DELETE", path) : buyer.commit(held)));
    const released = outcomes.some(({ body }) => "state" in body && body["state"] === "released");
    const bought = outcomes.some(({ body }) => "orderId" in body && "tickets" in body);
    expect(released && bought).toBe(false);
    expect(statuses(outcomes)["500"]).toBeUndefined();
  });
});

describe("forms of the shop", () => {
  it("are taken from our own pages only, and set cookies that scripts and foreign pages cannot use", async () => {
    const buyer = await arrived();
    const form = { "content-type": "application/x-www-form-urlencoded", "foyer-admission": admissionOf(buyer) };
    const take = (headers: Record<string, string>) =>
      ask("POST", `/events/${eventId}/tickets`, { ...form, ...headers }, "act=best&quantity=1");
    for (const foreign of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: urls.edge },
    ]) {
      expect((await take(foreign)).status).toBe(403);
    }
    expect((await take({ origin: urls.edge, "sec-fetch-site": "same-origin" })).status).toBe(303);
    const joined = await ask("GET", `/events/${eventId}/tickets`, { accept: "text/html" });
    expect(joined.headers.getSetCookie().length).toBeGreaterThan(0);
    for (const cookie of joined.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-[^;]+; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/u);
    }
  });
});

describe("the payment provider's voice", () => {
  it("cannot be imitated, repeated later, or sent ahead", async () => {
    const body = JSON.stringify({ id: `evt_${randomUUID()}`, type: "payment_intent.succeeded", livemode: false });
    const nowS = Math.floor(Date.now() / 1000);
    const sign = (atS: number, secret = secrets.providerWebhookSecret): string =>
      `t=${atS},v1=${createHmac("sha256", secret).update(`${atS}.${body}`).digest("hex")}`;
    for (const signature of [
      "",
      "t=1,v1=00",
      sign(nowS, "whsec_guessed"),
      sign(nowS - 400),
      sign(nowS + 400),
      `t=${nowS},${sign(nowS + 4_000)}`,
      `t=${nowS},${sign(nowS - 4_000)}`,
      sign(nowS).replace("v1=", "v0="),
    ]) {
      expect((await ask("POST", "/webhooks/stripe", { "stripe-signature": signature }, body)).status).toBe(400);
    }
    const tampered = body.replace("succeeded", "canceled");
    expect((await ask("POST", "/webhooks/stripe", { "stripe-signature": sign(nowS) }, tampered)).status).toBe(400);
    expect((await ask("POST", "/webhooks/stripe", {}, "x".repeat(300_000))).status).toBe(413);
  });
});
