/**
 * The sales report: every figure from the books, to the cent, and a CSV that is safe to open.
 */
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { salesCsv } from "../../../origin-api/catalogue/sales-csv.ts";
import { shared } from "../../../origin-api/catalogue/sales-report.ts";
import type { SalesReport } from "../../../core/contract/organizer/reports.ts";
import { draftEvent, found, openDesk, sqlOf, type Desk } from "./desk.ts";

let desk: Desk;
let cookie: string;
let eventId: string;

beforeAll(async () => {
  desk = await openDesk();
  cookie = await found(desk, "olga");
  ({ eventId } = await draftEvent(desk, cookie));
});
afterAll(() => desk.stop());

const report = async () => (await desk.call<SalesReport>(`/api/events/${eventId}/sales`, { cookie })).body;

interface Sold {
  readonly places: readonly (readonly [category: string, priceMinor: number])[];
  readonly refundedMinor?: number;
  readonly voided?: number;
  readonly failedRefundMinor?: number;
}

/** Puts an order into the books, as the checkout leaves it. */
async function book({ places, refundedMinor, voided = 0, failedRefundMinor }: Sold): Promise<void> {
  const id = crypto.randomUUID();
  const fees = places.filter(([, price]) => price > 0).length * 225;
  const total = places.reduce((sum, [, price]) => sum + price, fees);
  const tax = Math.round((total * 1_900) / 11_900);
  const run = (statement: string, params: unknown[]) => sqlOf(desk, statement, params);
  await run(
    `INSERT INTO orders (id, reference, organization_id, event_id, currency, total_minor, fees_minor, tax_minor, placed_at)
     SELECT $1, 'R', organization_id, id, 'USD', $2, $3, $4, now() FROM events WHERE id = $5`,
    [id, total, fees, tax, eventId],
  );
  if (fees > 0) await run("INSERT INTO order_items VALUES ($1, 9, 'fee', NULL, $2, 225, $3)", [id, fees / 225, fees]);
  for (const [position, [category, price]] of places.entries()) {
    await run("INSERT INTO passes VALUES ($1, $2, $3, 'S', 'S', $4, $5, CASE WHEN $6 THEN now() END)", [
      crypto.randomUUID(),
      id,
      position,
      category,
      price,
      position < voided,
    ]);
  }
  await run(
    `INSERT INTO payments (id, order_id, reservation_id, organization_id, event_id, attempt, currency, captured_minor)
     SELECT $1::text, $1::uuid, $1::uuid, organization_id, id, 1, 'USD', $2 FROM events WHERE id = $3`,
    [id, total, eventId],
  );
  for (const [minor, state] of [
    [refundedMinor, "settled"],
    [failedRefundMinor, "failed"],
  ] as const) {
    if (minor === undefined) continue;
    await run(
      `INSERT INTO refunds (id, payment_id, fingerprint, amount_minor, reason, release_seats, state, requested_by)
       VALUES ($1, $2, 'f', $3, 'r', true, $4, 'system')`,
      [crypto.randomUUID(), id, minor, state],
    );
  }
}

