/**
 * The demo that a newcomer meets: an organization with one person of each role, a theatre of our own making, and a
 * show that is on sale. Made over the same HTTP API that everybody uses; made once, then found again.
 */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { ROLES, type Role } from "../../core/contract/roles.ts";
import { Desk } from "../cli/desk.ts";
import type { Login } from "../stack/running-file.ts";
import type { Stack } from "../stack/start-stack.ts";
import { theatreChart } from "./theatre.ts";

const FILE = "demo.json";
const WEEK_MS = 7 * 24 * 3_600_000;

export interface DemoIds {
  readonly organizationId: string;
  readonly roomId: string;
  readonly eventId: string;
}

export interface Demo {
  readonly ids: DemoIds;
  readonly logins: readonly Login[];
}

/** The demo of a running stack. */
export async function demoOf(
  stack: Pick<Stack, "directory" | "secrets" | "urls">,
  say: (part: string, detail: string) => void = () => undefined,
): Promise<Demo> {
  const file = path.join(stack.directory, FILE);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as Demo;

  const logins = ROLES.map((role) => loginFor(role));
  const organizer = loginOf(logins, "organizer");
  const organizationId = await bootstrap(stack, organizer);
  const desk = await Desk.signIn(stack.urls.edge, organizer.email, organizer.password);
  for (const login of logins.filter(({ role }) => role !== "organizer")) {
    await desk.require("POST", "/api/members", {
      email: login.email,
      name: nameOf(login.role),
      role: login.role,
      password: login.password,
    });
  }
  const event = await openShow(desk);
  const demo: Demo = { ids: { organizationId, roomId: event.roomId, eventId: event.id }, logins };
  await writeFile(file, JSON.stringify(demo, null, 2), { mode: 0o600 });
  say("Demo", `"${event.title}" is on sale`);
  return demo;
}

async function bootstrap(stack: Pick<Stack, "secrets" | "urls">, organizer: Login): Promise<string> {
  const response = await fetch(`${stack.urls.edge}/api/bootstrap`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${stack.secrets.bootstrapToken}` },
    body: JSON.stringify({
      organization: { name: "Linden Theatre" },
      organizer: { name: nameOf("organizer"), email: organizer.email, password: organizer.password },
      another: true, // a start that was cut off may have left one without its demo
    }),
  });
  const body = (await response.json()) as { organization?: { id: string } };
  if (body.organization === undefined)
    throw new Error(`the demo's organization was not founded: ${response.status} ${JSON.stringify(body)}`);
  return body.organization.id;
}

async function openShow(desk: Desk): Promise<EventDocument> {
  const venue = await desk.require<{ id: string }>("POST", "/api/venues", {
    name: "Linden Theatre",
    city: "Berlin",
    country: "DE",
    timeZone: "Europe/Berlin",
  });
  const imported = await desk.require<{ chart: { id: string } }>("POST", `/api/venues/${venue.id}/charts`, {
    format: "foyer",
    drawing: theatreChart(),
  });
  const nowMs = Date.now();
  const curtainMs = new Date(nowMs + 6 * WEEK_MS).setUTCHours(18, 30, 0, 0);
  const euros = (value: number): { currency: string; value: number } => ({ currency: "EUR", value });
  const event = await desk.require<EventDocument>("POST", "/api/events", {
    title: "The Tempest",
    description: "Shakespeare's last island, with live music. Two hours and twenty minutes, one interval.",
    venueId: venue.id,
    chartId: imported.chart.id,
    startsAt: new Date(curtainMs).toISOString(),
    saleStartsAt: new Date(nowMs - 60_000).toISOString(),
    saleEndsAt: new Date(curtainMs - 3_600_000).toISOString(),
    currency: "EUR",
    categories: [
      { key: "premium", price: euros(68) },
      { key: "stalls", price: euros(49) },
      { key: "balcony", price: euros(32.5) },
      { key: "gallery", price: euros(15) },
    ],
    fee: euros(1.5),
    taxPercent: 7,
    room: {
      total_active_users: 300,
      new_users_per_minute: 6000,
      session_duration: 900,
      claim_window: 300,
      address_limit: "relaxed",
    },
  });
  await desk.require("POST", `/api/events/${event.id}/publish`);
  await desk.require("POST", `/api/events/${event.id}/open`, { message: "The sale is open. Welcome!" });
  // so that a newcomer can be a steward today
  await desk.require("PUT", `/api/events/${event.id}/door/hours`, {
    opensAt: new Date(nowMs - 60_000).toISOString(),
    closesAt: null,
  });
  return event;
}

function loginFor(role: Role): Login {
  return { role, email: `${role}@foyer.localhost`, password: randomBytes(12).toString("base64url") };
}

function loginOf(logins: readonly Login[], role: Role): Login {
  const login = logins.find((candidate) => candidate.role === role);
  if (login === undefined) throw new Error(`the demo has no ${role}`);
  return login;
}

const NAMES: Readonly<Record<Role, string>> = {
  organizer: "Olga Organizer",
  finance: "Finn Finance",
  support: "Sue Support",
  door: "Dora Door",
};

function nameOf(role: string): string {
  return NAMES[role as Role];
}
