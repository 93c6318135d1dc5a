/**
 * Reconciles an event: gathers what seats, books and provider say, page by page, and compares.
 *
 * A sale that is made between two looks would show as a break; so a break is only what two looks in a row show.
 */
import type { CurrencyCode, EventId, OrderId } from "../../../core/brand.ts";
import {
  DIFFERENCES_SHOWN_MAX,
  type Difference,
  type ReconciliationDocument,
} from "../../../core/contract/organizer/books.ts";
import { askSeats } from "../../checkout/seats.ts";
import type { CheckoutParts } from "../../checkout/parts.ts";
import type { ProviderPayment, StripeBooks } from "../../payments/stripe-books.ts";
import type { BookSide, ProviderSide, SeatSide, ThreeAccounts } from "./accounts.ts";
import { bookPages, ledgerSums, movementSources } from "./book-queries.ts";
import { compare, type Comparison } from "./compare.ts";

const SOLD_PAGE = 1_000;
const MOVEMENTS_MAX = 10_000;
const ASKED_AT_ONCE = 4;
/** Payments that the provider's search does not show yet are asked for one by one, up to here. */
const SINGLE_READS_MAX = 500;

export interface ReconciliationParts extends Pick<CheckoutParts, "objects" | "database" | "nowMs"> {
  readonly provider: StripeBooks;
}

export async function reconcile(
  parts: ReconciliationParts,
  eventId: EventId,
  currency: CurrencyCode,
): Promise<ReconciliationDocument> {
  let accounts = await gather(parts, eventId);
  let comparison = compare(accounts, parts.nowMs());
  if (comparison.differences.length > 0) {
    accounts = await gather(parts, eventId);
    comparison = inBoth(comparison, compare(accounts, parts.nowMs()));
  }
  return documentOf(eventId, currency, parts.nowMs(), accounts, comparison);
}

async function gather(parts: ReconciliationParts, eventId: EventId): Promise<ThreeAccounts> {
  const [seats, books, found] = await Promise.all([
    seatsOf(parts, eventId),
    booksOf(parts, eventId),
    paymentsOf(parts, eventId),
  ]);
  await addStragglers(parts, found, books);
  const provider = await markUnderWay(parts, eventId, found, seats);
  const ledger = await ledgerSums(parts.database, eventId);
  const sources = await movementSources(parts.database, eventId, MOVEMENTS_MAX);
  const movements = await inTurns(sources, (source) => parts.provider.movement(source));
  return { seats, books, provider, ledger, movementsMinor: movements.reduce((sum, amount) => sum + amount, 0) };
}

async function seatsOf({ objects }: ReconciliationParts, eventId: EventId): Promise<Map<OrderId, SeatSide>> {
  const seats = new Map<OrderId, SeatSide>();
  for (let after = 0; ;) {
    const page = await askSeats(objects, eventId, (allocator) => allocator.sold(after, SOLD_PAGE));
    for (const { reservationId, paymentRef, total, seatIds, soldAtMs, settled } of page) {
      const side = { orderId: reservationId, paymentRef, totalMinor: total.minor, places: seatIds.length };
      seats.set(reservationId, { ...side, soldAtMs, settled });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < SOLD_PAGE) return seats;
    after = last.lsn;
  }
}

async function booksOf({ database }: ReconciliationParts, eventId: EventId): Promise<Map<string, BookSide>> {
  const books = new Map<string, BookSide>();
  for await (const page of bookPages(database, eventId)) for (const side of page) books.set(side.paymentId, side);
  return books;
}

async function paymentsOf({ provider }: ReconciliationParts, eventId: EventId): Promise<Map<string, ProviderSide>> {
  const found = new Map<string, ProviderSide>();
  for await (const page of provider.paymentsOf(eventId)) {
    for (const payment of page) if (!payment.isFence) found.set(payment.id, sideOf(payment));
  }
  return found;
}

