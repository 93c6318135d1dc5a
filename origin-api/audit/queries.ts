/**
 * Reads the audit log, newest first, or in order for the check of its chain.
 */
import { and, asc, desc, eq, gt, gte, lt } from "drizzle-orm";
import type { OrganizationId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";
import { auditEntries } from "../db/schema/audit.ts";
import type { AuditEntry } from "./chain.ts";

export const AUDIT_CHECK_PAGE = 1_000;

/** Which entries; what is absent does not matter. */
export interface AuditWanted {
  readonly limit: number;
  readonly beforeSequence?: number;
  readonly subject?: string;
  readonly actor?: string;
  /** Not earlier than, and earlier than: ISO times. */
  readonly from?: string;
  readonly to?: string;
}

/** Newest first. */
export async function auditPage(
  database: Database,
  organizationId: OrganizationId,
  page: AuditWanted,
): Promise<AuditEntry[]> {
  return database
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.organizationId, organizationId),
        page.subject === undefined ? undefined : eq(auditEntries.subject, page.subject),
        page.actor === undefined ? undefined : eq(auditEntries.actor, page.actor),
        page.from === undefined ? undefined : gte(auditEntries.at, new Date(page.from)),
        page.to === undefined ? undefined : lt(auditEntries.at, new Date(page.to)),
        page.beforeSequence === undefined ? undefined : lt(auditEntries.sequence, page.beforeSequence),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(page.limit);
}

/** At most {@link AUDIT_CHECK_PAGE} entries after `afterSequence`, oldest first. */
export async function auditAfter(
  database: Database,
  organizationId: OrganizationId,
  afterSequence: number,
): Promise<AuditEntry[]> {
  return database
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.organizationId, organizationId), gt(auditEntries.sequence, afterSequence)))
    .orderBy(asc(auditEntries.sequence))
    .limit(AUDIT_CHECK_PAGE);
}
