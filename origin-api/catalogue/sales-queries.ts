/**
 * Reads what was sold of an event, from the books of `orders`, `passes` and `refunds`; one statement, so that every
 * figure is of the same moment.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { EventId } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";

const minor = z.coerce.number().int();

const figures = z.object({
  orders: z.coerce.number().int(),
  taxMinor: minor,
  categories: z.array(
    z.object({ category: z.string(), sold: minor, returned: minor, grossMinor: minor, feesMinor: minor }),
  ),
  everySeconds: minor,
  steps: z.array(z.object({ atMs: minor, category: z.string(), places: minor, grossMinor: minor })),
  refunds: z.array(z.object({ orderId: z.string(), refundedMinor: minor, category: z.string(), paidMinor: minor })),
});

/** Steps of a round length, so that a sale of any length has at most {@link STEPS_MAX} of them. */
const STEP_SECONDS = [10, 60, 300, 900, 3_600, 14_400, 86_400, 604_800] as const;
const STEPS_MAX = 120;

/** Sums in minor units. `refunds` has a row for every category of an order that was refunded. */
export type SalesFigures = z.infer<typeof figures>;

export async function salesOf(database: Database, eventId: EventId): Promise<SalesFigures> {
  const { rows } = await database.execute(sql`
    WITH sold AS (
      SELECT pass.order_id, orders.placed_at, pass.category, pass.voided_at, pass.price_minor,
        CASE WHEN pass.price_minor > 0 THEN coalesce(fee.unit_minor, 0) ELSE 0 END AS fee_minor
      FROM orders JOIN passes AS pass ON pass.order_id = orders.id
        LEFT JOIN order_items AS fee ON fee.order_id = orders.id AND fee.kind = 'fee'
      WHERE orders.event_id = ${eventId}
    ), by_category AS (
      SELECT category, count(*) AS sold, count(voided_at) AS returned,
        sum(price_minor) AS "grossMinor", sum(fee_minor) AS "feesMinor"
      FROM sold GROUP BY category
    ), refunded AS (
      SELECT payments.order_id, sum(refunds.amount_minor) AS minor
      FROM refunds JOIN payments ON payments.id = refunds.payment_id
      WHERE payments.event_id = ${eventId} AND payments.order_id IS NOT NULL AND refunds.state <> 'failed'
      GROUP BY payments.order_id
    ), refund_lines AS (
      SELECT refunded.order_id AS "orderId", refunded.minor AS "refundedMinor", sold.category,
        sum(sold.price_minor + sold.fee_minor) AS "paidMinor"
      FROM refunded JOIN sold ON sold.order_id = refunded.order_id
      GROUP BY refunded.order_id, refunded.minor, sold.category
    ), step AS (
      SELECT coalesce((SELECT min(length) FROM jsonb_array_elements_text(${JSON.stringify(STEP_SECONDS)}::jsonb) AS l,
        LATERAL (SELECT l.value::int AS length) AS as_number
        WHERE (SELECT extract(epoch FROM max(placed_at) - min(placed_at)) FROM sold) / length < ${STEPS_MAX}::int),
        ${STEP_SECONDS.at(-1)}::int) AS seconds
    ), steps AS (
      SELECT (floor(extract(epoch FROM placed_at) / seconds) * seconds * 1000)::bigint AS "atMs", category,
        count(*) AS places, sum(price_minor) AS "grossMinor"
      FROM sold, step GROUP BY 1, category ORDER BY 1, category
    )
    SELECT
      (SELECT seconds FROM step) AS "everySeconds",
      (SELECT coalesce(json_agg(steps), '[]') FROM steps) AS steps,
      (SELECT count(*) FROM orders WHERE event_id = ${eventId}) AS orders,
      (SELECT coalesce(sum(tax_minor), 0) FROM orders WHERE event_id = ${eventId}) AS "taxMinor",
      (SELECT coalesce(json_agg(by_category), '[]') FROM by_category) AS categories,
      (SELECT coalesce(json_agg(refund_lines), '[]') FROM refund_lines) AS refunds`);
  return figures.parse(rows[0]);
}
