/**
 * The three-way comparison: every break between seats, books and provider, with what would mend it (S9). Pure.
 *
 * Walks each side once and asks the other two, so that nothing that only one of them knows is overlooked.
 */
import type { Difference, DifferenceKind } from "../../../core/contract/organizer/books.ts";
import { isFree } from "../booking.ts";
import type { BookSide, ProviderSide, SeatSide, ThreeAccounts } from "./accounts.ts";

/** A sale is made and booked in less than that; older ones that are not are broken. */
export const UNDER_WAY_MS = 120_000;

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly underWay: number;
}

export function compare(accounts: ThreeAccounts, nowMs: number): Comparison {
  const found: Difference[] = [];
  let underWay = 0;
  const bookedOrders = new Map([...accounts.books.values()].map((book) => [book.orderId, book]));
  for (const sale of accounts.seats.values()) {
    const book = bookedOrders.get(sale.orderId);
    const isFresh = !sale.settled && nowMs - sale.soldAtMs < UNDER_WAY_MS;
    if (isFresh && book === undefined) underWay += 1;
    else found.push(...saleAgainstBooks(sale, book, isFresh));
  }
  for (const book of accounts.books.values()) found.push(...bookAgainstOthers(book, accounts));
  for (const payment of accounts.provider.values()) found.push(...paymentAgainstOthers(payment, accounts, nowMs));
  found.push(...chargedTwice(accounts.provider), ...ledgerAgainstProvider(accounts, underWay));
  return { differences: found, underWay };
}

function* saleAgainstBooks(sale: SeatSide, book: BookSide | undefined, isFresh: boolean): Generator<Difference> {
  const { orderId, paymentRef: paymentId } = sale;
  if (book === undefined) {
    if (sale.places === 0) return; // given back before it was paid: never an order
    yield difference("sold_not_booked", "seats are sold and the books have no order", REPAIRS.remind, {
      orderId,
      paymentId,
    });
    return;
  }
  if (!sale.settled && !isFresh) {
    yield difference("not_settled", "booked, and the seats still ask for it", REPAIRS.remind, { orderId });
  }
  if (book.paymentId !== paymentId) {
    const detail = `sold for ${paymentId}, booked for ${book.paymentId}`;
    yield difference("payment_differs", detail, REPAIRS.person, { orderId, paymentId });
  }
  if (book.totalMinor !== sale.totalMinor) {
    const detail = `sold for ${sale.totalMinor}, booked for ${book.totalMinor}`;
    yield difference("price_differs", detail, REPAIRS.person, { orderId });
  }
  if (book.places !== sale.places) {
    const detail = `${sale.places} places are sold, ${book.places} passes are valid`;
    yield difference("places_differ", detail, "void the passes of places that were given back, or revoke the places", {
      orderId,
    });
  }
}

function* bookAgainstOthers(book: BookSide, { seats, provider }: ThreeAccounts): Generator<Difference> {
  const { paymentId, orderId } = book;
  const where = orderId === null ? { paymentId } : { orderId, paymentId };
  if (orderId !== null && !seats.has(orderId)) {
    yield difference("booked_not_sold", "the books have an order whose seats nobody sold", REPAIRS.refund, where);
  }
  if (orderId === null && book.capturedMinor > book.refundedMinor) {
    const detail = `${book.capturedMinor - book.refundedMinor} came late and belong to nobody`;
    yield difference("late_money_unresolved", detail, "refund the payment in full", where);
  }
  if (!book.isPosted) {
    yield difference("ledger_missing", "the payment is not in the ledger", "post what is missing", where);
  }
  if (isFree(paymentId)) return;
  const payment = provider.get(paymentId);
  if (payment === undefined || payment.capturedMinor === 0) {
    const detail = payment === undefined ? "the provider does not know the payment" : "the provider took no money";
    yield difference("booked_not_captured", detail, "capture the payment, or give the seats back", where);
    return;
  }
  if (payment.capturedMinor !== book.capturedMinor || payment.balanceMinor !== book.capturedMinor) {
    const detail = `booked ${book.capturedMinor}, the provider took ${payment.capturedMinor} and its balance has ${payment.balanceMinor}`;
    yield difference("captured_differs", detail, REPAIRS.person, where);
  }
  if (payment.refundedMinor !== book.refundedMinor) {
    const detail = `the books refunded ${book.refundedMinor}, the provider ${payment.refundedMinor}`;
    yield difference("refunded_differs", detail, "take over the provider's refunds: send its webhooks again", where);
  }
}

function* paymentAgainstOthers(
  payment: ProviderSide,
  { books, seats }: ThreeAccounts,
  nowMs: number,
): Generator<Difference> {
  const { paymentId, reservationId } = payment;
  const where = reservationId === null ? { paymentId } : { orderId: reservationId, paymentId };
  const sale = reservationId === null ? undefined : seats.get(reservationId);
  const isFresh = sale !== undefined && !sale.settled && nowMs - sale.soldAtMs < UNDER_WAY_MS;
  if (payment.capturedMinor > payment.refundedMinor && !books.has(paymentId) && !isFresh) {
    const detail = `the provider took ${payment.capturedMinor} and the books do not know it`;
    yield difference("captured_not_booked", detail, REPAIRS.remind, where);
  }
  if (payment.capturableMinor > 0 && !payment.isUnderWay && !isFresh) {
    const detail = `${payment.capturableMinor} are held, and nobody is paying with it`;
    yield difference("authorised_for_nothing", detail, "cancel the payment", where);
  }
}

/** S7: at most one payment of a reservation keeps its money. */
function* chargedTwice(provider: ThreeAccounts["provider"]): Generator<Difference> {
  const kept = [...provider.values()].filter(
    ({ reservationId, capturedMinor, refundedMinor }) => reservationId !== null && capturedMinor > refundedMinor,
  );
  for (const [orderId, payments] of Map.groupBy(kept, ({ reservationId }) => reservationId)) {
    if (payments.length < 2 || orderId === null) continue;
    const detail = `${payments.length} payments: ${payments.map(({ paymentId }) => paymentId).join(", ")}`;
    yield difference("charged_twice", detail, REPAIRS.refund, { orderId });
  }
}

function* ledgerAgainstProvider(accounts: ThreeAccounts, underWay: number): Generator<Difference> {
  const { ledger, provider, movementsMinor } = accounts;
  if (ledger.sumMinor !== 0) {
    yield difference("ledger_differs", `the ledger sums to ${ledger.sumMinor}`, REPAIRS.person, {});
  }
  const taken = [...provider.values()].reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
  const balance = taken + movementsMinor;
  if (underWay === 0 && ledger.clearingMinor !== balance) {
    const detail = `the ledger says that the provider holds ${ledger.clearingMinor}, its balance says ${balance}`;
    yield difference("ledger_differs", detail, "see the differences of single payments", {});
  }
}

const REPAIRS = {
  remind: "drive the sale on: the seats remind the office of it; see its log why it was not",
  refund: "refund the payment in full",
  person: "somebody has to look at it",
} as const;

function difference(
  kind: DifferenceKind,
  detail: string,
  repair: string,
  where: Pick<Difference, "orderId" | "paymentId">,
): Difference {
  return { kind, detail, repair, ...where };
}