describe("an event's report", () => {
  it("has a line of nothing for every category while nothing is sold", async () => {
    const nothing = { sold: 0, returned: 0, gross: 0, fees: 0, tax: 0, refunds: 0, net: 0 };
    expect(await report()).toMatchObject({
      orders: 0,
      categories: [
        { key: "Parkett", ...nothing },
        { key: "Loge", ...nothing },
      ],
      total: nothing,
    });
  });

  it("adds up by category, with fees where something was paid and refunds where it was paid", async () => {
    await book({
      places: [
        ["Parkett", 4_950],
        ["Parkett", 4_950],
        ["Loge", 12_000],
      ],
      failedRefundMinor: 1,
    });
    await book({
      places: [
        ["Parkett", 4_950],
        ["Loge", 12_000],
      ],
      refundedMinor: 17_400,
      voided: 2,
    });
    await book({ places: [["Loge", 0]] });
    // the refund of 174.00 went for 51.75 + 122.25, all that was paid
    const { orders, categories, total } = await report();
    expect(orders).toBe(3);
    const [parkett, loge] = categories;
    expect(parkett).toMatchObject({ sold: 3, returned: 1, gross: 148.5, fees: 6.75, refunds: 51.75, net: 103.5 });
    expect(loge).toMatchObject({ sold: 3, returned: 1, gross: 240, fees: 4.5, refunds: 122.25, net: 122.25 });
    expect(total).toMatchObject({ sold: 6, gross: 388.5, fees: 11.25, refunds: 174, net: 225.75 });
    const [{ tax }] = (await sqlOf(desk, "SELECT sum(tax_minor)::float8 / 100 AS tax FROM orders")) as [
      { tax: number },
    ];
    expect(total.tax).toBe(tax);
    expect(Math.round(((parkett?.tax ?? 0) + (loge?.tax ?? 0)) * 100)).toBe(Math.round(tax * 100));
  });

  it("has its places in time: every one sold, once, at its step", async () => {
    const { overTime, total, categories } = await report();
    expect(overTime.everySeconds).toBe(10);
    const placesOf = (key: string): number =>
      overTime.steps.reduce((sum, step) => sum + (step.category === key ? step.places : 0), 0);
    expect(categories.map(({ key }) => placesOf(key))).toEqual(categories.map(({ sold }) => sold));
    expect(overTime.steps.reduce((sum, { gross }) => sum + gross, 0)).toBeCloseTo(total.gross, 6);
    for (const { at } of overTime.steps) expect(Date.parse(at) % 10_000).toBe(0);
    await sqlOf(
      desk,
      "UPDATE orders SET placed_at = placed_at - interval '30 days' WHERE id = (SELECT min(id::text)::uuid FROM orders)",
    );
    const month = (await report()).overTime;
    expect(month.everySeconds).toBe(86_400);
    expect(month.steps.reduce((sum, { places }) => sum + places, 0)).toBe(total.sold);
  });

  it("is the same as CSV", async () => {
    const { text, headers } = await desk.text(`/api/events/${eventId}/sales.csv`, { cookie });
    const { categories, total } = await report();
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("category_key,category,currency,sold,returned,gross,fees,tax,refunds,net");
    expect(lines[1]).toBe(`Parkett,Parkett,USD,3,1,148.50,6.75,${categories[0]?.tax.toFixed(2)},51.75,103.50`);
    expect(lines[3]).toBe(`,Total,USD,6,2,388.50,11.25,${total.tax.toFixed(2)},174.00,225.75`);
    expect(lines[4]).toBe("");
  });
});

describe("a CSV", () => {
  const line = { sold: 0, returned: 0, gross: 0, fees: 0, tax: 0, refunds: 0, net: 0 };
  const withLabel = (label: string) => {
    const empty = { eventId: "", title: "", orders: 0, capacity: 0, asOf: "", total: line } as unknown as SalesReport;
    return salesCsv({
      ...empty,
      currency: "JPY" as SalesReport["currency"],
      categories: [{ key: "k", label, ...line }],
    });
  };

  it("never holds a cell that a spreadsheet runs, and gives every label back to a CSV reader", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("=", "+", "-", "@", "\t", "\r", "＝", "＠", "a", '"', ","),
        fc.string(),
        (first, rest) => {
          const cell = secondCellOfSecondLine(withLabel(first + rest));
          expect(cell).toMatch(/^(?![\s]*[=+\-@＝＋－＠])/u);
          expect(cell.replace(/^'/u, "")).toBe((first + rest).replace(/^'/u, ""));
        },
      ),
    );
  });

  it("writes money with the currency's digits", () => {
    expect(withLabel("x").split("\r\n")[1]).toBe("k,x,JPY,0,0,0,0,0,0,0");
  });
});

describe("an amount that is shared", () => {
  it("is shared to the last cent, nobody more than one away from their part", () => {
    const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(99_999_999), weights, (total, parts) => {
        const result = shared(total, parts);
        expect(result.reduce((sum, part) => sum + part, 0)).toBe(total);
        const weight = parts.reduce((sum, part) => sum + part, 0);
        if (weight === 0) return;
        for (const [index, part] of result.entries()) {
          expect(Math.abs(part - (total * (parts[index] ?? 0)) / weight)).toBeLessThan(1.000_001);
        }
      }),
    );
  });
});

/** A small CSV reader of its own (RFC 4180). */
function secondCellOfSecondLine(csv: string): string {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let index = 0; index < csv.length; index += 1) {
    const row = rows.at(-1) ?? [];
    const char = csv[index] ?? "";
    if (quoted && char === '"' && csv[index + 1] === '"') {
      row[row.length - 1] += '"';
      index += 1;
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ",") row.push("");
    else if (!quoted && char === "\r" && csv[index + 1] === "\n") {
      rows.push([""]);
      index += 1;
    } else row[row.length - 1] += char;
  }
  return rows[1]?.[1] ?? "";
}
