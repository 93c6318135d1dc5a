/**
 * Where the places of an order are: section, row and seat as the chart names them, category, price. The chart is opened
 * once, whatever the number of tickets, and only when somebody wants them on paper.
 */
import { sql } from "drizzle-orm";
import type { CurrencyCode, MinorUnits, OrderId, PassId } from "../../core/brand.ts";
import { minorUnits } from "../../core/brand.ts";
import type { Database } from "../db/client.ts";

export interface TicketPlace {
  readonly passId: PassId;
  /** Empty or absent where the chart has none, or knows the place as an area. */
  readonly section: string | null;
  readonly row: string | null;
  readonly seat: string | null;
  readonly category: string;
  readonly price: { readonly currency: CurrencyCode; readonly minor: MinorUnits };
}

export interface TicketPlaces {
  readonly places: ReadonlyMap<PassId, TicketPlace>;
  /** What the buyer reads, as far as they said so. */
  readonly language: string | null;
}

type Row = {
  id: PassId;
  section: string | null;
  row_label: string | null;
  seat: string | null;
  category: string;
  price_minor: string;
  currency: CurrencyCode;
  buyer_language: string | null;
};

export async function ticketPlaces(database: Database, orderId: OrderId): Promise<TicketPlaces> {
  const { rows } = await database.execute<Row>(sql`
    WITH wanted AS (
      SELECT p.id, p.seat_id, p.category, p.price_minor, o.currency, o.buyer_language, c.categories,
        c.drawing::jsonb AS drawing
      FROM passes p JOIN orders o ON o.id = p.order_id JOIN events e ON e.id = o.event_id JOIN charts c ON c.id = e.chart_id
      WHERE p.order_id = ${orderId} AND p.voided_at IS NULL
    ), seats AS (
      SELECT seat ->> 'id' AS seat_id, section ->> 'label' AS section, line ->> 'label' AS row_label,
        seat ->> 'label' AS seat
      FROM (SELECT drawing FROM wanted LIMIT 1) AS chart, jsonb_array_elements(drawing -> 'sections') AS section,
        jsonb_array_elements(section -> 'rows') AS line, jsonb_array_elements(line -> 'seats') AS seat
      WHERE seat ->> 'id' IN (SELECT seat_id FROM wanted)
    )
    SELECT w.id, s.section, s.row_label, s.seat, w.price_minor, w.currency, w.buyer_language,
      coalesce((SELECT k ->> 'label' FROM jsonb_array_elements(w.categories) AS k
        WHERE k ->> 'key' = w.category LIMIT 1), w.category) AS category
    FROM wanted w LEFT JOIN seats s USING (seat_id)`);
  return {
    places: new Map(rows.map((row) => [row.id, placeOf(row)])),
    language: rows[0]?.buyer_language ?? null,
  };
}

function placeOf({ id, section, row_label: row, seat, category, price_minor: minor, currency }: Row): TicketPlace {
  return { passId: id, section, row, seat, category, price: { currency, minor: minorUnits(Number(minor)) } };
}
