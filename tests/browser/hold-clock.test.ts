/** The clock of held seats in a real browser: it speaks, gives more time once, and says what to do when it has run out. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { launchChromium } from "../support/chromium.ts";
import { ChooserPage } from "../support/chooser-page.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");

let browser: Browser;
let event: EventDocument;
beforeAll(async () => {
  const organizer = await Organizer.signIn(urls.edge, logins);
  browser = await launchChromium();
  event = await openEvent(organizer, demo.eventId, {
    total_active_users: 300,
    new_users_per_minute: 6_000,
    session_duration: 900,
  });
});
afterAll(() => browser.close());

let chooser: ChooserPage;
let page: Page;
beforeEach(async () => {
  chooser = await ChooserPage.open(browser, `${urls.edge}/events/${event.id}/tickets`);
  ({ page } = chooser);
  await page.click('button[value="best"]');
  await page.waitForURL(/\/checkout\//u);
  await page.clock.install(); // the browser's clock, from here on as the test wants it
  await page.reload();
  await page.waitForFunction(() => /\d:\d\d/u.test(document.querySelector("#hold-clock")?.textContent ?? ""));
});
afterEach(() => chooser.context.close());

/** Lets the browser's time go on until so much is left. */
async function until(secondsLeft: number): Promise<void> {
  const [minutes = 0, seconds = 0] = ((await page.textContent("#hold-clock")) ?? "").split(":").map(Number);
  await page.clock.runFor((minutes * 60 + seconds - secondsLeft) * 1_000);
}

const spoken = () => page.textContent("#hold-spoken");

describe("the clock of held seats", () => {
  it("is silent but at five, two and one minutes and at thirty seconds", async () => {
    expect(await spoken()).toBe("");
    const said: (string | null)[] = [];
    for (const seconds of [301, 300, 121, 120, 61, 60, 31, 30]) {
      await until(seconds);
      said.push(await spoken());
    }
    const [five, two, one, half] = ["5 minutes", "2 minutes", "1 minute", "30 seconds"].map(
      (time) => `${time} left for these seats.`,
    );
    expect(said).toEqual(["", five, five, two, two, one, one, half]);
    expect(await page.getAttribute("#hold-clock", "aria-live")).toBe("off");
  });

  it("starts anew once, keeps what was typed, and says that it cannot be done again", async () => {
    await page.fill('input[name="email"]', "ada@example.com");
    await until(60);
    await page.click('button[value="extend"]');
    await page.waitForSelector("#hold >> text=It cannot be done a second time");
    expect(await page.inputValue('input[name="email"]')).toBe("ada@example.com");
    expect(await page.locator('button[value="extend"]').count()).toBe(0);
    await page.reload();
    expect(await page.locator('button[value="extend"]').count()).toBe(0);
    expect(await page.textContent("#hold")).toContain("It cannot be done a second time");
  });

  it("says what to do when the time is up", async () => {
    await until(-2);
    await page.waitForSelector("#hold-over:visible");
    expect(await page.textContent("#hold-over")).toContain("They may still be free");
    expect(await spoken()).toContain("run out");
    expect(await page.getAttribute("#hold-over a", "href")).toBe(`/events/${event.id}/tickets`);
    expect(await page.isVisible("#hold")).toBe(false);
  });
});
