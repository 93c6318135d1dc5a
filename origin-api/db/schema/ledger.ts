/**
 * The ledger: transactions and their entries, append-only, each transaction summing to zero in one currency (S9).
 * Triggers hold that also against whoever has the database's password; see the migration `books_rules`.
 */
import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { CurrencyCode, EventId, OrderId, OrganizationId } from "../../../core/brand.ts";
import { ACCOUNTS, LEDGER_KINDS } from "../../../core/sale/ledger.ts";
import { organizations } from "./auth.ts";
import { events } from "./catalogue.ts";
import { orders } from "./orders.ts";

const listOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    /** Names the fact that is recorded: writing it again changes nothing. */
    key: text("key").primaryKey(),
    /** The order of writing, for paging. */
    sequence: bigint("sequence", { mode: "number" }).generatedAlwaysAsIdentity(),
    kind: text("kind", { enum: LEDGER_KINDS }).notNull(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    eventId: uuid("event_id")
      .$type<EventId>()
      .notNull()
      .references(() => events.id),
    orderId: uuid("order_id")
      .$type<OrderId>()
      .references(() => orders.id),
    currency: text("currency").$type<CurrencyCode>().notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (table) => [
    check("ledger_transactions_kind", sql`${table.kind} IN (${listOf(LEDGER_KINDS)})`),
    check("ledger_transactions_currency", sql`${table.currency} ~ '^[A-Z]{3}$'`),
    // the ledger of an event, newest first
    index("ledger_transactions_of_event").on(table.eventId, table.sequence),
    // what happened to an order
    index("ledger_transactions_of_order").on(table.orderId),
  ],
);

export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    transactionKey: text("transaction_key")
      .notNull()
      .references(() => ledgerTransactions.key),
    line: integer("line").notNull(),
    account: text("account", { enum: ACCOUNTS }).notNull(),
    /** Debits positive, credits negative. */
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.transactionKey, table.line] }),
    check("ledger_entries_account", sql`${table.account} IN (${listOf(ACCOUNTS)})`),
    check("ledger_entries_amount", sql`${table.amountMinor} <> 0`),
  ],
);
