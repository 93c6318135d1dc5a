/** The order's page: every ticket with a code that scans, what to take home, and one form that asks for the money back. */
import { decodeQR } from "qr/decode.js";
import { beforeEach, describe, expect, it } from "vitest";
import type { OrderDocument } from "../../../../core/contract/seats.ts";
import { TestDoor } from "../../../support/test-door.ts";

const HTML = { accept: "text/html", "accept-language": "en" };
const OURS = { ...HTML, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
const ID = "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867";
const CODE = `eyJhbGciOiJFZERTQSJ9.${"eyJhdWQiOiI2ZjFk".repeat(18)}.${"c2lnbmF0dXJl".repeat(7)}`;

let door: TestDoor;
let order: OrderDocument;
beforeEach(async () => {
  door = await TestDoor.open();
  const usd = (value: number) => ({ currency: "USD", value });
  order = {
    orderId: ID,
    reference: "ABCDE-FGHIJ",
    reservationId: ID,
    eventId: door.eventId,
    status: "paid",
    amount: usd(155),
    tickets: [
      { ticketId: ID, seatId: "A-1", label: "A · 1", number: "ABCDE-FGHIJ-1", code: CODE },
      { ticketId: door.eventId, seatId: "gone", label: "Row <A>", number: "ABCDE-FGHIJ-2" },
    ],
    url: `https://elsewhere.example/orders/${ID}?key=k`,
    details: {
      placedAt: "2027-05-01T10:00:00Z",
      buyer: { email: "ada@example.com", name: "<b>Ada</b>" },
      event: {
        title: "<img src=x onerror=alert(1)>",
        startsAt: "2027-07-01T23:30:00Z",
        venue: { name: "Opera", address: null, city: "Berlin", country: "DE", timeZone: "Europe/Berlin" },
      },
      organizer: "Hall & Co",
      lines: [{ kind: "place", category: "stalls", quantity: 2, unit: usd(75), total: usd(150) }],
      tax: usd(10),
      refunded: usd(0),
      refundRequest: null,
    },
  } as unknown as OrderDocument;
  door.office = (request) => (request.method === "GET" ? Response.json(order) : Response.json({}, { status: 201 }));
});

const look = async (headers: Record<string, string> = HTML) => {
  const answer = await door.send("GET", `/orders/${ID}?key=k`, { headers });
  return { answer, text: await answer.text() };
};
const press = (fields: Record<string, string>, headers: Record<string, string> = OURS) =>
  door.send("POST", `/orders/${ID}?key=k`, { body: new URLSearchParams(fields).toString(), headers });

/** Paints the squares of the first code of a page and reads it as a scanner does. */
function scanned(text: string): string {
  const size = Number(/viewBox="0 0 (\d+) \d+"/u.exec(text)?.[1]);
  const dots = 4;
  const data = new Uint8Array((size * dots) ** 2 * 4).fill(255);
  for (const [, x = "", y = "", width = ""] of (/<path d="([^"]+)"/u.exec(text)?.[1] ?? "").matchAll(
    /M(\d+) (\d+)h(\d+)v1H\d+z/gu,
  )) {
    for (let row = 0; row < dots; row += 1) {
      const start = ((Number(y) * dots + row) * size * dots + Number(x) * dots) * 4;
      for (let dot = 0; dot < Number(width) * dots; dot += 1) data.fill(0, start + dot * 4, start + dot * 4 + 3);
    }
  }
  return decodeQR({ width: size * dots, height: size * dots, data });
}

