/**
 * An on-sale as a k6 script: buyers join, wait, choose, pay; some are declined, some walk away, some press twice.
 *
 *   k6 run tests/load/on-sale.js                  against the system that runs here (`npm start`)
 *   K6_SHORT=1 k6 run tests/load/on-sale.js       twenty seconds of it
 *
 * Elsewhere: FOYER_URL, FOYER_EVENT, and FOYER_API_KEY, or FOYER_EMAIL and FOYER_PASSWORD (role finance or organizer),
 * for the reconciliation at the end; FOYER_RATE buyers a second. Thresholds are promises: a broken one makes k6 exit with 99. The only time among them is generous.
 */
import http from "k6/http";
import { check, fail, sleep } from "k6";
import { Counter, Trend } from "k6/metrics";
import exec from "k6/execution";

const running = __ENV.FOYER_URL === undefined ? JSON.parse(open("../../.foyer/running.json")) : undefined;
const url = (__ENV.FOYER_URL ?? running.urls.edge).replace(/\/$/, "");
const eventId = __ENV.FOYER_EVENT ?? running?.demo.eventId ?? fail("FOYER_EVENT is missing");
const short = __ENV.K6_SHORT !== undefined && __ENV.K6_SHORT !== "" && __ENV.K6_SHORT !== "0";
const rate = Number(__ENV.FOYER_RATE ?? (short ? 10 : 30));
const duration = short ? "14s" : "120s";

const SHARES = { declined: 0.05, walksAway: 0.06, paysTwice: 0.08, byEye: 0.5 };
const POLL_SECONDS_MIN = 2;
const POLL_SECONDS_MAX = 60;
const WAIT_SECONDS_MAX = short ? 20 : 300;
const HOLD_MINUTES = 5;

const overshoot = new Counter("foyer_overshoot");
const broken = new Counter("foyer_promises_broken");
const sold = new Counter("foyer_orders");
const waited = new Trend("foyer_waited", true);
const checkout = new Trend("foyer_checkout", true);

export const options = {
  scenarios: {
    buyers: {
      executor: "constant-arrival-rate",
      exec: "buyer",
      rate,
      timeUnit: "1s",
      duration,
      preAllocatedVUs: rate * 4,
      maxVUs: short ? 200 : 1_000,
      gracefulStop: short ? "20s" : "60s",
    },
    watcher: { executor: "constant-vus", exec: "watcher", vus: 1, duration, gracefulStop: "2s" },
  },
  thresholds: {
    http_req_failed: ["rate==0"],
    checks: ["rate==1"],
    foyer_overshoot: ["count==0"],
    foyer_promises_broken: ["count==0"],
    foyer_orders: ["count>0"],
    foyer_checkout: ["p(99)<10000"],
  },
  summaryTrendStats: ["med", "p(95)", "p(99)", "max"],
};

const accept = { accept: "application/json" };
/** Every no that a visitor must expect; anything else fails the request, and with it the run. */
const EXPECTED = http.expectedStatuses({ min: 200, max: 299 }, 401, 402, 409, 410, 422, 429);
http.setResponseCallback(EXPECTED);

export function setup() {
  const card = http.get(`${url}/events/${eventId}`, { headers: accept });
  if (card.status !== 200) fail(`the event was answered ${card.status} ${card.body}`);
  const { roomId, chart, state } = card.json();
  if (state !== "open") fail(`the sale is ${state}, not open`);
  const document = http.get(`${url}/events/${eventId}/charts/${chart}`).json();
  const rows = [];
  for (const section of document.sections) for (const row of section.rows) rows.push(row.seats.map(({ id }) => id));
  return { roomId, rows };
}

export function buyer({ roomId, rows }) {
  const me = { address: addressOf(exec.scenario.iterationInTest), tags: {} };
  const joinedAt = Date.now();
  const ticket = call("POST", `/rooms/${roomId}/tickets`, me, { name: "join" });
  if (!check(ticket, { "a place is given": ({ status }) => status === 201 || status === 429 || status === 410 }))
    return;
  if (ticket.status !== 201) return;
  const admission = waitAndEnter(roomId, ticket.json(), me);
  if (admission === undefined) return;
  waited.add(Date.now() - joinedAt);
  me.admission = admission.admission;
  shop(admission, rows, me);
  call("DELETE", `/rooms/${roomId}/admissions/current`, me, { name: "leave" });
}

export function watcher({ roomId }) {
  const status = http.get(`${url}/rooms/${roomId}/status`, { tags: { name: "status" } });
  if (check(status, { "the status is told": (answer) => answer.status === 200 })) {
    const { inside, totalActiveUsers } = status.json();
    if (inside > totalActiveUsers) overshoot.add(inside - totalActiveUsers);
  }
  sleep(0.5);
}

/** The three accounts of the event agree once the queues are empty. */
export function teardown() {
  const headers = credentials();
  if (headers === undefined) return;
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const answer = http.get(`${url}/api/events/${eventId}/reconciliation`, {
      headers,
      tags: { name: "reconciliation" },
    });
    if (answer.status === 200 && answer.json().differences.length === 0) return;
    sleep(1);
  }
  broken.add(1);
}

