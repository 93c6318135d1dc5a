/**
 * What people at the desk do all day, in a real browser on the real system, on a desk and in the hand: support finds an
 * order by its seat, corrects its buyer, sends the tickets again and gives a part back; a request for a refund is
 * answered; finance compares and reads the books; an organizer keeps seats for the house and sees a message on the
 * waiting page before anybody reads it. And what the first view of the panel weighs.
 */
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { EventDocument } from "../../core/contract/organizer/events.ts";
import type { OfficeOrderDocument } from "../../core/contract/organizer/orders.ts";
import type { Role } from "../../core/contract/roles.ts";
import { Buyer } from "../support/buyer.ts";
import { launchChromium } from "../support/chromium.ts";
import { openEvent } from "../support/event-of-its-own.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";

const { urls, demo, logins } = inject("system");
const ROOM = { total_active_users: 50, new_users_per_minute: 6_000, session_duration: 600 };
const FIRST_VIEW_BYTES_MAX = 300_000;
const SIZES = [
  { name: "on a desk", viewport: { width: 1_440, height: 900 } },
  { name: "in the hand", viewport: { width: 360, height: 740 } },
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

async function newPage(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", viewport });
  contexts.push(context);
  return context.newPage();
}

async function signIn(role: Role, page: Page): Promise<void> {
  const login = logins.find((candidate) => candidate.role === role);
  if (login === undefined) throw new Error(`nobody signs in as ${role}`);
  await page.goto(`${urls.edge}/panel/`);
  await page.getByLabel("E-mail").fill(login.email);
  await page.getByLabel("Password", { exact: true }).fill(login.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Events" }).waitFor();
}

const open = (page: Page, view: Record<string, string>) =>
  page.goto(`${urls.edge}/panel/?${new URLSearchParams(view)}`);

interface Bought {
  readonly order: OfficeOrderDocument;
  readonly key: string;
}

async function buy(event: EventDocument, email: string, name: string): Promise<Bought> {
  const buyer = await new Buyer(urls.edge, event.roomId).arrive();
  const reserved = await buyer.reserve(event.id, { bestAvailable: { quantity: 2 } });
  const sold = await buyer.commit(reserved.body, "pm_card_visa", { buyer: { email, name } });
  expect(sold.status).toBe(200);
  const { orderId, url } = sold.body;
  await eventually(
    () => organizer.desk.ask("GET", `/api/orders/${orderId}`),
    ({ status }) => status === 200,
  );
  return { order: await orderOf(orderId), key: new URL(url).searchParams.get("key") ?? "" };
}

const orderOf = (orderId: string): Promise<OfficeOrderDocument> =>
  organizer.desk.require("GET", `/api/orders/${orderId}`);

describe.each(SIZES)("$name", ({ viewport }) => {
  it("support finds an order by its seat, corrects its buyer, sends again, and gives one place back", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const { order } = await buy(event, "mistyped@example.org", "Ada Okfor");
    const [kept, returned] = order.tickets;
    const page = await newPage(viewport);
    await signIn("support", page);
    await open(page, { page: "orders", event: event.id });
    await page.getByLabel("Find an order").fill(returned?.label.split(" · ").slice(-2).join(" ") ?? "");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: order.reference }).click();
    await page.getByRole("heading", { level: 1, name: `Order ${order.reference}` }).waitFor();

    const story = page.getByRole("region", { name: "What happened" });
    for (const step of ["Came in from the queue", "Places held", "Paid", "Mail owed"]) {
      await story.getByText(step, { exact: true }).waitFor();
    }

    await page.getByRole("button", { name: "Correct name or e-mail" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("E-mail").fill("not an address");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This is not an e-mail address.").waitFor();
    await dialog.getByLabel("Name").fill("Ada Okafor");
    await dialog.getByLabel("E-mail").fill("ada@example.org");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Ada Okafor, ada@example.org").waitFor();
    await story.getByText("Buyer corrected").waitFor();
    await story.getByText("by Sue Support").first().waitFor();

    await eventually(
      () => orderOf(order.orderId),
      ({ mails }) => mails.every(({ state }) => state === "sent"),
    );
    await page.reload();
    await page.getByRole("button", { name: "Send again" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
    await eventually(
      () => orderOf(order.orderId),
      ({ mails }) => mails.some(({ state, recipient }) => state === "sent" && recipient === "ada@example.org"),
    );

    await page.getByRole("button", { name: "Refund", exact: true }).click();
    const refund = page.getByRole("dialog");
    await refund.getByLabel("Some of the places").check();
    await refund.getByLabel(new RegExp(`^${returned?.label ?? ""} `, "u")).check();
    await refund.getByLabel("Reason").fill("One of two fell ill");
    await refund.getByRole("button", { name: /^Refund €/u }).click();
    await refund.waitFor({ state: "detached" });
    const after = await eventually(
      () => orderOf(order.orderId),
      ({ status, tickets }) => status === "partially_refunded" && tickets.some(({ voidedAt }) => voidedAt !== null),
    );
    const fee = order.items.find(({ kind }) => kind === "fee")?.unit.value ?? 0;
    expect(after.refunded.value).toBe((returned?.price.value ?? 0) + fee);
    expect(after.tickets.filter(({ voidedAt }) => voidedAt === null).map(({ label }) => label)).toEqual([kept?.label]);
    await story.getByText("Refund sent to the buyer").waitFor();
  });

  it("support says yes to a buyer who asks for money back, and no to another with a reason", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const [first, second] = [await buy(event, "yes@example.org", "Yes"), await buy(event, "no@example.org", "No")];
    for (const { order, key } of [first, second]) {
      const asked = await fetch(`${urls.edge}/orders/${order.orderId}/refund-requests?key=${key}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ reason: `<b>ill</b> ${order.reference}` }),
      });
      expect(asked.status).toBe(201);
    }
    const page = await newPage(viewport);
    await signIn("support", page);
    await open(page, { page: "requests" });
    const rowOf = ({ order }: Bought) => page.getByRole("row").filter({ hasText: order.reference });
    await rowOf(first).getByText(`<b>ill</b> ${first.order.reference}`).waitFor();
    await rowOf(first).getByRole("button", { name: "Approve" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Approve and refund" }).click();
    await rowOf(first).waitFor({ state: "detached" });
    await rowOf(second).getByRole("button", { name: "Decline" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Decline" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Your answer").fill("The show goes on, and so does your ticket.");
    await dialog.getByRole("button", { name: "Decline" }).click();
    await rowOf(second).waitFor({ state: "detached" });
    await eventually(
      () => orderOf(first.order.orderId),
      ({ status }) => status === "refunded",
    );
    expect((await orderOf(second.order.orderId)).status).toBe("paid");
  });

  it("finance compares seats, books and provider, reads the ledger, and is refused what is not theirs", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const { order } = await buy(event, "books@example.org", "Bo Books");
    const page = await newPage(viewport);
    await signIn("finance", page);
    await open(page, { page: "money", event: event.id });
    await eventually(
      async () => {
        await page.getByRole("button", { name: "Compare again" }).click();
        return page.getByText("Seats, books and provider agree.").count();
      },
      (count) => count === 1,
    );
    await page.getByRole("tab", { name: "Ledger" }).click();
    await page.getByText("Payment captured").first().waitFor();
    await page.getByRole("link", { name: "order", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: `Order ${order.reference}` }).waitFor();
    expect(await page.getByRole("button", { name: "Correct name or e-mail" }).count()).toBe(0);
    const refused = await page.evaluate(
      async (id) =>
        (
          await fetch(`/api/orders/${id}`, {
            method: "PATCH",
            headers: { "content-type": "application/json" },
            body: '{"name":"Mine"}',
          })
        ).status,
      order.orderId,
    );
    expect(refused).toBe(403);
  });

  it("an organizer keeps a row for the house by the list, and puts it on sale again", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const page = await newPage(viewport);
    await signIn("organizer", page);
    await open(page, { page: "event", id: event.id, tab: "seats" });
    const publicSeats = async (): Promise<string> =>
      JSON.stringify(await (await fetch(`${urls.edge}/events/${event.id}/seats`)).json());
    const before = await publicSeats();
    await page.getByRole("button", { name: "Whole row" }).click();
    await page.getByLabel("Reason").fill("Sound desk");
    await page.getByRole("button", { name: /^Keep \d+ for the house$/u }).click();
    await page.getByText("Done. The shop shows it within two seconds.").waitFor();
    await eventually(publicSeats, (now) => now !== before);
    await page
      .getByLabel(/· Kept for the house$/u)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Whole row" }).click();
    await page.getByRole("button", { name: /^Put \d+ on sale again$/u }).click();
    await page
      .getByLabel(/· Free$/u)
      .first()
      .waitFor();
  });

  it("an organizer sees a message on the waiting page before anybody reads it, and charts of the last minutes", async () => {
    const event = await openEvent(organizer, demo.eventId, ROOM);
    const page = await newPage(viewport);
    await signIn("organizer", page);
    await open(page, { page: "event", id: event.id, tab: "live" });
    const message = "<i>Two more minutes</i>, please.";
    await page.getByLabel("Message to the people in the queue").fill(message);
    const preview = page.frameLocator('iframe[title="The waiting page"]');
    await preview.getByText(message).waitFor();
    const feed = async (): Promise<string> => (await fetch(`${urls.edge}/rooms/${event.roomId}/status`)).text();
    expect(await feed()).not.toContain("Two more minutes");
    await page.getByRole("button", { name: "Apply" }).click();
    await eventually(feed, (text) => text.includes("Two more minutes"));
    await page.getByRole("img", { name: /^People\. Waiting: 0/u }).waitFor();
    await page.getByText("The same as a table").click();
    await page.getByRole("table").getByText("Let in").first().waitFor({ state: "attached" });
  });
});

describe("the first view", () => {
  it("weighs at most 300 kB, compressed", async () => {
    const page = await newPage(SIZES[0].viewport);
    const sizes: Promise<number>[] = [];
    page.on("response", (response) => {
      if (new URL(response.url()).pathname.startsWith("/panel/"))
        sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).byteLength));
    });
    await signIn("organizer", page);
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThanOrEqual(FIRST_VIEW_BYTES_MAX);
  });
});
