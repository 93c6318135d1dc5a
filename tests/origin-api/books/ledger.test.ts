// The ledger's own rules, kept by the database: rows never change, every transaction sums to zero when it is committed,
// one currency each, and the same fact is written once (S9).

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { minorUnits } from "../../../core/brand.ts";
import { fulfilled } from "../../../core/sale/ledger.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";

let office: TestOffice;

beforeAll(async () => {
  office = await TestOffice.open();
  const reservation = await office.hold(newVisitor(), ["stalls-1"]);
  await office.commit(reservation);
  await office.idle();
});
afterAll(() => office.close());

async function transaction(entries: readonly (readonly [account: string, minor: number])[]): Promise<void> {
  const key = `test:${Math.random()}`;
  await office.rows("BEGIN");
  try {
    await office.rows(
      "INSERT INTO ledger_transactions (key, kind, organization_id, event_id, currency) VALUES ($1, 'captured', $2, $3, 'USD')",
      [key, office.organizationId, office.eventId],
    );
    for (const [line, [account, minor]] of entries.entries()) {
      await office.rows(
        "INSERT INTO ledger_entries (transaction_key, line, account, amount_minor) VALUES ($1, $2, $3, $4)",
        [key, line, account, minor],
      );
    }
    await office.rows("COMMIT");
  } catch (error) {
    await office.rows("ROLLBACK");
    throw error;
  }
}

describe("the ledger", () => {
  it("takes a transaction that sums to zero, and no other", async () => {
    await transaction([
      ["psp_clearing", 100],
      ["customer_funds", -60],
      ["fees", -40],
    ]);
    await expect(
      transaction([
        ["psp_clearing", 100],
        ["customer_funds", -99],
      ]),
    ).rejects.toThrow("sum to 1");
    await expect(transaction([["psp_clearing", 100]])).rejects.toThrow("1 entries");
    await expect(transaction([])).rejects.toThrow("0 entries");
    await expect(
      transaction([
        ["petty_cash", 1],
        ["fees", -1],
      ]),
    ).rejects.toThrow("ledger_entries_account");
  });

  it("refuses an entry that is added to a transaction later", async () => {
    await expect(
      office.rows("INSERT INTO ledger_entries SELECT key, 99, 'fees', 1 FROM ledger_transactions LIMIT 1"),
    ).rejects.toThrow("sum to");
  });

  it.each([
    "UPDATE ledger_entries SET amount_minor = amount_minor + 1",
    "DELETE FROM ledger_entries",
    "TRUNCATE ledger_entries",
    "UPDATE ledger_transactions SET currency = 'EUR'",
    "DELETE FROM ledger_transactions",
  ])("never changes: %s", async (statement) => {
    const before = await office.rows("SELECT * FROM ledger_entries ORDER BY transaction_key, line");
    await expect(office.rows(statement)).rejects.toThrow(/append-only/u);
    expect(await office.rows("SELECT * FROM ledger_entries ORDER BY transaction_key, line")).toEqual(before);
  });

  it("splits every price without losing or inventing a cent, and owes nobody a negative share", () => {
    const price = fc.record({
      places: fc.integer({ min: 0, max: 1_000_000 }),
      fees: fc.integer({ min: 0, max: 100_000 }),
      taxBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(price, ({ places, fees, taxBasisPoints }) => {
        const total = places + fees;
        const tax = Math.round((total * taxBasisPoints) / (10_000 + taxBasisPoints));
        const parts = { total: minorUnits(total), fees: minorUnits(fees), tax: minorUnits(tax) };
        const { postings } = fulfilled("order", parts);
        expect(postings.reduce((sum, { minor }) => sum + minor, 0)).toBe(0);
        for (const { account, minor } of postings) {
          if (account !== "customer_funds") expect(minor).toBeLessThan(0);
        }
      }),
    );
  });
});
