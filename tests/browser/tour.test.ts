/**
 * A walk through the pages that people meet first: wide and small, by day and by night, nothing is
 * cut off, nothing breaks the page's policy, and axe finds nothing serious or critical. With `FOYER_PICTURES` set the pictures of the README are taken on the way
 * (`npm run pictures`), so that they show what is really there.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { Buyer } from "../support/buyer.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Looker } from "../support/looker.ts";
import { Organizer } from "../support/organizer.ts";
import type { Role } from "../../core/contract/roles.ts";

const { urls, demo, logins } = inject("system");
const WIDE = { width: 1_440, height: 900 };
const ROOM = { total_active_users: 50, new_users_per_minute: 6_000, session_duration: 600 };
const PICTURES = process.env["FOYER_PICTURES"];

/** A page to look at. */
interface Station {
  readonly name: string;
  readonly address: string;
  /** What is there once the page is whole. */
  readonly until: string;
}

let browser: Browser;
let organizer: Organizer;
let looker: Looker;
beforeAll(async () => {
  [browser, organizer] = await Promise.all([launchChromium(), Organizer.signIn(urls.edge, logins)]);
  if (PICTURES !== undefined) await mkdir(PICTURES, { recursive: true });
  looker = new Looker(PICTURES === undefined ? undefined : path.resolve(PICTURES));
});
afterAll(() => browser.close());

async function visit(context: BrowserContext, stations: readonly Station[]): Promise<string[]> {
  const page = await context.newPage();
  const faults: string[] = [];
  for (const { name, address, until } of stations) {
    await page.goto(address);
    await page.locator(until).first().waitFor();
    faults.push(...(await looker.look(page, name)));
  }
  await page.close();
  return faults;
}

function person(): Promise<BrowserContext> {
  return browser.newContext({ locale: "en-GB", viewport: WIDE });
}

it("shows a buyer every page of the shop, whole and readable", async () => {
  const context = await person();
  const full = await openEvent(organizer, demo.eventId, { ...ROOM, total_active_users: 1 });
  await new Buyer(urls.edge, full.roomId).arrive();
  const order = await boughtOrder();
  const faults = await visit(context, [
    { name: "shop-events", address: urls.edge, until: "h1" },
    { name: "shop-nothing-found", address: `${urls.edge}/?text=nobody-plays-this`, until: "h1" },
    { name: "shop-event", address: `${urls.edge}/events/${demo.eventId}`, until: "h1" },
    { name: "shop-waiting", address: `${urls.edge}/events/${full.id}/tickets`, until: "#position" },
    { name: "shop-choosing", address: `${urls.edge}/events/${demo.eventId}/tickets`, until: 'button[value="best"]' },
    { name: "shop-order", address: order, until: "h1" },
    { name: "shop-my-orders", address: `${urls.edge}/my-orders`, until: "h1" },
    { name: "shop-not-found", address: `${urls.edge}/nowhere`, until: "h1" },
    { name: "api", address: `${urls.edge}/docs`, until: ".swagger-ui .info" },
  ]);
  faults.push(...(await checkout(context)));
  expect(faults).toEqual([]);
});

/** What a role sees, by the name of the picture. */
const PANEL = {
  organizer: {
    events: "page=events",
    event: `page=event&id=${demo.eventId}`,
    sales: `page=event&id=${demo.eventId}&tab=sales`,
    facts: `page=event&id=${demo.eventId}&tab=facts`,
    "new-event": "page=new-event",
    venues: "page=venues",
    team: "page=team",
    audit: "page=audit",
    password: "page=password",
  },
  support: { orders: "page=orders", mail: "page=mail" },
  finance: {
    money: "page=money",
    reconciliation: `page=money&event=${demo.eventId}`,
    ledger: `page=money&event=${demo.eventId}&tab=ledger`,
  },
} as const satisfies Partial<Record<Role, Record<string, string>>>;

it.each(Object.entries(PANEL))("shows %s every page of the panel, whole and readable", async (role, views) => {
  const context = await person();
  const page = await context.newPage();
  await signIn(page, role);
  const faults: string[] = [];
  for (const [name, query] of Object.entries(views)) {
    await open(page, query);
    faults.push(...(await looker.look(page, `panel-${name}`)));
  }
  expect(faults).toEqual([]);
});

