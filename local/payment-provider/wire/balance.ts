// Balance rows and the balance in Stripe's shape.
import type { BalanceTransaction } from "../rules/records.ts";
import type { JsonObject, View } from "./json.ts";

export function balanceTransactionJson(row: BalanceTransaction, view: View): JsonObject {
  return {
    id: row.id,
    object: "balance_transaction",
    amount: row.amount,
    available_on: row.availableOn,
    balance_type: "payments",
    created: row.created,
    currency: row.currency,
    description: row.description,
    exchange_rate: null,
    fee: row.fee,
    fee_details:
      row.fee === 0
        ? []
        : [
            {
              amount: row.fee,
              application: null,
              currency: row.currency,
              description: "Processing fees",
              type: "stripe_fee",
            },
          ],
    net: row.amount - row.fee,
    reporting_category: row.category,
    source: row.source,
    status: row.availableOn <= view.nowS ? "available" : "pending",
    type: row.type,
  };
}

/** Adds the rows up by currency: what is there, and what is on its way. */
export function balanceJson(rows: Iterable<BalanceTransaction>, view: View): JsonObject {
  const available = new Map<string, number>();
  const pending = new Map<string, number>();
  for (const row of rows) {
    const sums = row.availableOn <= view.nowS ? available : pending;
    sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.amount - row.fee);
  }
  return { object: "balance", available: sumsJson(available), livemode: false, pending: sumsJson(pending) };
}

function sumsJson(sums: ReadonlyMap<string, number>): JsonObject[] {
  const named = sums.size === 0 ? [["usd", 0] as const] : [...sums];
  return named.map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
}
