// Owns what must be true of one reservation in the end, judged by the provider's own books, the seats' journal and SQL,
// and by none of the code that made it so.

import { expect } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import type { TestOffice } from "../../support/test-office.ts";

interface Money {
  readonly charges: number;
  readonly authorised: number;
  readonly kept: number;
}

/** What the provider has of a reservation, in the smallest unit. */
export function moneyOf(office: TestOffice, { reservationId }: Pick<Reservation, "reservationId">): Money {
  const found = office.provider.control.totals().filter(({ reservation }) => reservation === reservationId);
  return found.reduce(
    (sum, money) => ({
      charges: sum.charges + money.charges,
      authorised: sum.authorised + money.authorised,
      kept: sum.kept + money.captured - money.refunded,
    }),
    { charges: 0, authorised: 0, kept: 0 },
  );
}

/** Sold, charged and booked, each exactly once and for the same amount (S6, S7, S9). */
export async function soldOnce(office: TestOffice, reservation: Reservation): Promise<void> {
  const price = reservation.quote.total.minor;
  const { reservationId } = reservation;
  expect({ reservationId, ...moneyOf(office, reservation) }).toEqual({
    reservationId,
    charges: price === 0 ? 0 : 1,
    authorised: 0,
    kept: price,
  });
  expect(commandsOf(office, reservation).filter((command) => command === "commit")).toHaveLength(1);
  const [order] = await office.rows(
    `SELECT o.total_minor::int AS total, p.captured_minor::int AS captured,
       (SELECT count(*)::int FROM passes WHERE order_id = o.id) AS passes,
       (SELECT count(*)::int FROM notifications WHERE order_id = o.id) AS mails,
       (SELECT coalesce(sum(e.amount_minor), 0)::int FROM ledger_entries e JOIN ledger_transactions t ON t.key = e.transaction_key
         WHERE t.order_id = o.id AND e.account = 'psp_clearing') AS clearing,
       (SELECT coalesce(sum(e.amount_minor), 0)::int FROM ledger_entries e JOIN ledger_transactions t ON t.key = e.transaction_key
         WHERE t.order_id = o.id AND e.account = 'customer_funds') AS funds,
       (SELECT coalesce(sum(e.amount_minor), 0)::int FROM ledger_entries e JOIN ledger_transactions t ON t.key = e.transaction_key
         WHERE t.order_id = o.id) AS ledger
     FROM orders o JOIN payments p ON p.order_id = o.id WHERE o.id = $1`,
    [reservationId],
  );
  expect(order).toEqual({
    total: price,
    captured: price,
    passes: reservation.places.length,
    mails: 1,
    clearing: price,
    funds: 0,
    ledger: 0,
  });
  const unsettled = (await office.seats.sold(0, 1_000)).filter(({ settled }) => !settled);
  expect(unsettled.map((sale) => sale.reservationId)).not.toContain(reservationId);
}

/** No order and no money, and the seats are where they should be. */
export async function nothingHappened(
  office: TestOffice,
  reservation: Reservation,
  ...states: readonly Reservation["state"][]
): Promise<void> {
  const now = await office.seats.reservation(reservation.reservationId);
  expect(states).toContain(now?.state);
  const { authorised, kept } = moneyOf(office, reservation);
  expect({ authorised, kept }).toEqual({ authorised: 0, kept: 0 });
  expect(await office.rows("SELECT id FROM orders WHERE id = $1", [reservation.reservationId])).toEqual([]);
}

export function commandsOf(office: TestOffice, { reservationId }: Pick<Reservation, "reservationId">): string[] {
  return office.seats.journal.filter((row) => row.reservation === reservationId).map(({ command }) => command);
}
