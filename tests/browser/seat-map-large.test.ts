/** The map of 8,897 seats: how it looks to those who see it and to those who do not, what it weighs, how it moves. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { launchChromium } from "../support/chromium.ts";
import { ChooserPage, DESKTOP, PHONE } from "../support/chooser-page.ts";
import { openLargeEvent } from "../support/large-event.ts";
import { report } from "../support/report.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WEIGHT_MAX = 60_000;

let browser: Browser;
let event: EventDocument;
let url: string;
beforeAll(async () => {
  const organizer = await Organizer.signIn(urls.edge, logins);
  browser = await launchChromium();
  event = await openLargeEvent(organizer, demo.eventId, {
    total_active_users: 300,
    new_users_per_minute: 6_000,
    session_duration: 900,
  });
  url = `${urls.edge}/events/${event.id}/tickets`;
});
afterAll(() => browser.close());

/** Drags the map around for three seconds, by real pointer events, and counts the frames. */
function framesWhilePanning(): Promise<{ perSecond: number; medianMs: number; p95Ms: number }> {
  const canvas = document.querySelector<HTMLCanvasElement>("#map");
  if (canvas === null) throw new Error("there is no map");
  const box = canvas.getBoundingClientRect();
  canvas.setPointerCapture = () => undefined; // no such pointer exists
  const point = (type: string, share: number) =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        pointerId: 1,
        button: 0,
        clientX: box.x + box.width * (0.5 + 0.4 * Math.sin(share)),
        clientY: box.y + box.height * (0.5 + 0.4 * Math.cos(share)),
      }),
    );
  return new Promise((resolve) => {
    const times: number[] = [];
    point("pointerdown", 0);
    const step = (nowMs: number) => {
      times.push(nowMs);
      point("pointermove", times.length / 20);
      if (nowMs - (times[0] ?? 0) < 3_000) return requestAnimationFrame(step);
      point("pointerup", times.length / 20);
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      const sorted = gaps.toSorted((a, b) => a - b);
      const [medianMs = 0, p95Ms = 0] = [0.5, 0.95].map((share) => sorted[Math.floor(sorted.length * share)] ?? 0);
      const perSecond = (1_000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0);
      return resolve({ perSecond, medianMs, p95Ms });
    };
    requestAnimationFrame(step);
  });
}

describe("a map of 8,897 seats", () => {
  it("weighs at most 60 kB until it can be used, with everything but the chart", async () => {
    const context = await browser.newContext({ ...PHONE, locale: "en-GB" });
    const page = await context.newPage();
    const loaded: [kind: string, bytes: Promise<number>][] = [];
    page.on("response", (response) => {
      const { pathname, protocol } = new URL(response.url());
      if (protocol === "data:") return;
      const kind = pathname.includes("/charts/") ? "chart" : pathname.endsWith("/seats") ? "seats" : pathname;
      loaded.push([kind, response.body().then((body) => gzipSync(body).byteLength)]);
    });
    await page.goto(url);
    await page.waitForSelector("#list-seats [role=option]", { timeout: 30_000 });
    const [first] = [loaded.filter(([kind]) => kind !== "chart").slice(0, 2)];
    expect(first?.map(([kind]) => kind)).toEqual([`/events/${event.id}/tickets`, "seats"]);
    const kinds = new Set(loaded.map(([kind]) => kind));
    expect([...kinds].toSorted()).toEqual([`/events/${event.id}/tickets`, "chart", "seats"].toSorted());
    const bytes = await Promise.all((first ?? []).map(([, weight]) => weight));
    const total = bytes.reduce((sum, each) => sum + each, 0);
    report(`${total} bytes compressed: page ${bytes[0]}, seats ${bytes[1]}`);
    expect(total).toBeLessThanOrEqual(WEIGHT_MAX);
    await context.close();
  });

  it.each([
    ["phone", PHONE],
    ["desk", DESKTOP],
  ])("tells how smoothly it pans, at each distance, %s", async (name, look) => {
    const chooser = await ChooserPage.open(browser, url, look);
    const { page } = chooser;
    const lines: string[] = [];
    for (const distance of ["all", "near", "close"]) {
      const { perSecond, medianMs, p95Ms } = await page.evaluate(framesWhilePanning);
      lines.push(
        `${distance}: ${perSecond.toFixed(1)} frames/s, half within ${medianMs.toFixed(1)} ms, 95 % within ${p95Ms.toFixed(1)} ms`,
      );
      for (let press = 0; press < 5; press += 1) {
        await page.click("#map-closer");
        await page.waitForTimeout(350);
      }
    }
    report(`${name}, panning ${event.title}: ${lines.join("; ")}`);
    expect(chooser.complaints).toEqual([]);
    await chooser.context.close();
  });

  it.each([
    [PHONE, "light"],
    [PHONE, "dark"],
    [DESKTOP, "light"],
    [DESKTOP, "dark"],
  ] as const)("fits %o and hides nothing from those who cannot see it, %s", async (look, colorScheme) => {
    const chooser = await ChooserPage.open(browser, url, { ...look, colorScheme, bypassCSP: true });
    const { page } = chooser;
    const options = page.locator('#list-seats [role=option][aria-disabled="false"]');
    await options.nth(2).click();
    await options.nth(3).click();
    await page.waitForTimeout(600);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.viewport.width);
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html ?? ""}`);
    });
    expect(violations).toEqual([]);
    expect(chooser.complaints).toEqual([]);
    await chooser.context.close();
  });
});
