/**
 * No order without its money, no money without its order, never twice: what buyers were told against what the
 * payment provider took, reservation by reservation (S6, S7), and against the system's own reconciliation (S9).
 */
import { toMinorUnits } from "../../../core/sale/money.ts";
import type { CurrencyCode } from "../../../core/brand.ts";
import type { Breaches } from "./breaches.ts";
import type { Sale } from "./seat-oracle.ts";

/** What the provider holds for one reservation, minor units. */
export interface ProviderMoney {
  readonly reservation: string | null;
  readonly currency: string;
  readonly charges: number;
  readonly authorised: number;
  readonly captured: number;
  readonly refunded: number;
  readonly refundsPending: number;
}

/** @param asked reservations of this crowd for which a payment was asked, sold or not. */
export function judgeMoney(
  breaches: Breaches,
  sales: ReadonlyMap<string, Sale>,
  asked: ReadonlySet<string>,
  provider: readonly ProviderMoney[],
): void {
  const seen = new Set<string>();
  for (const money of provider) {
    const { reservation } = money;
    if (reservation === null || !asked.has(reservation)) continue;
    if (seen.has(reservation)) breaches.add("S7", `${reservation} was paid in two currencies`);
    seen.add(reservation);
    const sale = sales.get(reservation);
    const kept = money.captured - money.refunded - money.refundsPending;
    if (money.charges > 1) breaches.add("S7", `${reservation} was charged ${money.charges} times`);
    if (money.authorised !== 0)
      breaches.add("S6", `${reservation} still has ${money.authorised} ${money.currency} authorised, not captured`);
    if (sale === undefined) {
      if (kept !== 0) breaches.add("S6", `${reservation} paid ${kept} ${money.currency} and has no order`);
      continue;
    }
    const due = toMinorUnits(sale.amount.value, sale.amount.currency as CurrencyCode);
    if (kept !== due || money.currency.toUpperCase() !== sale.amount.currency)
      breaches.add(
        "S6",
        `order ${sale.orderId} costs ${due} ${sale.amount.currency}, the provider has ${kept} ${money.currency}`,
      );
  }
  for (const sale of sales.values())
    if (sale.amount.value > 0 && !seen.has(sale.reservationId))
      breaches.add("S6", `order ${sale.orderId} was never paid`);
}
