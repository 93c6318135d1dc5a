/** One order on one page, for whoever is on the phone with its buyer: what was bought, what happened, money and mails. */
import { Group, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { OfficeOrderDocument } from "../../../core/contract/organizer/orders.ts";
import { readEvent } from "../api/events.ts";
import { readOrder } from "../api/orders.ts";
import { ChangeBuyerButton } from "../parts/change-buyer.tsx";
import { count, money, when } from "../parts/formats.ts";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { MailTable } from "../parts/mail-table.tsx";
import { OrderMoney } from "../parts/order-money.tsx";
import { OrderStatus } from "../parts/order-status.tsx";
import { OrderStory } from "../parts/order-story.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Part } from "../parts/part.tsx";
import { RefundButton } from "../parts/refund.tsx";
import { words } from "../text/words.ts";

const text = words.order;

export function Order(props: { readonly id: string }) {
  const { id } = props;
  const order = useQuery({ queryKey: ["order", id], queryFn: () => readOrder(id) });
  return (
    <LoadedPage of={order} noun={words.nouns.order}>
      {(found) => (
        <div>
          <PageHead
            title={text.title(found.reference)}
            back={{ label: words.places.orders, to: { page: "orders" } }}
            lead={
              <Group gap="sm">
                <OrderStatus status={found.status} />
                <span className="foyer-break">
                  {[found.buyer.name, found.buyer.email].filter((part) => part !== null).join(", ") ||
                    words.orders.noAddress}
                </span>
                <span>{when(found.placedAt)}</span>
              </Group>
            }
            actions={
              <>
                <ChangeBuyerButton order={found} />
                <RefundButton order={found} />
              </>
            }
          />
          <Stack gap="lg">
            <div className="foyer-columns">
              <Bought order={found} />
              <Tickets order={found} />
            </div>
            <Part title={words.story.title} lead={words.story.lead}>
              <OrderStory orderId={id} />
            </Part>
            <Part title={text.money}>
              <OrderMoney order={found} />
            </Part>
            <Part title={text.mails}>
              {found.mails.length === 0 ? (
                <Text size="sm">{text.noMails}</Text>
              ) : (
                <MailTable mails={found.mails} orderId={id} />
              )}
            </Part>
          </Stack>
        </div>
      )}
    </LoadedPage>
  );
}

function Bought({ order }: { readonly order: OfficeOrderDocument }) {
  const event = useQuery({ queryKey: ["event", order.eventId], queryFn: () => readEvent(order.eventId) });
  const labels = new Map<string, string>(event.data?.categories.map(({ key, label }) => [key, label]));
  const sum = (label: string, value: string, isTotal = false) => (
    <Table.Tr>
      <Table.Th scope="row" fw={isTotal ? 650 : 400}>
        {label}
      </Table.Th>
      <Table.Td ta="right" fw={isTotal ? 650 : 400} className="foyer-numbers">
        {value}
      </Table.Td>
    </Table.Tr>
  );
  return (
    <Part title={event.data?.title ?? text.bought}>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {order.items.map((item, index) => (
            <Table.Tr key={`${item.kind}-${item.category ?? ""}-${index}`}>
              <Table.Th scope="row" fw={400}>
                {count(item.quantity)} ×{" "}
                {item.category === null ? text.fee : (labels.get(item.category) ?? item.category)}
                <Text size="sm" c="dimmed" span>
                  {" "}
                  {money(item.unit)}
                </Text>
              </Table.Th>
              <Table.Td ta="right" className="foyer-numbers">
                {money(item.total)}
              </Table.Td>
            </Table.Tr>
          ))}
          {sum(text.total, money(order.amount), true)}
          {sum(text.tax, money(order.tax))}
          {order.refunded.value > 0 && sum(text.refunded, money(order.refunded))}
          {sum(text.refundable, money(order.refundable))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}

function Tickets({ order }: { readonly order: OfficeOrderDocument }) {
  return (
    <Part title={text.tickets}>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {order.tickets.map((ticket) => (
            <Table.Tr key={ticket.ticketId}>
              <Table.Th scope="row" fw={400} td={ticket.voidedAt === null ? undefined : "line-through"}>
                {ticket.label}
              </Table.Th>
              <Table.Td ta="right" className="foyer-numbers">
                {ticket.voidedAt === null ? money(ticket.price) : text.voided(when(ticket.voidedAt))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}
