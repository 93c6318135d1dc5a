/** Choosing seats in a real browser: by finger, mouse and keyboard, with others who want the same, with and without scripts. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { Buyer } from "../support/buyer.ts";
import { launchChromium } from "../support/chromium.ts";
import { ChooserPage, DESKTOP, PHONE } from "../support/chooser-page.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { report } from "../support/report.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const SOON = { timeout: 15_000 };

let browser: Browser;
let event: EventDocument;
let url: string;
beforeAll(async () => {
  const organizer = await Organizer.signIn(urls.edge, logins);
  browser = await launchChromium();
  event = await openEvent(organizer, demo.eventId, {
    total_active_users: 300,
    new_users_per_minute: 6_000,
    session_duration: 900,
  });
  url = `${urls.edge}/events/${event.id}/tickets`;
});
afterAll(() => browser.close());

const opened: ChooserPage[] = [];
afterEach(async () => {
  for (const { context } of opened.splice(0)) await context.close();
});

async function open(look: Parameters<typeof ChooserPage.open>[2] = DESKTOP): Promise<ChooserPage> {
  const chooser = await ChooserPage.open(browser, url, look);
  opened.push(chooser);
  return chooser;
}

describe("the seat map", () => {
  it.each([
    ["on a phone", PHONE, "C"],
    ["at a desk", DESKTOP, "D"],
  ])("lets two seats be chosen by pointing at them, and held, %s", async (_name, look, row) => {
    const chooser = await open(look);
    const { page, chosen } = chooser;
    await chooser.lookAt("Stalls Centre", row, "6");
    if (look === PHONE) {
      await chooser.point();
      await chooser.point(1);
    } else for (const seat of ["6", "7"]) await chooser.pointAt(`Stalls Centre · ${row} · ${seat}`);
    expect(await chosen.allInnerTexts()).toEqual([
      expect.stringContaining(`Stalls Centre · ${row} · 6`),
      expect.stringContaining(`Stalls Centre · ${row} · 7`),
    ]);
    expect(await page.textContent("#basket-total")).toBe("€139.00"); // two at 68, and the fees
    expect(await chooser.option("7").getAttribute("aria-selected")).toBe("true");
    await page.click("#basket-hold");
    await page.waitForURL(/\/checkout\//u, SOON);
    expect(await page.locator("tbody tr td:first-child").allInnerTexts()).toEqual([
      `Stalls Centre · ${row} · 6`,
      `Stalls Centre · ${row} · 7`,
      "Fees",
    ]);
    expect(chooser.complaints).toEqual([]);
  });

  it("comes closer with two fingers, with the wheel and with its buttons, and a tap then means one seat", async () => {
    const chooser = await open(PHONE);
    await chooser.pinch(60, 300);
    await chooser.pinch(60, 300);
    await chooser.point();
    expect(await chooser.chosen.count()).toBe(1);
    const desk = await open(DESKTOP);
    await desk.page.hover("#map");
    for (let turn = 0; turn < 12; turn += 1) await desk.page.mouse.wheel(0, -150);
    await desk.page.waitForTimeout(500);
    await desk.point();
    expect(await desk.chosen.count()).toBe(1);
    await desk.page.click("#map-whole");
    for (let press = 0; press < 6; press += 1) {
      await desk.page.click("#map-closer");
      await desk.page.waitForTimeout(300);
    }
    await desk.point();
    expect(await desk.chosen.count()).toBe(0); // the same seat in the middle, let go again
  });

  it("leads from an area on the map to its places, and holds them", async () => {
    const chooser = await open(PHONE);
    const { page } = chooser;
    const gallery = page.locator('form[data-area="Gallery"]');
    await page.locator("#map").scrollIntoViewIfNeeded();
    const box = await page.locator("#map").boundingBox();
    if (box === null) throw new Error("there is no map");
    // the gallery is an arc at the bottom of the picture: its lowest part lies on the middle line
    for (let y = box.height - 8; y > box.height / 2; y -= 8) {
      await page.touchscreen.tap(box.x + box.width / 2, box.y + y);
      if (await gallery.locator("select").evaluate((select) => select === document.activeElement)) break;
    }
    await page.keyboard.press("3");
    await gallery.locator("button").click();
    await page.waitForURL(/\/checkout\//u, SOON);
    expect(await page.locator("tbody tr td:first-child").allInnerTexts()).toHaveLength(4); // three and the fees
  });

  it("says before anybody is asked that a choice leaves a seat alone, and goes on once it does not", async () => {
    const chooser = await open();
    const { page } = chooser;
    let asked = 0;
    page.on("request", (request) => (asked += request.url().endsWith("/seats/reserve") ? 1 : 0));
    await chooser.list("Balcony Left", "B");
    await chooser.option("2").click();
    expect(await page.textContent("#basket-note")).toContain("Balcony Left · B · 1 would stay alone");
    await page.click("#basket-hold");
    expect(asked).toBe(0);
    await chooser.option("1").click();
    expect(await page.isVisible("#basket-note")).toBe(false);
    await page.click("#basket-hold");
    await page.waitForURL(/\/checkout\//u, SOON);
    expect(asked).toBe(1);
  });

  it("goes no further than one person may take", async () => {
    const chooser = await open();
    const most = event.limits.placesPerHolder;
    await chooser.list("Balcony Right", "E");
    for (let seat = 1; seat <= most + 1; seat += 1) await chooser.option(String(seat)).click();
    expect(await chooser.chosen.count()).toBe(most);
    expect(await chooser.page.textContent("#basket-note")).toContain(`${most} places at most`);
  });
});

describe("the list that is equal to the map", () => {
  it("holds seats with nothing but a keyboard, and is one stop for the Tab key", async () => {
    const chooser = await open();
    const { page } = chooser;
    const { keyboard } = page;
    const active = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || "");
    const goTo = async (id: string, key: string) => {
      for (let stop = 0; stop < 60 && (await active()) !== id; stop += 1) await keyboard.press(key);
      expect(await active()).toBe(id);
    };
    await goTo("list-section", "Tab");
    await keyboard.type("Balcony C");
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("option");
    await keyboard.press("ArrowDown");
    await keyboard.press("Home");
    expect(await page.textContent("#map-about")).toContain("Balcony Centre · B · 1");
    await keyboard.press("Space");
    await keyboard.press("ArrowRight");
    await keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("#map-spoken")?.textContent?.includes("2 in all"));
    expect(await page.textContent("#map-spoken")).toContain("Balcony Centre · B · 2 chosen. 2 in all, €68.00.");
    await keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).not.toBe("option");
    await goTo("basket-hold", "Shift+Tab");
    await keyboard.press("Enter");
    await page.waitForURL(/\/checkout\//u, SOON);
    expect(await page.locator("tbody tr").count()).toBe(3);
  });
});

describe("two people after one seat", () => {
  it("tells the second that it was just taken, lets go of it, and shows it taken", async () => {
    const [first, second] = [await open(DESKTOP), await open(PHONE)];
    for (const chooser of [first, second]) {
      await chooser.list("Stalls Left", "H");
      await chooser.option("1").click();
      await chooser.option("2").click();
      expect(await chooser.chosen.count()).toBe(2);
    }
    await first.page.click("#basket-hold");
    await first.page.waitForURL(/\/checkout\//u, SOON);
    await second.page.waitForFunction(
      () => document.querySelector("#map-spoken")?.textContent?.includes("Just taken by somebody else"),
      undefined,
      SOON,
    );
    expect(await second.page.textContent("#basket-note")).toContain("Stalls Left · H · 1, Stalls Left · H · 2");
    expect(await second.chosen.count()).toBe(0);
    expect(await second.option("1").getAttribute("aria-disabled")).toBe("true");
  });

  it("names the seats that are gone when both press at once", async () => {
    const [first, second] = [await open(), await open()];
    for (const chooser of [first, second]) await chooser.list("Stalls Right", "J");
    await second.page.route("**/seats?since=*", () => undefined); // news never comes
    for (const seat of ["1", "2"]) await first.option(seat).click();
    for (const seat of ["1", "2", "3"]) await second.option(seat).click();
    await first.page.click("#basket-hold");
    await first.page.waitForURL(/\/checkout\//u, SOON);
    await second.page.click("#basket-hold");
    await second.page.waitForSelector("#basket-note:text('Somebody was faster')", SOON);
    expect(await second.page.textContent("#basket-note")).toContain("Stalls Right · J · 1, Stalls Right · J · 2");
    expect(await second.chosen.allInnerTexts()).toEqual([expect.stringContaining("J · 3")]);
    expect(new URL(second.page.url()).pathname).toBe(`/events/${event.id}/tickets`);
  });

  it("shows what was taken elsewhere, by itself", async () => {
    const chooser = await open();
    await chooser.list("Stalls Centre", "A");
    expect(await chooser.option("1").getAttribute("aria-disabled")).toBe("false");
    const buyer = await new Buyer(urls.edge, event.roomId).arrive();
    const held = await buyer.reserve(event.id, { seatIds: ["Stalls Centre-A-1", "Stalls Centre-A-2"] });
    expect(held.status).toBe(201);
    const sinceMs = Date.now();
    await chooser.page.waitForSelector('#list-seats [aria-disabled="true"]:text-is("1")', SOON);
    report(`a seat taken elsewhere was shown after ${Date.now() - sinceMs} ms`);
  });
});

