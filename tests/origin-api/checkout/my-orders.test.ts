// Orders found again by mail: nobody learns who bought anything, nobody is flooded, and the link opens exactly the orders
// of its address, as often as it is opened, for half an hour.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signNoticeToken } from "../../../origin-api/notifications/notice-token.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";

let office: TestOffice;
const orders: string[] = [];

beforeAll(async () => {
  office = await TestOffice.open();
  for (const [seat, email] of [
    ["stalls-1", "ada@example.com"],
    ["stalls-2", "ada@example.com"],
    ["stalls-3", "grace@example.com"],
  ] as const) {
    const reservation = await office.hold(newVisitor(), [seat]);
    office.clockMs += 1_000;
    await office.commit(reservation, "pm_card_visa", { buyer: { email, language: "de" } });
    orders.unshift(reservation.reservationId);
  }
  await office.idle();
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.rows("DELETE FROM notifications WHERE kind = 'orders_link'");
  office.mails.length = 0;
});

async function ask(email: string, more: object = {}): Promise<{ status: number; body: unknown }> {
  const { status, body } = await office.fetch("POST", "/my-orders", { email, ...more });
  await office.idle();
  return { status, body };
}

const owed = () => office.rows("SELECT id, recipient, language, facts FROM notifications WHERE kind = 'orders_link'");

async function link(): Promise<string> {
  await ask("ada@example.com");
  const [row] = await owed();
  if (row === undefined) throw new Error("no mail is owed");
  const { pathname, search } = new URL((row["facts"] as { url: string }).url);
  return `${pathname}${search}`;
}

describe("asking for the link", () => {
  it("is answered alike, bought or not; only who bought is mailed, in their language", async () => {
    const [known, unknown] = [await ask("Ada@Example.com", { language: "it" }), await ask("nobody@example.com")];
    expect(known).toEqual({ status: 202, body: { minutes: 30 } });
    expect(unknown).toEqual(known);
    expect(await owed()).toMatchObject([{ recipient: "ada@example.com", language: "it", facts: { minutes: 30 } }]);
    expect(office.mails).toHaveLength(1);
  });

  it("mails once, however often somebody asks for an address, and again after a while", async () => {
    office.clockMs = Math.ceil(office.clockMs / 300_000) * 300_000;
    await Promise.all(Array.from({ length: 50 }, () => ask("ada@example.com")));
    expect(office.mails).toHaveLength(1);
    office.clockMs += 300_000;
    await ask("ada@example.com");
    expect(office.mails).toHaveLength(2);
  });

  it.each([
    [{}],
    [{ email: "ada" }],
    [{ email: 5 }],
    [{ email: "a@example.com", extra: 1 }],
    [{ email: "a@example.com", language: "DE" }],
  ])("refuses %j", async (body) => {
    expect((await office.fetch("POST", "/my-orders", body)).status).toBe(422);
  });

  it("is answered also while the books are down", async () => {
    office.database.setOutage("down");
    try {
      expect(await ask("ada@example.com")).toEqual({ status: 202, body: { minutes: 30 } });
    } finally {
      office.database.setOutage("none");
    }
  });
});

describe("the link", () => {
  it("opens the orders of its address and no others, the newest first, twice and more", async () => {
    const path = await link();
    for (let time = 0; time < 3; time += 1) {
      const { status, body } = await office.fetch("GET", path);
      expect(status).toBe(200);
      expect(body.email).toBe("ada@example.com");
      expect(body.orders.map(({ orderId }: { orderId: string }) => orderId)).toEqual(orders.slice(1));
      expect(body.orders[0]).toMatchObject({ title: "An evening with music", status: "paid", places: 1 });
      const { pathname, search } = new URL(body.orders[0].url);
      expect((await office.fetch("GET", `${pathname}${search}`)).status).toBe(200);
    }
  });

  it("has run out after half an hour", async () => {
    const path = await link();
    office.clockMs += 30 * 60_000 - 2_000;
    expect((await office.fetch("GET", path)).status).toBe(200);
    office.clockMs += 3_000;
    expect(await office.fetch("GET", path)).toMatchObject({ status: 401, body: { code: "token_invalid" } });
  });

  it("is nothing that was signed for something else, changed, or missing", async () => {
    const path = await link();
    const token = new URLSearchParams(path.split("?")[1]).get("token") ?? "";
    const order = await office.rows("SELECT id FROM orders LIMIT 1");
    const other = await signNoticeToken(
      { purpose: "unsubscribe", organizationId: office.organizationId, email: "ada@example.com" },
      office.env.ORDER_ACCESS_KEY,
    );
    for (const wrong of [other, `${token}x`, token.split(".").slice(0, 2).join("."), "", "x".repeat(3_000)]) {
      expect((await office.fetch("GET", `/my-orders/list?token=${wrong}`)).status).toBe(401);
    }
    expect((await office.fetch("GET", "/my-orders/list")).status).toBe(401);
    expect((await office.fetch("GET", `/orders/${String(order[0]?.["id"])}?key=${token}`)).status).toBe(404);
  });
});