describe("the order's page", () => {
  it("shows each ticket with its place, its holder, and a code that scans", async () => {
    const { text, answer } = await look();
    expect(scanned(text)).toBe(CODE);
    expect(text).not.toContain(CODE); // nobody copies it from the markup by accident
    expect(text).toMatch(/<dt>Row<\/dt>\s*<dd>A<\/dd>/u);
    expect(text).toMatch(/<dt>Place<\/dt>\s*<dd>1<\/dd>/u);
    expect(text).toContain("Row &lt;A&gt;"); // a place that the chart does not know, by its label
    expect(text).toContain("&lt;b&gt;Ada&lt;/b&gt;");
    expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(text).toContain("July 2, 2027"); // half past one at night, at the venue
    expect(text).toContain("ABCDE-FGHIJ-2");
    expect(text).toContain(`/orders/${ID}/tickets.pdf?key=k&lang=en`);
    expect(text).toContain(`/orders/${ID}/calendar.ics?key=k`);
    expect(answer.headers.get("referrer-policy")).toBe("same-origin"); // the key stays with us
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("is whole while books and allocator are silent", async () => {
    const { details: _, ...bare } = order;
    order = bare;
    door.seats.card = () => new Promise(() => undefined);
    const { text, answer } = await look();
    expect(answer.status).toBe(200);
    expect(text).toContain("A · 1");
    expect(text).not.toContain("undefined");
  });

  it("shows what was given back, and no tickets of a refunded order", async () => {
    const details = { ...order.details, refunded: { currency: "USD", value: 155 } } as OrderDocument["details"];
    order = { ...order, status: "refunded", tickets: [], ...(details && { details }) };
    const { text } = await look();
    expect(text).toContain("Refunded");
    expect(text).toContain("-$155.00");
    expect(text).not.toContain("tickets.pdf");
    expect(text).not.toContain('value="refund"');
  });

  it("is for programs what the office says, and not there without the right key", async () => {
    const json = await look({ accept: "application/json" });
    expect(JSON.parse(json.text)).toEqual(order);
    door.office = () => Response.json({ code: "not_found" }, { status: 404 });
    expect((await look()).answer.status).toBe(404);
    door.office = () => new Response(null, { status: 503 });
    expect((await look()).answer.status).toBe(503);
  });
});

describe("asking for the money back", () => {
  it("sends the buyer's words with the order's key, and comes back to the page", async () => {
    const answer = await press({ act: "refund", reason: "No train.\r\nSorry." });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/orders/${ID}?key=k#refund`]);
    const { request, body } = door.passedOn.find((passed) => passed.request.method === "POST") ?? {};
    expect(request?.url.replace(/^.*\/\/[^/]+/u, "")).toBe(`/orders/${ID}/refund-requests?key=k`);
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ reason: "No train.\nSorry." });
  });

  it.each([[""], ["   "], ["x".repeat(1_001)]])("says what is wrong with %j, and keeps it", async (reason) => {
    const answer = await press({ act: "refund", reason });
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toMatch(/role="alert"[^]*in at most 1,000 characters/u);
    expect(text).toContain(`>\n${reason}</textarea`); // the line break before it is not part of the text
    expect(door.passedOn.some(({ request }) => request.method === "POST")).toBe(false);
  });

  it("says so when it is too late", async () => {
    const shown = door.office;
    door.office = (request) =>
      request.method === "GET" ? shown(request) : Response.json({ code: "conflict" }, { status: 409 });
    const answer = await press({ act: "refund", reason: "x" });
    expect([answer.status, (await answer.text()).includes("cannot be asked back any more")]).toEqual([409, true]);
  });

  it("takes no form from elsewhere", async () => {
    const answer = await press({ act: "refund", reason: "x" }, { ...OURS, "sec-fetch-site": "cross-site" });
    expect([answer.status, door.passedOn]).toEqual([403, []]);
  });

  it.each([
    ["open", null, "The organizer will answer here", false],
    ["approved", "Of course <3", "has agreed", true],
    ["declined", null, "has not agreed", true],
  ] as const)("shows that it is %s, with the answer", async (state, said, words, mayAskAgain) => {
    const request = {
      requestId: ID,
      state,
      reason: "No train",
      requestedAt: "2027-05-02T10:00:00Z",
      decidedAt: null,
      answer: said,
    };
    order = { ...order, details: { ...order.details, refundRequest: request } } as OrderDocument;
    const { text } = await look();
    expect(text).toContain(words);
    expect(text).toContain("No train");
    if (said !== null) expect(text).toContain("Of course &lt;3");
    expect(text.includes('value="refund"')).toBe(mayAskAgain);
  });
});
