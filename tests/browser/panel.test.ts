/**
 * The panel in a real browser on the real system: an organizer creates, publishes, opens, steers, pauses and closes a
 * sale; support finds an order and gives the money back; a role is refused by the API and not by a hidden button; a chart
 * with faults is refused with what is wrong; no view breaks its policy or axe's rules, by day or by night, wide or small.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { Role } from "../../core/contract/roles.ts";
import { theatreChart } from "../../local/demo/theatre.ts";
import { Buyer } from "../support/buyer.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ROOM = { total_active_users: 50, new_users_per_minute: 6_000, session_duration: 600 };

let browser: Browser;
let organizer: Organizer;
beforeAll(async () => {
  [browser, organizer] = await Promise.all([launchChromium(), Organizer.signIn(urls.edge, logins)]);
});
afterAll(() => browser.close());

const contexts: BrowserContext[] = [];
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

/** Somebody of a role, signed in through the page, with everything that the browser complained about. */
async function signIn(
  role: Role,
  look: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; complaints: string[] }> {
  const login = logins.find((candidate) => candidate.role === role);
  if (login === undefined) throw new Error(`nobody signs in as ${role}`);
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1_440, height: 900 }, ...look });
  contexts.push(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/content security policy/iu.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${urls.edge}/panel/`);
  await page.getByLabel("E-mail").fill(login.email);
  await page.getByLabel("Password", { exact: true }).fill(login.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Events" }).waitFor();
  return { page, complaints };
}

async function open(page: Page, view: Record<string, string>): Promise<void> {
  await page.goto(`${urls.edge}/panel/?${new URLSearchParams(view)}`);
}

/** Presses an act and confirms it in its dialog, with a message to the queue where there is one. */
async function act(page: Page, name: string, message?: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog");
  if (message !== undefined) await dialog.getByLabel("Message to the people in the queue").fill(message);
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

async function buy(event: EventDocument, email: string, name: string): Promise<string> {
  const buyer = await new Buyer(urls.edge, event.roomId).arrive();
  const reserved = await buyer.reserve(event.id, { bestAvailable: { quantity: 2 } });
  expect(reserved.status).toBe(201);
  const sold = await buyer.commit(reserved.body, "pm_card_visa", { buyer: { email, name } });
  expect(sold.status).toBe(200);
  return sold.body.orderId;
}

const publicFeed = async (roomId: string): Promise<string[]> => {
  const response = await fetch(`${urls.edge}/rooms/${roomId}/status`);
  const status = (await response.json()) as { feed: { message: string }[] };
  return status.feed.map(({ message }) => message);
};

describe("an organizer", () => {
  it("creates, publishes, opens, steers, pauses, resumes and closes a sale, and visitors read why", async () => {
    const { page, complaints } = await signIn("organizer");
    const title = `<img src=x onerror=alert(1)> ${crypto.randomUUID().slice(0, 8)}`;
    await page.getByRole("link", { name: "New event" }).first().click();
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Venue").selectOption({ label: "Linden Theatre" });
    await page.getByLabel("Seating chart").selectOption({ label: "Linden Theatre (1,065 places)" });
    await page.getByLabel("Premium stalls").fill("68.50");
    await page.getByLabel("Standing gallery").fill("15");
    await page.getByLabel("Tickets per buyer").fill("4");
    await page.getByRole("button", { name: "Save as draft" }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();

    const id = new URL(page.url()).searchParams.get("id") ?? "";
    const drafted = await organizer.event(id);
    expect(drafted).toMatchObject({ state: "draft", title, limits: { placesPerHolder: 4 } });
    expect(drafted.categories.map(({ price }) => price?.value ?? null)).toEqual([68.5, null, null, 15]);

    await act(page, "Publish");
    await act(page, "Open the sale", "Doors are open, take your time.");
    await page.getByRole("tab", { name: "Live" }).click();
    await page.getByLabel("Inside at once").fill("7");
    await page.getByLabel("Message to the people in the queue").fill("A few at a time.");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("of 7 at most").waitFor();
    await act(page, "Pause", "A short break of ten minutes.");
    await page.getByText("Nobody is called; everybody keeps their place.").waitFor();
    expect((await organizer.event(id)).state).toBe("paused");
    await act(page, "Resume");
    await act(page, "Close the sale", "Thank you all.");
    await page.getByText("Closed", { exact: true }).waitFor();

    const closed = await organizer.event(id);
    expect(closed).toMatchObject({ state: "closed", room: { total_active_users: 7 } });
    const said = [
      "Doors are open, take your time.",
      "A few at a time.",
      "A short break of ten minutes.",
      "Thank you all.",
    ];
    await eventually(
      () => publicFeed(drafted.roomId),
      (feed) => said.every((message) => feed.includes(message)),
    );
    expect(await page.getByRole("button", { name: /Open|Pause|Resume|Close the sale/u }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("is told at the field what the API finds wrong, and nothing is saved", async () => {
    const { page } = await signIn("organizer");
    const before = await organizer.desk.require<{ events: unknown[] }>("GET", "/api/events?limit=200");
    await open(page, { page: "new-event" });
    await page.getByRole("button", { name: "Save as draft" }).click();
    expect(await page.getByText("This is needed.").count()).toBe(3);
    await page.getByLabel("Title").fill("Backwards");
    await page.getByLabel("Venue").selectOption({ label: "Linden Theatre" });
    await page.getByLabel("Seating chart").selectOption({ label: "Linden Theatre (1,065 places)" });
    await page.getByLabel("Sale starts").fill("2027-05-02T10:00");
    await page.getByLabel("Sale ends").fill("2027-05-01T10:00");
    await page.getByRole("button", { name: "Save as draft" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Sale ends").getAttribute("aria-invalid")).toBe("true");
    const after = await organizer.desk.require<{ events: unknown[] }>("GET", "/api/events?limit=200");
    expect(after.events.length).toBe(before.events.length);
  });

  it("imports a chart and sees it drawn, and reads what is wrong with one that is refused", async () => {
    const { page } = await signIn("organizer");
    const { venues } = await organizer.desk.require<{ venues: { id: string }[] }>("GET", "/api/venues");
    await open(page, { page: "venue", id: venues[0]?.id ?? "" });
    const chart = { ...theatreChart(), name: `Theatre ${crypto.randomUUID().slice(0, 8)}` };
    const [section] = chart.sections;
    if (section === undefined) throw new Error("the theatre has no section");
    const twice = { ...chart, sections: [section, section] };
    const choose = async (drawing: unknown): Promise<void> => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "File (JSON)" }).click();
      const buffer = Buffer.from(JSON.stringify(drawing));
      await (await chooser).setFiles({ name: "chart.json", mimeType: "application/json", buffer });
      await page.getByRole("button", { name: "Import", exact: true }).click();
    };
    await choose(twice);
    const refusal = page.getByRole("alert");
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain("Nothing was imported");
    expect(await refusal.getByRole("listitem").count()).toBeGreaterThan(0);
    expect(await page.getByRole("link", { name: chart.name }).count()).toBe(0);

    await choose(chart);
    await page.getByRole("link", { name: "Look at the drawing" }).click();
    await page.getByRole("heading", { level: 1, name: chart.name }).waitFor();
    const canvas = page.getByRole("img", { name: new RegExp(`Drawing of ${chart.name}: 945 seats`, "u") });
    await canvas.waitFor();
    const inked = () =>
      canvas.evaluate((element: HTMLCanvasElement) => {
        const { data } = element.getContext("2d")?.getImageData(0, 0, element.width, element.height) ?? { data: [] };
        return data.filter((value, index) => index % 4 === 3 && value > 0).length;
      });
    const whole = await eventually(inked, (pixels) => pixels > 0);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await eventually(inked, (pixels) => pixels !== whole);
  });
});

describe("support", () => {
  it("finds an order by its e-mail address, refunds it and puts its places back on sale", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const email = `angry-${crypto.randomUUID().slice(0, 8)}@example.org`;
    const orderId = await buy(event, email, "Ada Okafor");
    await eventually(
      () => organizer.desk.ask("GET", `/api/orders/${orderId}`),
      ({ status }) => status === 200,
    );

    const { page, complaints } = await signIn("support");
    await page.getByRole("link", { name: "Orders" }).click();
    await page.getByLabel("Find an order").fill(email);
    await page.getByRole("button", { name: "Find" }).click();
    const rows = page.locator("tbody").getByRole("row");
    await eventually(
      () => rows.count(),
      (count) => count === 1,
    );
    await rows.getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /^Order / }).waitFor();
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Fell ill");
    await dialog.getByRole("button", { name: /^Refund €/u }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Refunded", { exact: true }).first().waitFor();
    expect(await page.getByRole("button", { name: "Refund", exact: true }).count()).toBe(0);

    const order = await eventually(
      () =>
        organizer.desk.require<{ status: string; tickets: { voidedAt: string | null }[] }>(
          "GET",
          `/api/orders/${orderId}`,
        ),
      (seen) => seen.status === "refunded" && seen.tickets.every(({ voidedAt }) => voidedAt !== null),
    );
    expect(order.tickets).toHaveLength(2);
    const report = await eventually(
      () => organizer.reconcile(event.id),
      (seen) => seen.seats.sold === 0 && seen.differences.length === 0,
    );
    expect(report.differences).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("is offered no ledger, and is refused it by the API in a sentence when the address is typed", async () => {
    const { page } = await signIn("support");
    const offered = await page.getByRole("navigation").getByRole("link").allTextContents();
    expect(offered).toEqual(["Events", "Venues", "Orders", "Refund requests", "Mail"]);
    const statusOf = (path: string): Promise<number> =>
      page.evaluate(async (asked) => (await fetch(asked)).status, path);
    expect(await statusOf(`/api/events/${demo.eventId}/ledger`)).toBe(403);
    expect(await statusOf(`/api/events/${demo.eventId}/reconciliation`)).toBe(403);
    expect(await statusOf("/api/members")).toBe(403);
    expect(await statusOf("/api/audit")).toBe(403);
    await open(page, { page: "money", event: demo.eventId });
    const refusal = page.getByRole("alert");
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain("You may not see the books.");
    await open(page, { page: "event", id: demo.eventId });
    await page.getByRole("tab", { name: "Live" }).waitFor();
    expect(await page.getByRole("button", { name: /Pause|Close the sale|Apply/u }).count()).toBe(0);
  });

  it("is led to the door when the session has ended, and a wrong password is told", async () => {
    const { page } = await signIn("support");
    await page.getByRole("button", { name: /Sue Support/u }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByLabel("E-mail").fill("support@foyer.localhost");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    const refusal = page.getByRole("alert");
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain("E-mail address or password is not right.");
  });
});

describe.each([
  { colorScheme: "light", viewport: { width: 1_440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
] as const)("every view, $colorScheme, $viewport.width pixels wide", (look) => {
  it("fits its width, keeps to its policy, and axe finds nothing serious", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const orderId = await buy(event, "axe@example.org", "Axel Core");
    const draft = await organizer.desk.require<EventDocument>("POST", "/api/events", {
      title: "Unfinished",
      venueId: event.venue.id,
      chartId: event.chartId,
      currency: "EUR",
      startsAt: event.startsAt,
      saleStartsAt: event.saleStartsAt,
      saleEndsAt: event.saleEndsAt,
    });
    const { page, complaints } = await signIn("organizer", look);
    const views: Record<string, string>[] = [
      { page: "events" },
      { page: "event", id: event.id, tab: "live" },
      { page: "event", id: event.id, tab: "sales" },
      { page: "event", id: event.id, tab: "seats" },
      { page: "event", id: event.id, tab: "facts" },
      { page: "event", id: draft.id },
      { page: "edit-event", id: draft.id },
      { page: "new-event" },
      { page: "venues" },
      { page: "venue", id: event.venue.id },
      { page: "chart", id: event.chartId },
      { page: "orders" },
      { page: "orders", q: "nobody@example.org" },
      { page: "order", id: orderId },
      { page: "requests" },
      { page: "requests", state: "all" },
      { page: "money", event: event.id },
      { page: "money", event: event.id, tab: "ledger" },
      { page: "mail" },
      { page: "team" },
      { page: "audit" },
      { page: "password" },
      { page: "nowhere" },
    ];
    const found: string[] = [];
    for (const view of views) {
      await open(page, view);
      const name = JSON.stringify(view);
      const headings = await eventually(
        () => page.locator("main h1").allTextContents(),
        (seen) => seen.length > 0,
      );
      if (headings.length !== 1) found.push(`${name} has ${headings.length} headings of the first level`);
      await eventually(
        () => page.locator("[aria-busy=true]").count(),
        (waiting) => waiting === 0,
      );
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) found.push(`${name} is ${overflow} pixels too wide`);
      found.push(...(await faultsByAxe(page)).map((fault) => `${name} ${fault}`));
    }
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
