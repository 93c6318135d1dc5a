/** How an order stands, as a badge; told by its word. */
import { Badge } from "@mantine/core";
import type { OrderSummary } from "../../../core/contract/organizer/orders.ts";
import { words } from "../text/words.ts";

const LOOKS = { paid: "filled", partially_refunded: "outline", refunded: "default" } as const;

export function OrderStatus(props: { readonly status: OrderSummary["status"] }) {
  return (
    <Badge variant={LOOKS[props.status]} tt="none" fw={600} miw="max-content">
      {words.orders.statuses[props.status]}
    </Badge>
  );
}
