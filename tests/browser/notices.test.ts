/**
 * The inbox in a real browser on the real system: somebody asks to be told of a sale and confirms it from the mail; the
 * mails of an order look right by day and by night, wide and small; a text message is there beside them; an organizer
 * writes own words and sees the mail with them; who wants no more presses one button. axe finds nothing on any of it.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { organizationId } from "../../core/contract/fields.ts";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { signNoticeToken } from "../../origin-api/notifications/notice-token.ts";
import { Buyer } from "../support/buyer.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins, secrets } = inject("system");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ROOM = { total_active_users: 50, new_users_per_minute: 6_000, session_duration: 600 };
const LOOKS = [
  { colorScheme: "light", viewport: { width: 1_440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
] as const;

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

async function visit(look: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", bypassCSP: true, ...look }); // axe is not ours to allow
  contexts.push(context);
  return context.newPage();
}

/** What axe finds serious, and whether anything is wider than the screen. */
async function faultsOf(page: Page): Promise<unknown[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // @ts-expect-error axe puts itself there
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["too wide"] : [];
    return [
      ...wide,
      ...violations
        .filter(({ impact }: { impact: string }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`),
    ];
  });
}

interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

async function mailTo(address: string, subject: string): Promise<Mail> {
  const look = async (): Promise<Mail[]> => {
    const found = await fetch(`${urls.mailbox}/api/messages?${new URLSearchParams({ to: address, subject })}`);
    return ((await found.json()) as { messages: Mail[] }).messages;
  };
  const [mail] = await eventually(look, (mails) => mails.length > 0);
  if (mail === undefined) throw new Error("no mail");
  return mail;
}

const address = (): string => `${randomUUID().slice(0, 8)}@example.com`;

async function buy(event: EventDocument, buyer: Record<string, string>): Promise<void> {
  const visitor = await new Buyer(urls.edge, event.roomId).arrive();
  const reserved = await visitor.reserve(event.id, { bestAvailable: { quantity: 2 } });
  expect(reserved.status).toBe(201);
  expect((await visitor.commit(reserved.body, "pm_card_visa", { buyer })).status).toBe(200);
}

describe("news of a sale", () => {
  it("is asked for on the event's page, confirmed from the mail, and the page works small and dark", async () => {
    const { desk } = organizer;
    const model = await organizer.event(demo.eventId);
    const event = await desk.require<EventDocument>("POST", "/api/events", {
      title: `Première ${randomUUID().slice(0, 8)} <b>&`,
      venueId: model.venue.id,
      chartId: model.chartId,
      currency: model.currency,
      startsAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
      saleStartsAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      saleEndsAt: new Date(Date.now() + 59 * 86_400_000).toISOString(),
      categories: model.categories.flatMap(({ key, price }) => (price === null ? [] : [{ key, price }])),
      room: ROOM,
    });
    await desk.require("POST", `/api/events/${event.id}/publish`);
    const email = address();
    const page = await visit(LOOKS[1]);
    await page.goto(`${urls.edge}/events/${event.id}`);
    await page.getByLabel("Your e-mail").fill(email);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Tell me" }).click();
    await page.getByRole("heading", { name: "Please look into your mailbox" }).waitFor();
    const mail = await mailTo(email, "Shall we tell you");
    expect(mail.subject).toContain(event.title);
    await page.goto(/https?:\S+sale-opening\S+/u.exec(mail.text)?.[0] ?? "");
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Yes, tell me" }).click();
    await page.getByRole("heading", { name: "You are on the list" }).waitFor();
    expect(await page.getByText(`tickets for ${event.title}`).count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
  });

  it("stops with one button, and comes again with another", async () => {
    const email = address();
    const organization = organizationId.parse(demo.organizationId);
    const right = { purpose: "unsubscribe", organizationId: organization, email } as const;
    const token = await signNoticeToken(right, secrets.orderAccessKey);
    const page = await visit(LOOKS[0]);
    await page.goto(`${urls.edge}/notices/unsubscribe?token=${token}`);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "No more of these mails" }).click();
    await page.getByRole("heading", { name: "Done. No more of these mails." }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "I want them again" }).click();
    await page.getByRole("heading", { name: "They come again" }).waitFor();
    await page.goto(`${urls.edge}/notices/unsubscribe?token=${token}x`);
    await page.getByText("There is nothing at this address.").waitFor();
  });
});

describe("the inbox", () => {
  it("shows the mail of an order as its reader sees it, and the text message beside it", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const email = address();
    await buy(event, { email, name: "Ada Lovelace", language: "en", phone: "+4915112345678" });
    const mail = await mailTo(email, "Your tickets");
    for (const look of LOOKS) {
      const page = await visit(look);
      await page.goto(`${urls.mailbox}/messages/${mail.id}`);
      await page.frameLocator("iframe").getByRole("link", { name: "Open your order" }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.goto(`${urls.mailbox}/messages/${mail.id}/html`);
      expect(await faultsOf(page)).toEqual([]);
    }
    const page = await visit(LOOKS[1]);
    const texts = async (): Promise<number> => {
      await page.goto(`${urls.mailbox}/texts`);
      return page.getByText(event.title).count();
    };
    await eventually(texts, (count) => count > 0);
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(urls.mailbox);
    await page.getByRole("link", { name: /^Text messages/u }).click();
    await page.getByText(event.title).first().waitFor();
  });
});

describe("an organizer's own words", () => {
  it("are written beside the mail that they stand in, refused where they cannot be, and reach the buyer", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const login = logins.find(({ role }) => role === "organizer");
    const page = await visit({ ...LOOKS[0], bypassCSP: false });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/content security policy/iu.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${urls.edge}/panel/`);
    await page.getByLabel("E-mail").fill(login?.email ?? "");
    await page.getByLabel("Password", { exact: true }).fill(login?.password ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Events" }).waitFor();
    await page.goto(`${urls.edge}/panel/?${new URLSearchParams({ page: "event", id: event.id })}`);
    await page.getByRole("link", { name: "Words of the mails" }).click();
    await page.getByLabel("Subject").fill("Hello {nobody}");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("{nobody} is not one of").first().waitFor();
    await page.getByLabel("Subject").fill("See you: {eventTitle}");
    await page.getByLabel("A paragraph of your own").fill("Doors open at six, {buyerName}. <b>Bring a coat.</b>");
    const shown = page.frameLocator("iframe").getByText("Doors open at six, Ada Lovelace. <b>Bring a coat.</b>");
    await shown.waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect(complaints).toEqual([]);
    const email = address();
    await buy(event, { email, name: "Grace Hopper", language: "en" });
    const mail = await mailTo(email, "See you:");
    expect(mail.subject).toBe(`See you: ${event.title}`);
    expect(mail.text).toContain("Doors open at six, Grace Hopper. <b>Bring a coat.</b>");
  });
});
