/**
 * A steward at a gate, in a real browser on the real system: a ticket that was bought is scanned by the camera and by
 * typing, with a network and without, across reloads; nobody is lost and nobody counts twice.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { DoorCountsDocument } from "../../core/contract/door.ts";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { Buyer } from "../support/buyer.ts";
import { cameraThatSees } from "../support/camera.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ROOM = { total_active_users: 50, new_users_per_minute: 6_000, session_duration: 600 };
const PHONE = { width: 360, height: 740 };

type Ticket = OrderDocument["tickets"][number];
type Look = Parameters<Browser["newContext"]>[0];

let browser: Browser;
let organizer: Organizer;
let event: EventDocument;
beforeAll(async () => {
  [browser, organizer] = await Promise.all([launchChromium(), Organizer.signIn(urls.edge, logins)]);
  event = await openEvent(organizer, demo.eventId, ROOM);
  await setHours(new Date(Date.now() - 60_000));
});
afterAll(() => browser.close());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function setHours(opensAt: Date): Promise<void> {
  const body = { opensAt: opensAt.toISOString(), closesAt: null };
  await organizer.desk.require("PUT", `/api/events/${event.id}/door/hours`, body);
}

/** Buys tickets together; `name` is the buyer's. */
async function buy(quantity = 1, name = "Ada Okafor"): Promise<OrderDocument> {
  const buyer = await new Buyer(urls.edge, event.roomId).arrive();
  const reserved = await buyer.reserve(event.id, { bestAvailable: { quantity } });
  const sold = await buyer.commit(reserved.body, "pm_card_visa", { buyer: { email: "ada@example.org", name } });
  if (sold.status !== 200) throw new Error(`commit answered ${sold.status}`);
  const { pathname, search } = new URL(sold.body.url);
  return (await buyer.call<OrderDocument>("GET", `${pathname}${search}`, undefined, { accept: "application/json" }))
    .body;
}

async function oneTicket(name?: string): Promise<Ticket & { code: string }> {
  const [ticket] = (await buy(1, name)).tickets;
  if (ticket?.code === undefined) throw new Error("a ticket without a code");
  return { ...ticket, code: ticket.code };
}

interface Gate {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}

