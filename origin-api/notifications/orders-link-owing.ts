/**
 * Owes the mail that leads to "my orders": only to an address that was bought with, and at most one in a while, because
 * anybody may ask for anybody.
 */
import { sql } from "drizzle-orm";
import { ORDERS_LINK_MINUTES } from "../../core/contract/my-orders.ts";
import { signOrdersLink } from "../checkout/orders-link.ts";
import type { CheckoutParts } from "../checkout/parts.ts";
import { LANGUAGE_DEFAULT } from "./languages/choice.ts";
import { noticeId } from "./owing.ts";

/** One mail an address in so long; the link of the last one works longer than that. */
const WINDOW_MS = 5 * 60_000;

export type OrdersLinkParts = Pick<
  CheckoutParts,
  "database" | "enqueueMails" | "publicUrl" | "orderAccessKey" | "nowMs"
>;

/** Repeatable: within the window it is the same mail. */
export async function oweOrdersLink(
  parts: OrdersLinkParts,
  asked: { readonly email: string; readonly language?: string | undefined },
): Promise<void> {
  const { database, publicUrl, orderAccessKey, enqueueMails } = parts;
  const nowMs = parts.nowMs();
  const id = await noticeId("orders_link", "email", asked.email, String(Math.floor(nowMs / WINDOW_MS)));
  const token = await signOrdersLink(asked.email, nowMs, orderAccessKey);
  const facts = { url: `${publicUrl}/my-orders/list?token=${token}`, minutes: ORDERS_LINK_MINUTES };
  const { rows } = await database.execute<{ id: string }>(sql`
    INSERT INTO notifications (id, kind, channel, recipient, language, facts, state, due_at)
    SELECT ${id}::uuid, 'orders_link', 'email', ${asked.email}, ${asked.language ?? LANGUAGE_DEFAULT},
      ${JSON.stringify(facts)}::jsonb, 'due', now() + interval '1 minute'
    WHERE EXISTS (SELECT 1 FROM orders WHERE buyer_email = ${asked.email})
    ON CONFLICT (id) DO NOTHING RETURNING id`);
  if (rows.length > 0) await enqueueMails([{ notificationId: id }]);
}
