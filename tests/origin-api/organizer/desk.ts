/**
 * The organizers' API on a real Postgres through the production driver, with people in every role, and objects that
 * only write down what they are told.
 */
import { app } from "../../../origin-api/app.ts";
import type { Role } from "../../../core/contract/roles.ts";
import { Client } from "pg";
import { pretixPlan } from "../../core/seating/import/drawings.ts";
import { freshDatabase, type TestDatabase } from "../../support/postgres.ts";
import { recordingObjects, type ObjectAnswers, type RecordedCall } from "./objects.ts";

export const PUBLIC_URL = "https://tickets.example";
export const BOOTSTRAP_TOKEN = "b".repeat(40);
export const PASSWORD = "correct horse battery staple";

/** What a call answered; `Body` is what the test takes its JSON for. */
export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface Call {
  readonly method?: string;
  readonly json?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
  readonly cookie?: string;
  readonly key?: string;
}

export interface Desk {
  readonly database: TestDatabase;
  readonly env: Record<string, unknown>;
  /** What the objects were told, in order. */
  readonly told: RecordedCall[];
  /** How the objects answer; a test may put another answer in. */
  readonly objects: ObjectAnswers;
  call<Body = Record<string, unknown>>(path: string, call?: Call): Promise<Answer<Body>>;
  text(path: string, call?: Call): Promise<{ status: number; text: string; headers: Headers }>;
  signIn(email: string, password?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const database = await freshDatabase();
  const objects = recordingObjects();
  const env = {
    DATABASE_URL: database.connectionString,
    NEON_FETCH_ENDPOINT: database.fetchEndpoint,
    PUBLIC_URL,
    AUTH_SECRET: "s".repeat(40),
    BOOTSTRAP_TOKEN,
    ...objects.bindings,
  };
  const fetch = async (path: string, call: Call = {}): Promise<Response> => {
    const headers = new Headers({ "sec-fetch-site": "same-origin", ...call.headers });
    if (call.cookie !== undefined) headers.set("cookie", call.cookie);
    if (call.key !== undefined) headers.set("x-api-key", call.key);
    const body = call.raw ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
    const method = call.method ?? (body === undefined ? "GET" : "POST");
    return app.request(`${PUBLIC_URL}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }, env);
  };
  const desk: Desk = {
    database,
    env,
    told: objects.told,
    objects: objects.answers,
    async call<Body>(path: string, call?: Call): Promise<Answer<Body>> {
      const response = await fetch(path, call);
      const text = await response.text();
      const body: Body = JSON.parse(text === "" ? "{}" : text);
      return { status: response.status, headers: response.headers, body };
    },
    async text(path, call) {
      const response = await fetch(path, call);
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    async signIn(email, password = PASSWORD) {
      const { status, headers, body } = await desk.call("/api/session", { json: { email, password } });
      if (status !== 204) throw new Error(`sign-in answered ${status} ${JSON.stringify(body)}`);
      return headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; ");
    },
    stop: () => database.drop(),
  };
  return desk;
}

/** Founds an organization with an organizer; `name` makes the address. @returns the organizer's cookie. */
export async function found(desk: Desk, name: string): Promise<string> {
  const email = `${name}@example.com`;
  const answer = await desk.call("/api/bootstrap", {
    headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}` },
    json: { organization: { name }, organizer: { name, email, password: PASSWORD }, another: true },
  });
  if (answer.status !== 201) throw new Error(`bootstrap answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return desk.signIn(email);
}

/** Adds somebody in a role. @returns their cookie. */
export async function hire(desk: Desk, organizer: string, role: Role, email: string): Promise<string> {
  const json = { email, name: role, role, password: PASSWORD };
  const answer = await desk.call("/api/members", { cookie: organizer, json });
  if (answer.status !== 201) throw new Error(`members answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return desk.signIn(email);
}

/** A venue with the small hall's chart and a draft of an event in it. */
export async function draftEvent(
  desk: Desk,
  organizer: string,
  more: object = {},
): Promise<{ venueId: string; chartId: string; eventId: string; roomId: string }> {
  const cookie = organizer;
  const venue = await desk.call<{ id: string }>("/api/venues", {
    cookie,
    json: { name: "Hall", timeZone: "Europe/Berlin" },
  });
  const venueId = venue.body.id;
  const chart = await desk.call<{ chart: { id: string } }>(`/api/venues/${venueId}/charts`, {
    cookie,
    json: { format: "pretix", drawing: pretixPlan() },
  });
  const chartId = chart.body.chart.id;
  const event = await desk.call<{ id: string; roomId: string }>("/api/events", {
    cookie,
    json: { ...eventBodyOf(venueId, chartId), ...more },
  });
  if (event.status !== 201) throw new Error(`events answered ${event.status} ${JSON.stringify(event.body)}`);
  return { venueId, chartId, eventId: event.body.id, roomId: event.body.roomId };
}

export function eventBodyOf(venueId: string, chartId: string) {
  return {
    title: "An evening",
    venueId,
    chartId,
    startsAt: "2090-06-01T20:00:00+02:00",
    saleStartsAt: "2026-01-01T10:00:00Z",
    saleEndsAt: "2090-06-01T18:00:00Z",
    currency: "USD",
    categories: [
      { key: "Parkett", price: { currency: "USD", value: 49.5 } },
      { key: "Loge", price: { currency: "USD", value: 120 } },
    ],
    fee: { currency: "USD", value: 2.25 },
    taxPercent: 19,
  };
}

/** Runs SQL around the subject of the test: what it must not see, and oracles. */
export async function sqlOf(desk: Desk, statement: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: desk.database.postgresConnectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, params)).rows;
  } finally {
    await client.end();
  }
}
