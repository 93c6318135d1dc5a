/** "My orders" at the door: the same page whoever asks, no more often than people do, and a list whose address stays here. */
import { beforeEach, describe, expect, it } from "vitest";
import { TestDoor } from "../../../support/test-door.ts";

const HTML = { accept: "text/html", "accept-language": "fr" };
const FORM = { ...HTML, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

let door: TestDoor;
beforeEach(async () => {
  door = await TestDoor.open();
  door.office = () => Response.json({ minutes: 30 }, { status: 202 });
});

const ask = (email: string, headers: Record<string, string> = FORM) =>
  door.send("POST", "/my-orders", { body: new URLSearchParams({ email }).toString(), headers });

describe("asking for the link", () => {
  it("passes the address and the page's language on, and says the same to everybody", async () => {
    const answer = await ask(" Ada@Example.com ");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("ada@example.com");
    expect(JSON.parse(new TextDecoder().decode(door.passedOn[0]?.body))).toEqual({
      email: "ada@example.com",
      language: "fr",
    });
  });

  it.each(["ada", "", "a@b@c", "<script>@x"])("says that %j is no address, and asks nobody", async (email) => {
    const answer = await ask(email);
    expect([answer.status, door.passedOn]).toEqual([422, []]);
    expect(await answer.text()).toMatch(/aria-invalid="true"[^]*role="alert"/u);
  });

  it("lets one address ask only so often, with forms and without", async () => {
    door.limit = 1;
    expect((await ask("ada@example.com")).status).toBe(200);
    expect((await ask("ada@example.com")).status).toBe(429);
    expect((await door.json("POST", "/my-orders", { email: "ada@example.com" })).status).toBe(429);
    expect(door.passedOn).toHaveLength(1);
  });

  it("takes no form from elsewhere, and says so when the office is silent", async () => {
    expect((await ask("a@example.com", { ...FORM, "sec-fetch-site": "cross-site" })).status).toBe(403);
    door.office = () => new Response(null, { status: 503 });
    expect((await ask("a@example.com")).status).toBe(503);
  });
});

describe("the list", () => {
  const list = () => door.send("GET", "/my-orders/list?token=t&x=1", { headers: HTML });

  it("leads to the orders here, and its own address to nobody", async () => {
    door.office = () =>
      Response.json({
        email: "ada@example.com",
        orders: [
          {
            orderId: "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867",
            reference: "ABCDE-FGHIJ",
            status: "partially_refunded",
            amount: { currency: "EUR", value: 12 },
            places: 2,
            eventId: door.eventId,
            title: "<i>Tosca</i>",
            startsAt: "2027-07-01T23:30:00Z",
            venue: "Opera",
            timeZone: "Europe/Berlin",
            url: "https://elsewhere.example/orders/0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867?key=k",
          },
        ],
      });
    const answer = await list();
    const text = await answer.text();
    expect(text).toContain('href="/orders/0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867?key=k"');
    expect(text).toContain("&lt;i&gt;Tosca&lt;/i&gt;");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(new URL(door.passedOn[0]?.request.url ?? "").search).toBe("?token=t");
  });

  it("says when the link has run out, with the way to a new one", async () => {
    door.office = () => Response.json({ code: "token_invalid" }, { status: 401 });
    const answer = await list();
    expect([answer.status, (await answer.text()).includes('href="/my-orders"')]).toEqual([401, true]);
  });
});
