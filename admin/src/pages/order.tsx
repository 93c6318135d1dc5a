/** One order with all that is known of it: what was bought, paid, given back, mailed, and done by whom. */
import { Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OfficeOrderDocument } from "../../../core/contract/organizer/orders.ts";
import { LEDGER_KINDS } from "../../../core/sale/ledger.ts";
import { readEvent } from "../api/events.ts";
import { readOrder } from "../api/orders.ts";
import { count, money, when, whenExactly } from "../parts/formats.ts";
import { LoadedPage } from "../parts/loaded-page.tsx";
import { MailTable } from "../parts/mail-table.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { RefundButton } from "../parts/refund.tsx";
import { words } from "../text/words.ts";
import { OrderStatus } from "./orders.tsx";

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
            actions={<RefundButton order={found} />}
          />
          <Stack gap="lg">
            <div className="foyer-columns">
              <Bought order={found} />
              <Tickets order={found} />
            </div>
            <Money order={found} />
            <Part title={text.mails}>
              {found.mails.length === 0 ? (
                <Text size="sm">{text.noMails}</Text>
              ) : (
                <MailTable mails={found.mails} orderId={id} />
              )}
            </Part>
            <History order={found} />
          </Stack>
        </div>
      )}
    </LoadedPage>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md" aria-label={props.title}>
      <Title order={2} size="h4" mb="sm">
        {props.title}
      </Title>
      {props.children}
    </Paper>
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

function Money({ order }: { readonly order: OfficeOrderDocument }) {
  return (
    <Part title={text.money}>
      <Table className="foyer-cards" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.what}</Table.Th>
            <Table.Th>{text.state}</Table.Th>
            <Table.Th>{text.reason}</Table.Th>
            <Table.Th ta="right">{words.orders.amount}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.payments.map((payment) => (
            <MoneyRow
              key={payment.paymentId}
              what={text.payment}
              id={payment.paymentId}
              state={text.attempt(payment.attempt)}
              reason=""
              amount={money(payment.captured)}
            />
          ))}
          {order.refunds.map((refund) => (
            <MoneyRow
              key={refund.refundId}
              what={text.refund}
              id={when(refund.requestedAt)}
              state={[
                text.refundStates[refund.state],
                refund.failure,
                refund.seatsReleasedAt !== null ? text.seatsReleased : null,
              ]
                .filter((part) => part !== null)
                .join(" · ")}
              reason={refund.reason}
              amount={`−${money(refund.amount)}`}
            />
          ))}
          {order.disputes.map((dispute) => (
            <MoneyRow
              key={dispute.disputeId}
              what={text.dispute}
              id={when(dispute.openedAt)}
              state={text.disputeStates[dispute.state]}
              reason={dispute.reason}
              amount={money(dispute.amount)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}

function MoneyRow(props: {
  readonly what: string;
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly amount: string;
}) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {props.what}
        </Text>
        <Text size="xs" c="dimmed" className="foyer-break">
          {props.id}
        </Text>
      </Table.Td>
      <Table.Td data-label={text.state}>{props.state}</Table.Td>
      <Table.Td {...(props.reason !== "" && { "data-label": text.reason })}>{props.reason}</Table.Td>
      <Table.Td data-label={words.orders.amount} ta="right" className="foyer-numbers">
        {props.amount}
      </Table.Td>
    </Table.Tr>
  );
}

function History({ order }: { readonly order: OfficeOrderDocument }) {
  return (
    <Part title={text.history}>
      <Stack component="ol" gap="xs" className="foyer-plain-list">
        {order.history.map((entry, index) => (
          <li key={`${entry.at}-${index}`}>
            <Text size="sm" component="span" c="dimmed" className="foyer-numbers">
              {whenExactly(entry.at)}
            </Text>{" "}
            <Text size="sm" component="span">
              {told(entry.what)}
              {entry.who !== null && ` (${entry.who})`}
            </Text>
          </li>
        ))}
      </Stack>
    </Part>
  );
}

/** The history names movements of money as the ledger does; everything else says itself what it is. */
function told(what: string): string {
  const kind = LEDGER_KINDS.find((known) => known === what);
  return kind === undefined ? what : words.ledger.kinds[kind];
}
