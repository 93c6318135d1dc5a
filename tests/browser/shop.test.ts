/**
 * The shop in a real browser, small and wide: an event is found and bought up to a code that scans, declined and paid,
 * through the bank and back, found again by mail, taken home, asked back. Nothing is loaded from anywhere else, and an
 * event with markup for a name is called by it.
 */
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { decodeQR } from "qr/decode.js";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { OfficeOrderDocument } from "../../core/contract/organizer/orders.ts";
import type { RefundRequestsPage } from "../../core/contract/refund-requests.ts";
import type { OrderDocument } from "../../core/contract/seats.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Looker } from "../support/looker.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const NAME = "<img src=x onerror=alert(1)>";
const SIZES = { small: { width: 360, height: 780 }, wide: { width: 1_440, height: 900 } } as const;
const PICTURES = process.env["FOYER_PICTURES"];
const looker = new Looker(PICTURES);

let browser: Browser;
let organizer: Organizer;
let event: EventDocument;
beforeAll(async () => {
  [browser, organizer] = await Promise.all([launchChromium(), Organizer.signIn(urls.edge, logins)]);
  event = await openEvent(organizer, demo.eventId, { total_active_users: 200, new_users_per_minute: 6_000 }, NAME);
});
afterAll(() => browser.close());

/** What pages did that no page may. */
const breaches: string[] = [];
const contexts: BrowserContext[] = [];
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(breaches.splice(0)).toEqual([]);
});

async function somebody(
  size: keyof typeof SIZES,
  options: { javaScriptEnabled?: boolean; locale?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: "en-GB",
    acceptDownloads: true,
    ...options,
  });
  contexts.push(context);
  const ours = new Set([urls.edge, urls.provider].map((url) => new URL(url).host)); // the bank's page is the provider's
  context.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !ours.has(host)) breaches.push(`asks ${host}`);
  });
  context.on("dialog", (dialog) => {
    breaches.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("console", (message) => {
    if (/Content Security Policy/u.test(message.text())) breaches.push(message.text());
  });
  return context.newPage();
}

/** From the list to the checkout, as people go. */
async function toCheckout(page: Page): Promise<void> {
  await page.goto(`${urls.edge}/events/${event.id}`);
  await page.click(`a[href="/events/${event.id}/tickets"]`);
  await page.locator('button[value="best"]').first().click({ timeout: 30_000 });
  await page.waitForSelector("#pay-form");
}

async function pay(page: Page, card: string, email = "ada@example.com"): Promise<void> {
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="name"]', "Ada Lovelace");
  await page.selectOption('select[name="paymentToken"]', card);
  await page.click('button[value="pay"]');
}

async function buy(page: Page, email?: string): Promise<void> {
  await toCheckout(page);
  await pay(page, "pm_card_visa", email);
  await page.waitForSelector("article.ticket", { timeout: 20_000 });
}

async function documentOf(page: Page): Promise<OrderDocument> {
  return (await (await fetch(page.url(), { headers: { accept: "application/json" } })).json()) as OrderDocument;
}

/** Reads the first code as a scanner does that is held over the screen. */
async function scanned(page: Page): Promise<string> {
  const picture = (await page.locator(".code svg").first().screenshot()).toString("base64");
  const blank = await page.context().newPage();
  const { width, height, data } = await blank.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    if (drawing === null) throw new Error("nothing to draw on");
    drawing.drawImage(bitmap, 0, 0);
    const image = drawing.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: image.width, height: image.height, data: [...image.data] };
  }, picture);
  await blank.close();
  return decodeQR({ width, height, data: Uint8Array.from(data) }, { effort: Infinity, timeLimit: Infinity });
}

describe.each(["small", "wide"] as const)("on a %s screen", (size) => {
  it("an event is found, bought, and its code scans; every page is whole and readable", async () => {
    const page = await somebody(size);
    const faults: string[] = [];
    await page.goto(urls.edge);
    await page.fill('input[name="text"]', "onerror=alert");
    await page.click("form.search button");
    await page.waitForSelector(`a[href="/events/${event.id}"]`);
    const found = await page.locator("ul.events li h2").allTextContents();
    expect(found.every((text) => text.includes("onerror=alert"))).toBe(true); // and nothing else that is on
    faults.push(...(await looker.look(page, `shop-found-${size}`)));
    await page.setViewportSize(SIZES[size]);
    await page.click(`a[href="/events/${event.id}"]`);
    expect(await page.textContent("h1")).toBe(NAME);
    faults.push(...(await looker.look(page, `shop-event-${size}`)));
    await page.setViewportSize(SIZES[size]);
    await toCheckout(page);
    faults.push(...(await looker.look(page, `shop-checkout-${size}`)));
    await page.setViewportSize(SIZES[size]);
    await pay(page, "pm_card_visa");
    await page.waitForSelector("article.ticket", { timeout: 20_000 });
    await eventually(
      () => page.reload().then(() => page.locator(".code svg").count()),
      (codes) => codes > 0,
    );
    faults.push(...(await looker.look(page, `shop-order-${size}`)));
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize(SIZES[size]);
    expect(await scanned(page)).toBe((await documentOf(page)).tickets[0]?.code);
    expect(await page.title()).toContain(NAME);
    expect(faults).toEqual([]);
  });

  it("a card is declined in the buyer's language, another one pays, however often the button is pressed", async () => {
    const page = await somebody(size, { locale: "de-DE" });
    await toCheckout(page);
    await pay(page, "pm_card_chargeDeclinedInsufficientFunds");
    expect(await page.textContent('[role="alert"]')).toContain("Die Karte ist nicht gedeckt.");
    expect(await page.inputValue('input[name="email"]')).toBe("ada@example.com");
    expect(await page.textContent("#pay-form >> xpath=..")).toContain("Weitere Versuche: 2");
    const faults = await looker.look(page, `shop-declined-${size}`);
    await page.setViewportSize(SIZES[size]);
    await page.selectOption('select[name="paymentToken"]', "pm_card_visa");
    await page.dblclick('button[value="pay"]');
    await page.waitForSelector("article.ticket", { timeout: 20_000 });
    const { orderId } = await documentOf(page);
    const { body } = await eventually(
      () => organizer.desk.ask("GET", `/api/orders/${orderId}`),
      ({ status }) => status === 200,
    );
    const { payments, amount } = body as OfficeOrderDocument;
    expect(payments.map(({ captured }) => captured.value)).toEqual([amount.value]);
    expect(faults).toEqual([]);
  });

  it("the bank is visited on the way", async () => {
    const page = await somebody(size);
    await toCheckout(page);
    await pay(page, "pm_card_authenticationRequired");
    await page.click("text=Complete authentication", { timeout: 20_000 });
    await page.waitForSelector("article.ticket", { timeout: 20_000 });
  });
});

