/** The money of an order: payments, refunds and disputes, each with how it stands. */
import { Table, Text } from "@mantine/core";
import type { OfficeOrderDocument } from "../../../core/contract/organizer/orders.ts";
import { words } from "../text/words.ts";
import { money, when } from "./formats.ts";

const text = words.order;

export function OrderMoney({ order }: { readonly order: OfficeOrderDocument }) {
  return (
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
