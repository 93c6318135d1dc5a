/** Orders, found by reference, e-mail address, name or id; the newest first. */
import { Anchor, Badge, Button, NativeSelect, Stack, Table, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { OrderSummary } from "../../../core/contract/organizer/orders.ts";
import { readEvents } from "../api/events.ts";
import { readOrders } from "../api/orders.ts";
import { onSubmit } from "../parts/form.ts";
import { count, money, when } from "../parts/formats.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Pages } from "../parts/pages.tsx";
import { go, linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";

export function Orders(props: { readonly q?: string | undefined; readonly event?: string | undefined }) {
  const { q, event } = props;
  const events = useQuery({ queryKey: ["events", undefined, 0], queryFn: () => readEvents({}) });
  const orders = useInfiniteQuery({
    queryKey: ["orders", q, event],
    queryFn: ({ pageParam }) => readOrders({ q, event, before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const titles = new Map<string, string>((events.data?.events ?? []).map(({ id, title }) => [id, title]));
  return (
    <>
      <PageHead title={words.places.orders} />
      <Stack gap="md">
        <form
          role="search"
          onSubmit={onSubmit((value) => go({ page: "orders", q: value("q").trim(), event: value("event") }, "replace"))}
        >
          <div className="foyer-fields">
            <TextInput
              key={q ?? ""}
              name="q"
              type="search"
              label={words.orders.search}
              placeholder={words.orders.searchHint}
              maxLength={200}
              defaultValue={q ?? ""}
            />
            <NativeSelect
              key={`${event ?? ""}-${titles.size}`}
              name="event"
              label={words.orders.event}
              defaultValue={event ?? ""}
              data={[
                { value: "", label: words.events.all },
                ...[...titles].map(([value, label]) => ({ value, label })),
              ]}
            />
            <Button type="submit">{words.orders.find}</Button>
          </div>
        </form>
        <Pages of={orders}>
          {(pages) => {
            const list = pages.flatMap((page) => page.orders);
            if (list.length > 0) return <OrderTable orders={list} titles={titles} />;
            return (
              <NothingYet
                title={q === undefined && event === undefined ? words.orders.none : words.orders.nothingFound}
              />
            );
          }}
        </Pages>
      </Stack>
    </>
  );
}

function OrderTable(props: { readonly orders: readonly OrderSummary[]; readonly titles: ReadonlyMap<string, string> }) {
  return (
    <Table className="foyer-cards" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.orders.order}</Table.Th>
          <Table.Th>{words.orders.buyer}</Table.Th>
          <Table.Th>{words.orders.placed}</Table.Th>
          <Table.Th ta="right">{words.orders.places}</Table.Th>
          <Table.Th ta="right">{words.orders.amount}</Table.Th>
          <Table.Th>{words.orders.status}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.orders.map((order) => (
          <Table.Tr key={order.orderId}>
            <Table.Td>
              <Anchor fw={600} {...linkTo({ page: "order", id: order.orderId })}>
                {order.reference}
              </Anchor>
              <Text size="sm" c="dimmed">
                {props.titles.get(order.eventId) ?? ""}
              </Text>
            </Table.Td>
            <Table.Td data-label={words.orders.buyer}>
              <span className="foyer-break">{order.buyer.email ?? order.buyer.name ?? words.orders.noAddress}</span>
            </Table.Td>
            <Table.Td data-label={words.orders.placed}>{when(order.placedAt)}</Table.Td>
            <Table.Td data-label={words.orders.places} ta="right" className="foyer-numbers">
              {count(order.places)}
            </Table.Td>
            <Table.Td data-label={words.orders.amount} ta="right" className="foyer-numbers">
              {money(order.amount)}
            </Table.Td>
            <Table.Td data-label={words.orders.status}>
              <OrderStatus status={order.status} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function OrderStatus(props: { readonly status: OrderSummary["status"] }) {
  const looks = { paid: "filled", partially_refunded: "outline", refunded: "default" } as const;
  return (
    <Badge variant={looks[props.status]} tt="none" fw={600} miw="max-content">
      {words.orders.statuses[props.status]}
    </Badge>
  );
}