it("sells to somebody without scripts, from the list to the code", async () => {
  const page = await somebody("small", { javaScriptEnabled: false });
  await page.goto(`${urls.edge}/?text=onerror`);
  await page.click(`a[href="/events/${event.id}"]`);
  await buy(page);
  expect(await page.locator(".code svg").count()).toBeGreaterThan(0);
});

it("lets a buyer take tickets and calendar home", async () => {
  const page = await somebody("wide");
  await buy(page);
  const save = async (link: string): Promise<Buffer> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(link)]);
    return readFile(await download.path());
  };
  expect((await save('a[href*="tickets.pdf"]')).subarray(0, 5).toString()).toBe("%PDF-");
  const calendar = (await save('a[href*="calendar.ics"]')).toString();
  expect(calendar).toContain(`SUMMARY:${NAME}`);
  expect(calendar).toMatch(/DTSTART;TZID=Europe\/Berlin:\d{8}T\d{6}/u);
  await page.goto(`${urls.edge}/events/${event.id}`);
  expect((await save('a[href*="calendar.ics"]')).toString()).toContain(`SUMMARY:${NAME}`);
});

it("finds orders again by mail", async () => {
  const email = `found-${Date.now()}@example.com`;
  const page = await somebody("small");
  await buy(page, email);
  const { reference } = await documentOf(page);
  await page.goto(urls.edge);
  await page.click('a[href="/my-orders"]');
  await page.fill('input[name="email"]', email);
  await page.click("main button");
  await page.waitForSelector('[role="status"]');
  const link = await eventually(
    async () => {
      const answer = await fetch(`${urls.mailbox}/api/messages?to=${encodeURIComponent(email)}`);
      const { messages } = (await answer.json()) as { messages: { text: string }[] };
      return messages.map(({ text }) => /https?:\S+\/my-orders\/list\?token=\S+/u.exec(text)?.[0]).find(Boolean);
    },
    (found) => found !== undefined,
  );
  await fetch(link ?? ""); // a scanner of mails opens it first
  const { pathname, search } = new URL(link ?? "");
  await page.goto(`${urls.edge}${pathname}${search}`);
  const faults = await looker.look(page, "shop-my-orders-list");
  expect(await page.textContent("main")).toContain(reference);
  await page.click("ul.events a");
  await page.waitForSelector("article.ticket");
  expect(faults).toEqual([]);
});

it("asks for the money back, and reads the answer on the order's page", async () => {
  const page = await somebody("small");
  await buy(page);
  const { orderId } = await documentOf(page);
  await page.click("#refund summary");
  await page.fill('textarea[name="reason"]', "My train does not run.");
  await page.click('button[value="refund"]');
  await page.waitForSelector("#refund [role=status]");
  const faults = await looker.look(page, "shop-refund-asked");
  const open = await organizer.desk.require<RefundRequestsPage>("GET", "/api/refund-requests?state=open");
  const request = open.refundRequests.find((candidate) => candidate.orderId === orderId);
  await organizer.desk.require("POST", `/api/refund-requests/${request?.requestId}`, {
    decision: "approve",
    answer: "Of course.",
  });
  await page.reload();
  expect(await page.textContent("h1")).toBe("Refunded");
  expect(await page.textContent("#refund")).toContain("Of course.");
  faults.push(...(await looker.look(page, "shop-refunded")));
  expect(await page.locator("article.ticket").count()).toBe(0);
  expect(faults).toEqual([]);
});

it("keeps the language that was chosen", async () => {
  const page = await somebody("small");
  await page.goto(`${urls.edge}/?text=onerror`);
  await page.click('footer a[lang="it"]');
  expect(await page.getAttribute("html", "lang")).toBe("it");
  expect(await page.inputValue('input[name="text"]')).toBe("onerror");
  await page.goto(`${urls.edge}/my-orders`);
  expect(await page.textContent("h1")).toBe("I miei ordini");
});