/** A phone of the door's staff, signed in, at the event's door; `gate` when it has begun to scan. */
async function gateAt(
  look: Look = {},
  { gate = "North", of = browser }: { gate?: string; of?: Browser } = {},
): Promise<Gate> {
  const login = logins.find(({ role }) => role === "door");
  const context = await of.newContext({ locale: "en-GB", viewport: PHONE, ...look });
  closing.push(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/content security policy|permissions policy/iu.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${urls.edge}/panel/door/?id=${event.id}`);
  await page.getByLabel("E-mail").fill(login?.email ?? "");
  await page.getByLabel("Password", { exact: true }).fill(login?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await start(page, gate);
  return { page, context, complaints };
}

async function start(page: Page, gate: string): Promise<void> {
  await page.getByLabel("Name of this gate").fill(gate);
  await page.getByText(/tickets are on this device/u).waitFor();
  await page.getByRole("button", { name: "Start scanning" }).click();
  await page.getByRole("heading", { level: 1, name: event.title }).waitFor();
}

/** What the page says of a scan. */
const verdictOf = (page: Page) => page.locator("[data-scan]");

/** Types a number or a code. @returns what is said of it. */
async function type(page: Page, text: string): Promise<string> {
  await next(page);
  await page.getByLabel("Number or order").fill(text);
  await page.getByRole("button", { name: "Check" }).click();
  return (await verdictOf(page).textContent()) ?? "";
}

/** Puts the verdict away, so that the next one is a new one. */
async function next(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Next", exact: true });
  if (await button.isVisible()) await button.click();
  await verdictOf(page).waitFor({ state: "detached" });
}

/** Gives the money back and the seats. */
async function refund(orderId: string): Promise<void> {
  const body = { reason: "asked", releaseSeats: true };
  const headers = { "idempotency-key": crypto.randomUUID() };
  await organizer.desk.require("POST", `/api/orders/${orderId}/refunds`, body, headers);
  await eventually(
    () => organizer.desk.require<{ tickets: { voidedAt: string | null }[] }>("GET", `/api/orders/${orderId}`),
    ({ tickets }) => tickets.every(({ voidedAt }) => voidedAt !== null),
  );
}

const counts = (): Promise<DoorCountsDocument> => organizer.desk.require("GET", `/api/events/${event.id}/door/counts`);

/** Until the worker keeps the page: what a steward does before the network goes. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

describe("the camera", () => {
  it("sees a ticket that was bought, lets its holder in, and says the second time when and where", async () => {
    const ticket = await oneTicket("Grace <b>Hopper</b>");
    const camera = await cameraThatSees(ticket.code);
    closing.push(camera.remove);
    const seeing = await launchChromium(camera.args);
    closing.push(() => seeing.close());
    const { page, complaints } = await gateAt({}, { of: seeing });
    const alert = verdictOf(page);
    await alert.getByText("Come in").waitFor();
    expect(await alert.textContent()).toContain(ticket.label);
    expect(await alert.textContent()).toContain("Grace <b>Hopper</b>");
    await alert.getByText("Come in").waitFor({ state: "detached" }); // by itself: nobody touches anything
    expect((await counts()).gates).toContainEqual({ gate: "North", inside: 1 });

    await page.reload(); // the same ticket is held up again, at another gate
    await start(page, "South");
    await alert.getByText("Already inside").waitFor();
    expect(await alert.textContent()).toMatch(/At .*, gate North/u);
    expect(complaints).toEqual([]);
  });

  it("is not there or not allowed: this is said, and typing is offered", async () => {
    const { page } = await gateAt();
    await page.getByText(/There is no camera on this device|The camera may not be used here/u).waitFor();
    expect(await page.getByLabel("Number or order").isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "Try the camera again" }).isVisible()).toBe(true);
  });
});

describe("typing", () => {
  it("admits by number, refuses the second time, lets a ticket of an order be chosen, and undoes", async () => {
    const { page, complaints } = await gateAt();
    const ticket = await oneTicket();
    const before = (await counts()).inside;
    expect(await type(page, ` ${ticket.number.toLowerCase()} `)).toContain("Come in");
    expect((await counts()).inside).toBe(before + 1);
    await next(page);
    expect(await type(page, ticket.code)).toContain("Already inside");
    await next(page);

    const order = await buy(3);
    await page.getByLabel("Number or order").fill(order.reference.replace("-", ""));
    await page.getByRole("button", { name: "Check" }).click();
    const [, second] = order.tickets;
    await page.getByRole("button", { name: `Let in: ${second?.label ?? ""}` }).click();
    await verdictOf(page).getByText("Come in").waitFor();
    await next(page);
    expect((await counts()).inside).toBe(before + 2);

    await page.getByRole("button", { name: `Undo: ${second?.label ?? ""}` }).click();
    await page.getByText(/· Undone/u).waitFor();
    await eventually(counts, ({ inside }) => inside === before + 1);
    expect(await type(page, second?.number ?? "")).toContain("Come in");
    expect(complaints).toEqual([]);
  });

  it("says what speaks against a ticket and what to do about it", async () => {
    const { page } = await gateAt();
    expect(await type(page, "aaa.bbb.ccc")).toContain("Not a ticket");
    await next(page);
    const { orderId, tickets } = await buy(1);
    await eventually(
      () => organizer.desk.ask("GET", `/api/orders/${orderId}`),
      ({ status }) => status === 200,
    );
    await refund(orderId);
    expect(await type(page, tickets[0]?.code ?? "")).toContain("Refunded");
    await next(page);
    await page.getByLabel("Number or order").fill("what?");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("That is neither a ticket’s number nor an order’s reference.").waitFor();
    await page.getByLabel("Number or order").fill("00000-00000-1");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText(/The list has no such ticket/u).waitFor();
  });

  it("is too early before the doors open", async () => {
    const ticket = await oneTicket();
    await setHours(new Date(Date.now() + 3_600_000));
    try {
      const { page } = await gateAt();
      await page.getByText(/Doors open at/u).waitFor();
      expect(await type(page, ticket.code)).toContain("Too early");
    } finally {
      await setHours(new Date(Date.now() - 60_000));
    }
  });
});

describe("without a network", () => {
  it("admits once, survives reloads and a closed tab, and tells the office when there is a network again", async () => {
    const [first, second] = [await oneTicket(), await oneTicket()];
    const { page, context } = await gateAt();
    await kept(page);
    const before = (await counts()).inside;
    await context.setOffline(true);
    expect(await type(page, first.code)).toContain("Come in");
    expect(await verdictOf(page).textContent()).toContain("Checked without a network");
    await next(page);
    expect(await type(page, first.code)).toContain("Already inside");
    await next(page);
    await page.getByText("2 to send").waitFor();

    await page.reload(); // no network: the page comes from the device
    await page.getByRole("button", { name: "Start scanning" }).click();
    await page.getByText("2 to send").waitFor();
    expect(await type(page, second.number)).toContain("Come in");
    await next(page);
    await page.close();

    const again = await context.newPage();
    await again.goto(`${urls.edge}/panel/door/?id=${event.id}`);
    await again.getByRole("button", { name: "Start scanning" }).click();
    await again.getByText("3 to send").waitFor();
    expect((await counts()).inside).toBe(before);
    await context.setOffline(false);
    await again.getByText(/to send/u).waitFor({ state: "detached" });
    const after = await counts();
    expect(after.inside).toBe(before + 2);
    expect(after.conflicts).toEqual([]);
    expect(await type(again, second.code)).toContain("Already inside");
  });

  it("keeps what was scanned when the session has ended, and sends it after signing in again", async () => {
    const ticket = await oneTicket();
    const { page, context } = await gateAt();
    const before = (await counts()).inside;
    const cookies = await context.cookies();
    await context.clearCookies();
    expect(await type(page, ticket.code)).toContain("Come in");
    await next(page);
    await page.getByText(/You are signed out/u).waitFor();
    await page.getByText("1 to send").waitFor();
    expect((await counts()).inside).toBe(before);
    await context.addCookies(cookies);
    await page.getByText(/to send/u).waitFor({ state: "detached" });
    expect((await counts()).inside).toBe(before + 1);
  });

  it("goes on by itself when the office is slow, and counts once what the office had written and it never heard", async () => {
    const [slow, lost] = [await oneTicket(), await oneTicket()];
    const { page } = await gateAt();
    const before = await counts();
    await page.route("**/scans", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await route.continue().catch(() => undefined); // the page has given it up
    });
    expect(await type(page, slow.code)).toContain("Checked without a network");
    await next(page);
    await page.unroute("**/scans");
    await page.getByText(/to send/u).waitFor({ state: "detached" });

    await page.getByText("● Online").waitFor();
    await page.route("**/scans", async (route) => {
      await route.fetch(); // the office lets the ticket in
      await route.abort(); // and nobody hears of it
    });
    expect(await type(page, lost.code)).toContain("Come in");
    await next(page);
    await page.unroute("**/scans");
    await page.getByText(/to send/u).waitFor({ state: "detached" });
    const after = await counts();
    expect(after.inside).toBe(before.inside + 2);
    expect(after.conflicts).toEqual(before.conflicts);
  });

  it("lets the same code in once, however fast it is shown again", async () => {
    const ticket = await oneTicket();
    const { page, context } = await gateAt();
    await context.setOffline(true);
    await page.getByLabel("Number or order").fill(ticket.number);
    await page.evaluate(() => {
      const form = document.querySelector("form");
      form?.requestSubmit();
      form?.requestSubmit();
      form?.requestSubmit();
    });
    await page.getByText("3 to send").waitFor();
    await next(page);
    expect(await page.getByRole("button", { name: /^Undo/u }).count()).toBe(1);
    await context.setOffline(false);
    await page.getByText(/to send/u).waitFor({ state: "detached" });
    expect((await counts()).conflicts.filter(({ number }) => number === ticket.number)).toEqual([]);
  });

  it("two gates that let in the same ticket are told of it", async () => {
    const ticket = await oneTicket();
    const gates = [await gateAt({}, { gate: "East" }), await gateAt({}, { gate: "West" })];
    for (const { context } of gates) await context.setOffline(true);
    for (const { page } of gates) expect(await type(page, ticket.code)).toContain("Come in");
    for (const { context } of gates.toReversed()) await context.setOffline(false);
    const { conflicts } = await eventually(counts, (seen) => seen.conflicts.length > 0);
    expect(conflicts).toMatchObject([{ number: ticket.number, gate: "West", first: { gate: "East" } }]);
    for (const { page } of gates) {
      await next(page);
      await page.getByText("1 ticket needs a look").waitFor();
    }
  });
});

describe.each([
  { colorScheme: "light", viewport: { width: 1_440, height: 900 } },
  { colorScheme: "dark", viewport: PHONE },
] as const)("every state, $colorScheme, $viewport.width pixels wide", (look) => {
  it("fits its width, keeps to its policy, and axe finds nothing serious", async () => {
    const ticket = await oneTicket();
    const { page, context, complaints } = await gateAt(look);
    const found: string[] = [];
    const check = async (state: string): Promise<void> => {
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) found.push(`${state} is ${overflow} pixels too wide`);
      found.push(...(await faultsByAxe(page)).map((fault) => `${state} ${fault}`));
    };
    await check("scanning");
    await type(page, ticket.code);
    await check("yes");
    await next(page);
    await type(page, ticket.code);
    await check("no");
    await next(page);
    await context.setOffline(true);
    await type(page, ticket.code);
    await next(page);
    await check("offline");
    await context.setOffline(false);
    await page.getByTitle("Change the gate").click();
    await page.getByRole("button", { name: "Start scanning" }).waitFor();
    await check("start");
    await page.goto(`${urls.edge}/panel/door/`);
    await page.getByRole("link", { name: new RegExp(event.title, "u") }).waitFor();
    await check("events");
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Runs axe through the debugger, which the page's policy does not bind. */
async function faultsByAxe(page: Page): Promise<string[]> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: AXE });
  const { result } = await debug.send("Runtime.evaluate", {
    expression:
      "axe.run().then((found) => found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target.join(' ')).join(', ')))",
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  return result.value as string[];
}