it("shows support the story of an order, whole and readable", async () => {
  const orderId = new URL(await boughtOrder()).pathname.split("/").at(-1) ?? "";
  const context = await person();
  const page = await context.newPage();
  await signIn(page, "support");
  await open(page, `page=order&id=${orderId}`);
  expect(await looker.look(page, "panel-order")).toEqual([]);
});

it("shows a steward the door: the gate, who may come in, and who may not", async () => {
  const event = await openEvent(organizer, demo.eventId, ROOM);
  const opensAt = new Date(Date.now() - 60_000).toISOString();
  await organizer.desk.require("PUT", `/api/events/${event.id}/door/hours`, { opensAt, closesAt: null });
  const { tickets } = await buy(event, "grace@example.com", "Grace Hopper");
  const context = await person();
  const page = await context.newPage();
  await signIn(page, "door");
  await page.goto(`${urls.edge}/panel/door/?id=${event.id}`);
  await page.getByText(/tickets are on this device/u).waitFor();
  const faults = await looker.look(page, "door-gate");
  await page.getByLabel("Name of this gate").fill("North");
  await page.getByRole("button", { name: "Start scanning" }).click();
  const number = page.getByLabel("Number or order");
  for (const picture of ["door-come-in", "door-already-inside"]) {
    await number.fill(tickets[0]?.number ?? "");
    await page.getByRole("button", { name: "Check" }).click();
    await page.locator("[data-scan]").waitFor();
    faults.push(...(await looker.look(page, picture)));
    await page.getByRole("button", { name: "Next", exact: true }).click();
  }
  faults.push(...(await looker.look(page, "door-ready")));
  expect(faults).toEqual([]);
});

it("shows a newcomer the mail that was sent, as a buyer sees it", async () => {
  const event = await openEvent(organizer, demo.eventId, ROOM);
  const email = `mail-${event.id.slice(0, 8)}@example.com`;
  await buy(event, email, "Ada Lovelace");
  const { messages } = await eventually(
    async () => {
      const answer = await fetch(`${urls.mailbox}/api/messages?to=${encodeURIComponent(email)}`);
      return (await answer.json()) as { messages: { id: string }[] };
    },
    (found) => found.messages.length > 0,
  );
  const faults = await visit(await person(), [
    { name: "mailbox", address: urls.mailbox, until: "h1" },
    { name: "payments", address: urls.provider, until: "h1" },
    { name: "mail", address: `${urls.mailbox}/messages/${messages[0]?.id}`, until: "iframe" },
  ]);
  expect(faults).toEqual([]);
});

/** Goes to a view, and waits until nothing of it is being loaded any more. */
async function open(page: Page, query: string): Promise<void> {
  await page.setViewportSize(WIDE); // where the navigation is in sight
  await page.goto(`${urls.edge}/panel/?${query}`);
  await page.getByRole("navigation").first().waitFor();
  await page.locator("main h1").waitFor();
  await page.locator(".mantine-Loader-root, .mantine-Skeleton-root").first().waitFor({ state: "detached" });
  if (/tab=live|page=event&id=[^&]+$/u.test(query)) await page.locator("main figure canvas").nth(3).waitFor();
}

async function signIn(page: Page, role: string): Promise<void> {
  const login = logins.find((candidate) => candidate.role === role);
  if (login === undefined) throw new Error(`nobody signs in as ${role}`);
  await page.goto(`${urls.edge}/panel/`);
  await page.getByLabel("E-mail").fill(login.email);
  await page.getByLabel("Password", { exact: true }).fill(login.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Events" }).waitFor();
}

async function boughtOrder(): Promise<string> {
  return (await buy({ id: demo.eventId, roomId: demo.roomId }, "ada@example.com", "Ada Lovelace")).url;
}

/** Two of the best seats. */
async function buy(
  { id, roomId }: { readonly id: string; readonly roomId: string },
  email: string,
  name: string,
): Promise<OrderDocument> {
  const buyer = await new Buyer(urls.edge, roomId).arrive();
  const held = await buyer.reserve(id, { bestAvailable: { quantity: 2 } });
  return (await buyer.commit(held.body, "pm_card_visa", { buyer: { email, name } })).body;
}

/** Takes the best seats, looks at the checkout, and gives them back. */
async function checkout(context: BrowserContext): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(`${urls.edge}/events/${demo.eventId}/tickets`);
  await page.locator('button[value="best"]').first().click();
  await page.locator('button[value="pay"]').waitFor();
  const faults = await looker.look(page, "shop-checkout");
  await page.locator('button[value="release"]').click();
  await page.close();
  return faults;
}
