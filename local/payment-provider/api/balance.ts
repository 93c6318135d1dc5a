// /v1/balance, /v1/balance_transactions, /v1/account: what reconciliation reads.
import { createHash } from "node:crypto";
import { z } from "zod";
import { missing } from "../rules/refusal.ts";
import { balanceJson, balanceTransactionJson } from "../wire/balance.ts";
import { createdFilter, listJson, pageOf, pageParameters } from "./listing.ts";
import { route } from "./route.ts";

const balance = route("GET", "/v1/balance", z.strictObject({}), ({ desk, view }) => ({
  ok: true,
  value: balanceJson(desk.store.records.all("balance_transaction"), view),
}));

const retrieve = route("GET", "/v1/balance_transactions/:id", z.strictObject({}), ({ desk, id, view }) => {
  const row = desk.store.records.get("balance_transaction", id);
  if (row === undefined) return { ok: false, refusal: missing("balance transaction", id) };
  return { ok: true, value: balanceTransactionJson(row, view) };
});

const listing = z.strictObject({
  ...pageParameters,
  type: z.string().max(40).optional(),
  source: z.string().max(255).optional(),
});

const list = route("GET", "/v1/balance_transactions", listing, ({ desk, params, view }) => {
  const types = params.type === undefined ? undefined : [params.type];
  const filter = { ...createdFilter(params.created), parent: params.source, types };
  const found = desk.store.records.list("balance_transaction", pageOf(params), filter);
  return listJson(found, "/v1/balance_transactions", (row) => balanceTransactionJson(row, view));
});

/** The account belongs to the key: the same key finds the same account after every restart. */
export function accountIdOf(secretKey: string): string {
  return `acct_1${createHash("sha256").update(secretKey).digest("hex").slice(0, 15)}`;
}

export function accountRoute(secretKey: string) {
  const id = accountIdOf(secretKey);
  return route("GET", "/v1/account", z.strictObject({}), () => ({
    ok: true,
    value: {
      id,
      object: "account",
      business_type: "company",
      capabilities: { card_payments: "active", transfers: "active" },
      charges_enabled: true,
      country: "US",
      created: 1_700_000_000,
      default_currency: "usd",
      details_submitted: true,
      email: "tickets@example.com",
      metadata: {},
      payouts_enabled: true,
      settings: { dashboard: { display_name: "Foyer (local)", timezone: "Etc/UTC" } },
      type: "standard",
    },
  }));
}

export const BALANCE_ROUTES = [balance, retrieve, list];
