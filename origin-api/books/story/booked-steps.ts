/** What the books know of an order's way: money, refunds, disputes, mails, the doors, and what the office did. */
import { eq, sql } from "drizzle-orm";
import { minorUnits, type OrderId, type OrganizationId } from "../../../core/brand.ts";
import type { OrderSummary } from "../../../core/contract/organizer/orders.ts";
import type { StoryEntry } from "../../../core/contract/organizer/story.ts";
import { toDecimal } from "../../../core/sale/money.ts";
import { actorNames } from "../../audit/actor-names.ts";
import { auditPage } from "../../audit/queries.ts";
import type { Database } from "../../db/client.ts";
import { ledgerTransactions } from "../../db/schema/ledger.ts";
import { passes } from "../../db/schema/orders.ts";
import { disputes } from "../../db/schema/payments.ts";
import { scansOfPasses } from "../../door/order-scan-queries.ts";
import { mailsOfOrder } from "../../notifications/mail-queries.ts";
import { paymentOfOrder } from "../payment-queries.ts";
import { refundsOfPayment, type RefundRecord } from "../refund-store.ts";

const STEPS_MAX = 100;
/** Told by the refund itself, with its reason and who asked. */
const TOLD_ELSEWHERE = new Set(["order.refund_asked"]);
const MONEY_STEPS = { captured: "paid", late_received: "late_money", fulfilled: "booked" } as const;

export async function bookedSteps(
  database: Database,
  organizationId: OrganizationId,
  order: OrderSummary,
): Promise<StoryEntry[]> {
  const { orderId } = order;
  const payment = await paymentOfOrder(database, organizationId, orderId);
  const paymentId = payment?.id ?? "";
  const [posted, scanned, disputed, refunds, mails, acts] = await Promise.all([
    postedTo(database, orderId),
    scansOf(database, order),
    database
      .select()
      .from(disputes)
      .where(eq(disputes.paymentId, paymentId))
      .orderBy(disputes.openedAt)
      .limit(STEPS_MAX),
    refundsOfPayment(database, paymentId),
    mailsOfOrder(database, organizationId, orderId),
    auditPage(database, organizationId, { subject: `order:${orderId}`, limit: STEPS_MAX }),
  ]);
  const names = await actorNames(database, organizationId, [
    ...acts.map(({ actor }) => actor),
    ...refunds.map(({ requestedBy }) => requestedBy),
  ]);
  const name = (actor: string): string => names.get(actor) ?? actor;
  const { currency } = order.amount;
  return [
    ...posted.flatMap(({ at, kind }) =>
      kind in MONEY_STEPS
        ? [
            stepOf(at, MONEY_STEPS[kind as keyof typeof MONEY_STEPS], {
              amount: kind === "fulfilled" ? null : order.amount,
            }),
          ]
        : [],
    ),
    ...refunds.flatMap((refund) => refundSteps(refund, name)),
    ...disputed.flatMap(({ openedAt, closedAt, amountMinor, reason, state }) => {
      const amount = { currency, value: toDecimal({ currency, minor: minorUnits(amountMinor) }) };
      return [
        stepOf(openedAt, "dispute_opened", { amount, detail: reason }),
        ...(closedAt === null ? [] : [stepOf(closedAt, "dispute_closed", { amount, detail: state })]),
      ];
    }),
    ...mails.flatMap(({ createdAt, sentAt, recipient, failure, kind }) => [
      stepOf(createdAt, "mail_owed", { detail: kind }),
      ...(sentAt === null ? [] : [stepOf(sentAt, "mail_sent", { detail: recipient })]),
      ...(failure === null ? [] : [stepOf(createdAt, "mail_failed", { detail: failure })]),
    ]),
    ...scanned,
    ...acts
      .filter(({ action }) => !TOLD_ELSEWHERE.has(action))
      .map(({ at, action, actor }) => stepOf(at, "acted", { detail: action, who: name(actor) })),
  ];
}

/** What happened at the doors, pass by pass. */
async function scansOf(database: Database, { eventId, orderId }: OrderSummary): Promise<StoryEntry[]> {
  const held = await database
    .select({ id: passes.id, label: passes.label })
    .from(passes)
    .where(eq(passes.orderId, orderId))
    .orderBy(passes.position)
    .limit(STEPS_MAX);
  const scans = await scansOfPasses(
    database,
    eventId,
    held.map(({ id }) => id),
  );
  return held.flatMap(({ id, label }) =>
    (scans.get(id) ?? []).flatMap(({ at, gate, outcome, undoneAt }) => {
      const detail = outcome === "admitted" ? `${label} · ${gate}` : `${label} · ${gate} · ${outcome}`;
      return [
        stepOf(at, outcome === "admitted" ? "let_in" : "turned_away", { detail }),
        ...(undoneAt === null ? [] : [stepOf(undoneAt, "let_in_undone", { detail: `${label} · ${gate}` })]),
      ];
    }),
  );
}

function postedTo(database: Database, orderId: OrderId) {
  return database
    .select({ at: ledgerTransactions.at, kind: ledgerTransactions.kind })
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.orderId, orderId))
    .orderBy(sql`${ledgerTransactions.sequence}`)
    .limit(STEPS_MAX);
}

function refundSteps(refund: RefundRecord, name: (actor: string) => string): StoryEntry[] {
  const { currency, amountMinor, reason, requestedAt, requestedBy, settledAt, seatsReleasedAt, failure } = refund;
  const amount = { currency, value: toDecimal({ currency, minor: amountMinor }) };
  return [
    stepOf(requestedAt, "refund_asked", { amount, detail: reason, who: name(requestedBy) }),
    ...(settledAt === null ? [] : [stepOf(settledAt, "refund_settled", { amount })]),
    ...(failure === null ? [] : [stepOf(requestedAt, "refund_failed", { amount, detail: failure })]),
    ...(seatsReleasedAt === null ? [] : [stepOf(seatsReleasedAt, "seats_released")]),
  ];
}

/** A step with whatever is known of it. */
export function stepOf(
  at: Date | string,
  step: StoryEntry["step"],
  more: Partial<Omit<StoryEntry, "at" | "step">> = {},
): StoryEntry {
  const atText = typeof at === "string" ? at : at.toISOString();
  return { at: atText, step, amount: null, places: null, detail: null, who: null, ...more };
}