function waitAndEnter(roomId, place, me) {
  const deadline = Date.now() + WAIT_SECONDS_MAX * 1000;
  let called = place.called;
  for (let pause = place.pollAfter; Date.now() < deadline;) {
    if (called) {
      const entered = call("POST", `/rooms/${roomId}/admissions`, me, { name: "claim", ticket: place.ticket });
      if (entered.status === 201 || entered.status === 200) return entered.json();
      if (!check(entered, { "a claim is yes or not yet": ({ status }) => status === 409 || status === 410 }))
        return undefined;
      if (entered.status === 410) return undefined;
      pause = Number(entered.headers["Retry-After"] ?? 1);
    }
    sleep(pause * (0.8 + Math.random() * 0.4));
    const room = call("GET", `/rooms/${roomId}/status`, me, { name: "status" }).json();
    if (room.phase === "sold_out" || room.phase === "ended") return undefined;
    called = place.number < room.servingCounter;
    const wait =
      room.callsPerMinuteFast > 0 ? ((place.number - room.servingCounter) * 60) / room.callsPerMinuteFast : 0;
    pause = Math.min(POLL_SECONDS_MAX, Math.max(POLL_SECONDS_MIN, wait / 20));
  }
  return undefined;
}

function shop(admission, rows, me) {
  sleep(Math.random() * 0.5);
  const wish = { eventId, ...choose(rows), userId: admission.visitorId, expiryInMinutes: HOLD_MINUTES };
  const reserved = call("POST", "/seats/reserve", me, { name: "reserve", key: uuid(), body: wish });
  if (
    !check(reserved, { "seats are held or taken": ({ status }) => status === 201 || status === 409 || status === 422 })
  )
    return;
  if (reserved.status !== 201) return;
  const { reservationId, amount } = reserved.json();
  const giveBack = () => call("DELETE", `/seats/reservations/${reservationId}`, me, { name: "release" });
  sleep(Math.random() * 0.5);
  const chance = Math.random();
  if (chance < SHARES.walksAway) {
    giveBack();
    return;
  }
  const payment = (paymentToken) => ({
    reservationId,
    paymentToken,
    amount: { currency: amount.currency, value: amount.value },
    buyer: { email: `k6-${exec.scenario.iterationInTest}-${Date.now()}@load.example` },
  });
  if (chance < SHARES.walksAway + SHARES.declined) {
    const answer = call("POST", "/seats/commit", me, { name: "commit", body: payment("pm_card_chargeDeclined") });
    check(answer, { "a bad card is declined": ({ status }) => status === 402 });
    giveBack();
    return;
  }
  const pressedAt = Date.now();
  const order = call("POST", "/seats/commit", me, { name: "commit", body: payment("pm_card_visa") });
  if (!check(order, { "a good card buys": ({ status }) => status === 200 })) return;
  checkout.add(Date.now() - pressedAt);
  sold.add(1);
  if (Math.random() < SHARES.paysTwice) {
    const again = call("POST", "/seats/commit", me, { name: "commit", body: payment("pm_card_visa") });
    if (again.status === 200 && again.json().orderId !== order.json().orderId) broken.add(1);
  }
}

function choose(rows) {
  const quantity = 1 + Math.floor(Math.random() * 4);
  if (Math.random() > SHARES.byEye || rows.length === 0) return { bestAvailable: { quantity } };
  const row = rows[Math.floor(Math.random() * rows.length)];
  const first = Math.floor(Math.random() * Math.max(1, row.length - quantity));
  return { seatIds: row.slice(first, first + quantity) };
}

function call(method, path, me, { name, ticket, key, body }) {
  const headers = { ...accept, "cf-connecting-ip": me.address };
  if (ticket !== undefined) headers["foyer-ticket"] = ticket;
  if (me.admission !== undefined) headers["foyer-admission"] = me.admission;
  if (key !== undefined) headers["idempotency-key"] = key;
  if (body !== undefined) headers["content-type"] = "application/json";
  const text = body === undefined ? null : JSON.stringify(body);
  return http.request(method, `${url}${path}`, text, { headers, tags: { name } });
}

function credentials() {
  if (__ENV.FOYER_API_KEY !== undefined) return { ...accept, "x-api-key": __ENV.FOYER_API_KEY };
  const login =
    __ENV.FOYER_EMAIL === undefined
      ? running?.logins.find(({ role }) => role === "organizer" || role === "finance")
      : { email: __ENV.FOYER_EMAIL, password: __ENV.FOYER_PASSWORD };
  if (login === undefined) return undefined;
  const { email, password } = login;
  const headers = { "content-type": "application/json", origin: url };
  const signedIn = http.post(`${url}/api/session`, JSON.stringify({ email, password }), { headers });
  // The cookies are sent by k6 itself from here on, save those that ask for https.
  const cookie = Object.values(signedIn.cookies)
    .flat()
    .map((one) => `${one.name}=${one.value}`)
    .join("; ");
  return { ...accept, cookie };
}

function addressOf(index) {
  return `${40 + ((index >> 16) & 63)}.${(index >> 8) & 255}.${index & 255}.1`;
}

function uuid() {
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (Number(digit) ^ (Math.floor(Math.random() * 16) >> (Number(digit) / 4))).toString(16),
  );
}
