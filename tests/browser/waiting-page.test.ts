/** The waiting page in a real browser: with and without scripts, for eyes and for screen readers, small and wide. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { Buyer } from "../support/buyer.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let organizer: Organizer;
beforeAll(async () => {
  [browser, organizer] = await Promise.all([launchChromium(), Organizer.signIn(urls.edge, logins)]);
});
afterAll(() => browser.close());

/** Somebody else is inside, and the room holds one. */
let inside: Buyer;
let event: EventDocument;
let context: BrowserContext;
beforeEach(async () => {
  event = await openEvent(organizer, demo.eventId, {
    total_active_users: 1,
    new_users_per_minute: 6_000,
    session_duration: 600,
  });
  inside = await new Buyer(urls.edge, event.roomId).arrive();
  context = await browser.newContext({ locale: "en-GB" });
});
afterEach(() => context.close());

async function come(page?: Page): Promise<Page> {
  const here = page ?? (await context.newPage());
  await here.goto(`${urls.edge}/events/${event.id}/tickets`);
  return here;
}

function leave(): Promise<unknown> {
  return inside.call("DELETE", `/rooms/${event.roomId}/admissions/current`);
}

const isInside = (page: Page): Promise<unknown> => page.waitForSelector('button[value="best"]', { timeout: 30_000 });

describe("the waiting page", () => {
  it("keeps its visitor's place on reload and in a second tab, and lets them in when it is their turn", async () => {
    const page = await come();
    expect(await page.textContent("#headline")).toBe("You are in line");
    expect(await page.textContent("#position")).toBe("1");
    expect(await page.title()).toBe("1 in line");
    await page.reload();
    const second = await come();
    expect([await page.textContent("#position"), await second.textContent("#position")]).toEqual(["1", "1"]);
    await leave();
    await Promise.all([isInside(page), isInside(second)]);
    const names = (await context.cookies()).map(({ name, httpOnly, secure, sameSite }) => ({
      name,
      httpOnly,
      secure,
      sameSite,
    }));
    expect(names).toHaveLength(2);
    for (const cookie of names) expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax" });
  });

  it("lets its visitor in without scripts, too", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE" });
    const page = await come(await plain.newPage());
    expect(await page.textContent("#headline")).toBe("Sie stehen in der Schlange");
    await leave();
    await isInside(page);
    await plain.close();
  });

  it("loads nothing but itself and the status, breaks no rule of its own, and is not reloaded under its reader", async () => {
    const page = await context.newPage();
    const loaded = new Set<string>();
    const complaints: string[] = [];
    page.on("request", (request) => loaded.add(`${request.resourceType()} ${new URL(request.url()).pathname}`));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const first = await page.goto(`${urls.edge}/events/${event.id}/tickets`);
    const refreshSeconds = Number.parseInt((await first?.headerValue("refresh")) ?? "", 10);
    await page.evaluate(() => Object.assign(window, { untouched: true }));
    await page.waitForResponse((response) => response.url().endsWith("/status"));
    await page.waitForTimeout(refreshSeconds * 1_000 + 1_500);
    expect(await page.evaluate(() => "untouched" in window)).toBe(true);
    expect([...loaded].filter((entry) => !entry.startsWith("image data"))).toEqual([
      `document /events/${event.id}/tickets`,
      `fetch /rooms/${event.roomId}/status`,
    ]);
    expect(complaints).toEqual([]);
  });

  it("tells what the organizer says, without moving anything that was there", async () => {
    const page = await come();
    await page.evaluate(() => {
      Object.assign(window, { moved: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(window, { moved: Number(Reflect.get(window, "moved")) + Number(Reflect.get(entry, "value")) });
      }).observe({ type: "layout-shift", buffered: true });
    });
    await organizer.desk.require("PATCH", `/api/events/${event.id}/room`, {
      message: "The band is <b>late</b>.\nPlease be patient.",
    });
    await page.waitForSelector("#feed li:first-child span:text('The band is <b>late</b>.')", { timeout: 30_000 });
    expect(await page.evaluate(() => Number(Reflect.get(window, "moved")))).toBe(0);
    expect(await page.textContent("#spoken")).toContain("late");
  });

  it.each([
    [360, "light"],
    [1_440, "dark"],
  ] as const)("fits %i pixels and has nothing to hide from those who cannot see it, %s", async (width, colorScheme) => {
    await context.close();
    context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
    const page = await come();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    });
    expect(violations).toEqual([]);
    expect(await page.getAttribute("#spoken", "aria-live")).toBe("polite");
  });
});

describe("the shop behind the gate", () => {
  it("sells seats to somebody without scripts: choose, hold, pay with a declined and a good card", async () => {
    await leave();
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
    const page = await come(await plain.newPage());
    await isInside(page);
    await page.click("text=Stalls Centre");
    const seats = page.locator('input[name="seat"]');
    await seats.nth(2).check();
    await seats.nth(3).check();
    await page.click('button[value="seats"]');
    expect(new URL(page.url()).pathname).toMatch(/^\/checkout\//u);
    await page.fill('input[name="email"]', "ada@example.com");
    await page.selectOption('select[name="paymentToken"]', "pm_card_chargeDeclined");
    await page.click('button[value="pay"]');
    expect(await page.textContent('[role="alert"]')).toContain("declined");
    expect(await page.inputValue('input[name="email"]')).toBe("ada@example.com");
    await page.selectOption('select[name="paymentToken"]', "pm_card_visa");
    await page.click('button[value="pay"]');
    await page.waitForSelector("text=The seats are yours");
    expect(new URL(page.url()).pathname).toMatch(/^\/orders\//u);
    expect(await page.locator("article.ticket").count()).toBe(2);
    await plain.close();
  });

  it("leads a buyer to their bank and back to the order", async () => {
    await leave();
    const page = await come();
    await isInside(page);
    await page.click('button[value="best"]');
    await page.fill('input[name="email"]', "ada@example.com");
    await page.selectOption('select[name="paymentToken"]', "pm_card_authenticationRequired");
    await page.click('button[value="pay"]');
    await page.click("text=Complete authentication", { timeout: 20_000 });
    await page.waitForSelector("text=The seats are yours", { timeout: 20_000 });
  });

  it("opens the description of the API from our own origin only", async () => {
    const page = await context.newPage();
    const complaints: string[] = [];
    const hosts = new Set<string>();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`${urls.edge}/docs`);
    await page.waitForSelector("#operations-Seats_and_checkout-reserveSeats");
    expect(complaints).toEqual([]);
    expect([...hosts].filter((host) => host !== "")).toEqual([new URL(urls.edge).host]);
  });
});
