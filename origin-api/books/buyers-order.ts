/** An order as its buyer sees it: what was bought, when and where it is, what it cost, what came of it. One round trip. */
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { minorUnits, type CurrencyCode, type OrderId } from "../../core/brand.ts";
import type { OrderDetails, OrderDocument } from "../../core/contract/seats.ts";
import { toDecimal } from "../../core/sale/money.ts";
import type { Database } from "../db/client.ts";
import { organizations } from "../db/schema/auth.ts";
import { events, venues } from "../db/schema/catalogue.ts";
import { orderItems, orders, passes } from "../db/schema/orders.ts";
import { payments, refunds } from "../db/schema/payments.ts";
import { refundRequests } from "../db/schema/refund-requests.ts";
import { withCode, type PassKeys } from "../door/pass-keys.ts";
import { noticesOfOrder, orderNoticeOf } from "../notifications/order-notices.ts";
import { passNumberOf } from "./identity.ts";
import { orderStatus } from "./order-queries.ts";

/** With all that the books know. */
export interface BookedOrder extends OrderDocument {
  readonly details: OrderDetails;
}

/**
 * @returns `outdated` when the order has gone to another address since the link was sent.
 * @param url its page, with the right to read it.
 * @param keys sign the codes of its tickets. Those whose seats were given back are not shown, and have no code.
 */
export async function orderOfBuyer(
  database: Database,
  { orderId, linkEdition }: { readonly orderId: OrderId; readonly linkEdition: number },
  url: string,
  keys: PassKeys,
): Promise<BookedOrder | "outdated" | undefined> {
  const [[found], items, [returned], tickets, [request], notices] = await database.batch(statements(database, orderId));
  if (found === undefined) return undefined;
  const { order, event, venue, organizer } = found;
  if (order.linkEdition !== linkEdition) return "outdated";
  const money = (minor: number) => moneyOf(order.currency, minor);
  const refunded = Number(returned?.minor ?? 0);
  const { eventId, reference } = order;
  return {
    orderId,
    reference,
    reservationId: orderId,
    eventId,
    status: orderStatus(order.totalMinor, refunded),
    amount: money(order.totalMinor),
    tickets: await Promise.all(
      tickets.map(({ id, seatId, label, position, edition }) => {
        const number = passNumberOf(reference, position);
        return withCode(keys, { eventId, edition }, { ticketId: id, seatId, label, number });
      }),
    ),
    url,
    notices: notices.map(orderNoticeOf),
    details: {
      placedAt: order.placedAt.toISOString(),
      buyer: { email: order.buyerEmail, name: order.buyerName },
      event: { title: event.title, startsAt: event.startsAt.toISOString(), venue },
      organizer,
      lines: items.map(({ kind, category, quantity, unitMinor, totalMinor }) => ({
        kind,
        category,
        quantity,
        unit: money(unitMinor),
        total: money(totalMinor),
      })),
      tax: money(order.taxMinor),
      refunded: money(refunded),
      refundRequest: request === undefined ? null : requestOf(request),
    },
  };
}

function statements(database: Database, orderId: OrderId) {
  const { name, address, city, country, timeZone } = venues;
  return [
    database
      .select({
        order: orders,
        event: { title: events.title, startsAt: events.startsAt },
        venue: { name, address, city, country, timeZone },
        organizer: organizations.name,
      })
      .from(orders)
      .innerJoin(events, eq(events.id, orders.eventId))
      .innerJoin(venues, eq(venues.id, events.venueId))
      .innerJoin(organizations, eq(organizations.id, orders.organizationId))
      .where(eq(orders.id, orderId)),
    database.select().from(orderItems).where(eq(orderItems.orderId, orderId)).orderBy(orderItems.position),
    database
      .select({ minor: sql<string>`coalesce(sum(${refunds.amountMinor}), 0)` })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .where(and(eq(payments.orderId, orderId), ne(refunds.state, "failed"))),
    database
      .select()
      .from(passes)
      .where(and(eq(passes.orderId, orderId), isNull(passes.voidedAt)))
      .orderBy(passes.position),
    database
      .select()
      .from(refundRequests)
      .where(eq(refundRequests.orderId, orderId))
      .orderBy(sql`${refundRequests.requestedAt} DESC`)
      .limit(1),
    noticesOfOrder(database, orderId),
  ] as const;
}

function moneyOf(currency: CurrencyCode, minor: number): OrderDocument["amount"] {
  return { currency, value: toDecimal({ currency, minor: minorUnits(minor) }) };
}

function requestOf(request: typeof refundRequests.$inferSelect): OrderDetails["refundRequest"] {
  const { id, state, reason, requestedAt, decidedAt, answer } = request;
  return {
    requestId: id,
    state,
    reason,
    requestedAt: requestedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    answer,
  };
}