/** The provider's search lags behind: what the books know and it does not is read. */
async function addStragglers(
  { provider }: ReconciliationParts,
  found: Map<string, ProviderSide>,
  books: ReadonlyMap<string, BookSide>,
): Promise<void> {
  const missing = [...books.keys()].filter((id) => id.startsWith("pi_") && !found.has(id)).slice(0, SINGLE_READS_MAX);
  for (const payment of await inTurns(missing, (id) => provider.payment(id))) {
    if (payment !== undefined) found.set(payment.id, sideOf(payment));
  }
}

/** Money that is held is in order while its reservation is in payment. */
async function markUnderWay(
  { objects }: ReconciliationParts,
  eventId: EventId,
  found: ReadonlyMap<string, ProviderSide>,
  seats: ReadonlyMap<OrderId, SeatSide>,
): Promise<ReadonlyMap<string, ProviderSide>> {
  const held = [...found.values()].filter(
    ({ capturableMinor, reservationId }) => capturableMinor > 0 && reservationId !== null && !seats.has(reservationId),
  );
  const marked = new Map(found);
  await inTurns(held.slice(0, SINGLE_READS_MAX), async (side) => {
    const { reservationId } = side;
    if (reservationId === null) return;
    const reservation = await askSeats(objects, eventId, (allocator) => allocator.reservation(reservationId));
    if (reservation?.state === "paying") marked.set(side.paymentId, { ...side, isUnderWay: true });
  });
  return marked;
}

function sideOf(payment: ProviderPayment): ProviderSide {
  return {
    paymentId: payment.id,
    reservationId: payment.reservationId ?? null,
    amountMinor: payment.amountMinor,
    capturedMinor: payment.receivedMinor,
    capturableMinor: payment.capturableMinor,
    refundedMinor: payment.status === "captured" ? payment.refundedMinor : 0, // letting go of a hold is no refund
    balanceMinor: payment.balanceMinor,
    isUnderWay: false,
  };
}

function inBoth(before: Comparison, now: Comparison): Comparison {
  const nameOf = ({ kind, orderId, paymentId }: Difference): string => `${kind} ${orderId ?? ""} ${paymentId ?? ""}`;
  const seen = new Set(before.differences.map(nameOf));
  return { ...now, differences: now.differences.filter((difference) => seen.has(nameOf(difference))) };
}

async function inTurns<Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += ASKED_AT_ONCE) {
    answers.push(...(await Promise.all(items.slice(from, from + ASKED_AT_ONCE).map(ask))));
  }
  return answers;
}

function documentOf(
  eventId: EventId,
  currency: CurrencyCode,
  nowMs: number,
  { seats, books, provider, ledger, movementsMinor }: ThreeAccounts,
  { differences, underWay }: Comparison,
): ReconciliationDocument {
  const sold = [...seats.values()];
  const booked = [...books.values()];
  const taken = [...provider.values()];
  const orders = booked.filter(({ orderId }) => orderId !== null);
  return {
    eventId,
    at: new Date(nowMs).toISOString(),
    currency,
    seats: {
      sold: sum(sold, ({ places }) => places),
      orders: sold.length,
      totalMinor: sum(sold, ({ totalMinor }) => totalMinor),
      unsettled: sold.filter(({ settled }) => !settled).length,
    },
    books: {
      orders: orders.length,
      places: sum(orders, ({ places }) => places),
      totalMinor: sum(orders, ({ totalMinor }) => totalMinor),
      capturedMinor: sum(booked, ({ capturedMinor }) => capturedMinor),
      refundedMinor: sum(booked, ({ refundedMinor }) => refundedMinor),
      clearingMinor: ledger.clearingMinor,
    },
    provider: {
      payments: taken.filter(({ capturedMinor }) => capturedMinor > 0).length,
      capturedMinor: sum(taken, ({ capturedMinor }) => capturedMinor),
      refundedMinor: sum(taken, ({ refundedMinor }) => refundedMinor),
      balanceMinor: sum(taken, ({ balanceMinor }) => balanceMinor) + movementsMinor,
      authorisedMinor: sum(taken, ({ capturableMinor }) => capturableMinor),
    },
    underWay,
    differences: differences.slice(0, DIFFERENCES_SHOWN_MAX),
    differencesTotal: differences.length,
  };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
