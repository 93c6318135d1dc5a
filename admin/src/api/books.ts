/** The books of an event: its ledger, and the comparison of seats, books and payment provider. */
import { ledgerDocument, reconciliationDocument } from "../../../core/contract/organizer/books.ts";
import { ask, query } from "./client.ts";

export function readReconciliation(eventId: string) {
  return ask(`/events/${encodeURIComponent(eventId)}/reconciliation`, reconciliationDocument);
}

export function readLedger(eventId: string, before?: number) {
  return ask(`/events/${encodeURIComponent(eventId)}/ledger${query({ before })}`, ledgerDocument);
}
