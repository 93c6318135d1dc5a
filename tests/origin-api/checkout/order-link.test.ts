// The links of an order open it for whoever it was sent to, and nothing any more once the order went to another address:
// neither the short one of a text message, nor by what else can be asked for with it.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderId } from "../../../core/brand.ts";
import { signOrderAccess, verifyOrderAccess } from "../../../origin-api/checkout/order-access.ts";
import { signShortOrderKey } from "../../../origin-api/checkout/short-order-key.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "../books/office-desk.ts";

let office: TestOffice;
let support: OfficeDesk;
let orderId: OrderId;
let url: string;

beforeAll(async () => {
  office = await TestOffice.open();
  support = await OfficeDesk.as(office, "support");
  const reservation = await office.hold(newVisitor(), ["stalls-1"]);
  const { body } = await office.commit(reservation, "pm_card_visa", { buyer: { email: "stranger@example.com" } });
  orderId = reservation.reservationId;
  url = body.url;
  await office.idle();
});
afterAll(() => office.close());

const secret = () => office.env.ORDER_ACCESS_KEY;
const keyOf = (link: string) => new URL(link).searchParams.get("key") ?? "";
const open = (key: string, of = "") => office.fetch("GET", `/orders/${orderId}${of}?key=${key}`);
const change = (body: object) => support.ask("PATCH", `/orders/${orderId}`, body);
const shortKey = (linkEdition: number) =>
  signShortOrderKey({ orderId, eventId: office.eventId, linkEdition }, secret());

describe("the link of an order", () => {
  it("keeps opening it when only a name is corrected", async () => {
    await change({ name: "Ada" });
    expect(await open(keyOf(url))).toMatchObject({ status: 200, body: { details: { buyer: { name: "Ada" } } } });
    expect(await open(await shortKey(1))).toMatchObject({ status: 200 });
  });

  it("ends when the order goes to another address; one of its next edition opens it", async () => {
    await change({ email: "ada@example.com" });
    for (const old of [keyOf(url), await shortKey(1)]) {
      for (const file of ["", "/tickets.pdf", "/calendar.ics"]) expect((await open(old, file)).status).toBe(404);
      const asked = await office.fetch("POST", `/orders/${orderId}/refund-requests?key=${old}`, { reason: "mine" });
      expect(asked.status).toBe(404);
    }
    expect(await office.rows("SELECT id FROM refund_requests")).toEqual([]);

    const access = { orderId, eventId: office.eventId, linkEdition: 2 };
    const long = await signOrderAccess(access, secret());
    expect(await verifyOrderAccess(long, secret())).toEqual(access);
    for (const now of [long, await shortKey(2)]) expect(await open(now)).toMatchObject({ status: 200 });
  });

  it("cannot be made one of another edition by whoever has the old one", async () => {
    const bytes = Buffer.from(await shortKey(1), "base64url");
    const forged = Buffer.concat([bytes, Buffer.from([0, 2])]).toString("base64url");
    const alsoFirst = Buffer.concat([bytes, Buffer.from([0, 1])]).toString("base64url");
    for (const key of [forged, alsoFirst]) expect(await verifyOrderAccess(key, secret())).toBeUndefined();
  });

  it("of a list found by mail opens the orders of that address, and no others", async () => {
    for (const [email, count] of [
      ["stranger@example.com", 0],
      ["ada@example.com", 1],
    ] as const) {
      await office.fetch("POST", "/my-orders", { email });
      await office.idle();
      const [row] = await office.rows("SELECT facts FROM notifications WHERE kind = 'orders_link' AND recipient = $1", [
        email,
      ]);
      expect(row === undefined).toBe(count === 0);
      if (row === undefined) continue;
      const list = new URL((row["facts"] as { url: string }).url);
      const { body } = await office.fetch("GET", `${list.pathname}${list.search}`);
      expect(body.orders).toHaveLength(count);
      expect(body.orders[0]).not.toHaveProperty("linkEdition");
      expect(await open(keyOf(body.orders[0].url))).toMatchObject({ status: 200 });
    }
  });
});