describe("coming back from the checkout", () => {
  it("leads to the seats that are kept, instead of showing them taken by somebody", async () => {
    const chooser = await open(PHONE);
    const { page } = chooser;
    await page.click('button[value="best"]');
    await page.waitForURL(/\/checkout\//u, SOON);
    const checkout = new URL(page.url()).pathname;
    await page.goto(url);
    await chooser.ready();
    await page.waitForSelector("#kept-elsewhere:visible", SOON);
    expect(await page.getAttribute("#kept-elsewhere a", "href")).toBe(checkout);
  });
});

describe("without scripts", () => {
  it("shows the list of seats and nothing that would need a script", async () => {
    const context = await browser.newContext({ ...PHONE, javaScriptEnabled: false, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(url);
    expect(await page.locator("[data-live]:visible").count()).toBe(0);
    await page.click("text=Balcony Centre");
    await page.locator('label.seat:has(input[aria-label^="Balcony Centre-F-1,"])').click();
    await page.locator('label.seat:has(input[aria-label^="Balcony Centre-F-2,"])').click();
    await page.click('button[value="seats"]');
    await page.waitForURL(/\/checkout\//u, SOON);
    expect(await page.locator("tbody tr").count()).toBe(3);
    await context.close();
  });

  it("stands there again when the map cannot be loaded", async () => {
    const context = await browser.newContext({ ...DESKTOP, locale: "en-GB" });
    const page = await context.newPage();
    await page.route("**/charts/*", (route) => route.abort());
    await page.goto(url);
    await page.waitForSelector("#seats:visible", SOON);
    expect(await page.locator("[data-live]:visible").count()).toBe(0);
    await context.close();
  });
});
