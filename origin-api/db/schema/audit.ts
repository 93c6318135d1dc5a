/**
 * What was done, by whom, in an organization: one chain of hashes each, append-only (a trigger refuses change and
 * deletion). Only `audit/store.ts` writes here.
 */
import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import type { OrganizationId } from "../../../core/brand.ts";
import { organizations } from "./auth.ts";

export const auditEntries = pgTable(
  "audit_entries",
  {
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    /** 1, 2, 3 … without a hole. */
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    /** `user:{id}`, `key:{id}` or `operator`. No names: the log outlives the people. */
    actor: text("actor").notNull(),
    /** What was done, for example `event.published`. */
    action: text("action").notNull(),
    /** To what, for example `event:{id}`. */
    subject: text("subject").notNull(),
    /** JSON text `{"before":…,"after":…}`, byte for byte what was hashed. */
    changes: text("changes").notNull(),
    requestId: text("request_id").notNull(),
    /** Hash of the entry before; empty for the first. */
    previousHash: text("previous_hash").notNull(),
    /** SHA-256, hex, of all of the above; see `audit/chain.ts`. */
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.sequence] }),
    check("audit_entries_sequence", sql`${table.sequence} >= 1`),
    // the history of one thing
    index("audit_entries_by_subject").on(table.organizationId, table.subject, table.sequence),
  ],
);
