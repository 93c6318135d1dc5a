/** What was done, by whom, and whether the log is whole. */
import { auditCheckDocument, auditPageDocument } from "../../../core/contract/organizer/audit.ts";
import { ask, query } from "./client.ts";

export function readAudit(page: {
  readonly before?: number | undefined;
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}) {
  return ask(`/audit${query(page)}`, auditPageDocument);
}

export function checkAudit() {
  return ask("/audit/check", auditCheckDocument);
}
