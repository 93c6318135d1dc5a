// What a buyer takes home: a PDF with a page a ticket, whose letters and codes can be read again, and a calendar entry
// at the venue's clock; for whoever has the order's key, and nobody else.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkoutRoutes } from "../../../origin-api/routes/checkout/index.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "../books/office-desk.ts";
import { printedPages } from "./printed.ts";

let office: TestOffice;
let order: { readonly id: string; readonly key: string };

beforeAll(async () => {
  office = await TestOffice.open();
  await office.rows(
    "UPDATE events SET title = 'Łódź – Αθήνα – Привет <img src=x onerror=alert(1)>', starts_at = '2027-07-01T23:30:00Z'",
  );
  await office.rows("UPDATE venues SET address = 'Unter den Linden 7', city = 'Berlin', country = 'DE'");
  await office.rows("UPDATE charts SET categories = $1, drawing = $2", [
    JSON.stringify([{ key: "stalls", label: "Parkett", color: "#000000" }]),
    JSON.stringify({
      sections: [
        {
          label: "Block Süd",
          rows: [
            {
              label: "C",
              seats: [
                { id: "stalls-1", label: "12" },
                { id: "stalls-9", label: "x" },
              ],
            },
          ],
        },
      ],
    }),
  ]);
  order = await bought(["stalls-1", "stalls-2", "stalls-3"]);
});
afterAll(() => office.close());

async function bought(seats: readonly string[]): Promise<typeof order> {
  const reservation = await office.hold(newVisitor(), seats);
  const buyer = { email: "ada@example.com", name: "Zoë Łukasiewicz", language: "de" };
  const { body } = await office.commit(reservation, "pm_card_visa", { buyer });
  await office.idle();
  return { id: body.orderId, key: new URL(body.url).searchParams.get("key") ?? "" };
}

async function take(name: string, { id, key } = order, more = ""): Promise<Response> {
  return checkoutRoutes.request(`/orders/${id}/${name}?key=${key}${more}`, {}, office.env, office.context);
}

const pdf = async (from = order, more = "") =>
  new Uint8Array(await (await take("tickets.pdf", from, more)).arrayBuffer());

describe("the tickets as PDF", () => {
  it("have a page a ticket, with all that is needed at the door, in letters of any of Europe's scripts", async () => {
    const answer = await take("tickets.pdf");
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="tickets-[0-9A-Z]{5}-[0-9A-Z]{5}\.pdf"$/u,
    );
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const pages = await printedPages(new Uint8Array(await answer.arrayBuffer()));
    expect(pages).toHaveLength(3);
    const { text = "" } = pages[0] ?? {};
    const words = text.replaceAll("\n", " ");
    for (const said of [
      "Łódź – Αθήνα – Привет <img src=x onerror=alert(1)>",
      "Freitag, 2. Juli 2027",
      "01:30 MESZ",
      "The Hall",
      "Unter den Linden 7, Berlin",
      "Karte 1 von 3",
      "Zoë Łukasiewicz",
      "Parkett",
      "Hall & Co",
    ])
      expect(words).toContain(said);
    expect(text).toMatch(/^Block\nBlock Süd\nReihe\nC\nPlatz\n12$/mu);
    expect(text).toMatch(/150,00\s\$/u);
    expect(pages[1]?.text).toContain("A · 2"); // the chart does not know it, its label says where it is
  });

  it("bear the codes that the order's page shows, so that a scanner reads them", async () => {
    const { body } = await office.fetch("GET", `/orders/${order.id}?key=${order.key}`);
    const codes = body.tickets.map(({ code }: { code: string }) => code);
    const pages = await printedPages(await pdf());
    expect(pages.map(({ code }) => code)).toEqual(codes);
    expect(new Set(codes).size).toBe(3);
    for (const [index, { number }] of body.tickets.entries()) expect(pages[index]?.text).toContain(number);
  });

  it("are the same bytes for the same order, in the language that is asked for", async () => {
    const [first, second] = await Promise.all([pdf(), pdf()]);
    expect(Buffer.compare(first, second)).toBe(0);
    expect((await printedPages(await pdf(order, "&lang=fr")))[0]?.text).toContain("Billet 1 sur 3");
    expect((await printedPages(await pdf(order, "&lang=zz")))[0]?.text).toContain("Karte 1 von 3");
    expect(first.byteLength).toBeLessThan(100_000);
  });

  it("leave out what was given back", async () => {
    const other = await bought(["stalls-11", "stalls-12"]);
    const support = await OfficeDesk.as(office, "support");
    await support.refund(other.id, {
      amount: { currency: "USD", value: 150 },
      releaseSeats: true,
      seatIds: ["stalls-11"],
    });
    const pages = await printedPages(await pdf(other));
    expect(pages.map(({ text }) => text.includes("A · 12"))).toEqual([true]);
    await support.refund(other.id, { releaseSeats: true });
    expect((await take("tickets.pdf", other)).status).toBe(404);
  });

  it("of names that are far too long fit on their page", async () => {
    const long = await bought(["stalls-21"]);
    await office.rows("UPDATE orders SET buyer_name = $1 WHERE id = $2", ["W".repeat(100), long.id]);
    const [page] = await printedPages(await pdf(long));
    expect(page?.text).toMatch(/^W+$/mu);
    expect(page?.code).toBeDefined();
  });
});

describe("the calendar entry", () => {
  it("stands at the venue's clock, with zone and address", async () => {
    const answer = await take("calendar.ics");
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const lines = (await answer.text()).replaceAll("\r\n ", "").split("\r\n");
    expect(lines).toContain("DTSTART;TZID=Europe/Berlin:20270702T013000");
    expect(lines).toContain("TZOFFSETTO:+0200");
    expect(lines).toContain(String.raw`LOCATION:The Hall\nUnter den Linden 7\, Berlin\, DE`);
    expect(lines).toContain("SUMMARY:Łódź – Αθήνα – Привет <img src=x onerror=alert(1)>");
    expect(lines.find((line) => line.startsWith("DTSTAMP"))).toMatch(/^DTSTAMP:\d{8}T\d{6}Z$/u);
    expect(lines.find((line) => line.startsWith("URL"))).toContain(`/orders/${order.id}?key=`);
    expect(lines.every((line) => !line.includes("\n"))).toBe(true);
  });
});

describe("what is taken home", () => {
  it.each(["tickets.pdf", "calendar.ics"])("needs the order's own key: %s", async (name) => {
    const other = await bought([`stalls-${name === "tickets.pdf" ? 31 : 32}`]);
    expect((await take(name, { id: order.id, key: other.key })).status).toBe(404);
    expect((await take(name, { id: order.id, key: "" })).status).toBe(404);
    expect((await take(name, { id: "no-id", key: order.key })).status).toBe(404);
  });
});
