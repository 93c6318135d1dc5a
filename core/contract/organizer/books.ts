/** The office's API: the ledger of an event, and the comparison of seats, books and payment provider. */
import { z } from "zod";
import { ACCOUNTS, LEDGER_KINDS } from "../../sale/ledger.ts";
import { eventId, instant, orderId } from "../fields.ts";

export const LEDGER_PAGE_MAX = 500;

/** `GET /api/events/{id}/ledger` */
export const ledgerQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LEDGER_PAGE_MAX).default(100),
  before: z.coerce.number().int().min(1).optional().meta({ description: "`next` of the page before." }),
});

const signed = z
  .object({ currency: z.string(), value: z.number() })
  .meta({ description: "Debits positive, credits negative." });

export const ledgerDocument = z
  .object({
    eventId,
    balances: z.array(z.object({ account: z.enum(ACCOUNTS), balance: signed })),
    transactions: z.array(
      z.object({
        sequence: z.int(),
        key: z.string(),
        kind: z.enum(LEDGER_KINDS),
        orderId: orderId.nullable(),
        at: instant,
        entries: z.array(z.object({ account: z.enum(ACCOUNTS), amount: signed })),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: "Ledger" });
export type LedgerDocument = z.infer<typeof ledgerDocument>;

export const DIFFERENCES_SHOWN_MAX = 1_000;

export const differenceKind = z.enum([
  "sold_not_booked",
  "booked_not_sold",
  "price_differs",
  "places_differ",
  "payment_differs",
  "captured_not_booked",
  "booked_not_captured",
  "captured_differs",
  "refunded_differs",
  "authorised_for_nothing",
  "charged_twice",
  "late_money_unresolved",
  "ledger_missing",
  "ledger_differs",
  "not_settled",
]);
export type DifferenceKind = z.infer<typeof differenceKind>;

export const difference = z
  .object({
    kind: differenceKind,
    detail: z.string(),
    repair: z.string().meta({ description: "What would mend it." }),
    orderId: orderId.optional(),
    paymentId: z.string().optional(),
  })
  .meta({ id: "Difference" });
export type Difference = z.infer<typeof difference>;

/** `GET /api/events/{id}/reconciliation`. Amounts in minor units, so that they can be compared to the cent. */
export const reconciliationDocument = z
  .object({
    eventId,
    at: instant,
    currency: z.string(),
    seats: z.object({ sold: z.int(), orders: z.int(), totalMinor: z.int(), unsettled: z.int() }),
    books: z.object({
      orders: z.int(),
      places: z.int(),
      totalMinor: z.int(),
      capturedMinor: z.int(),
      refundedMinor: z.int(),
      clearingMinor: z.int().meta({ description: "What the ledger says that the provider holds for us." }),
    }),
    provider: z.object({
      payments: z.int(),
      capturedMinor: z.int(),
      refundedMinor: z.int(),
      balanceMinor: z
        .int()
        .meta({ description: "Sum of its balance transactions for these payments, before its fees." }),
      authorisedMinor: z.int(),
    }),
    /** Sales that are being made right now; they are no difference yet. */
    underWay: z.int(),
    differences: z.array(difference),
    differencesTotal: z.int(),
  })
  .meta({ id: "Reconciliation" });
export type ReconciliationDocument = z.infer<typeof reconciliationDocument>;
