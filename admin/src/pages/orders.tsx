/** Orders, found by e-mail address, name, reference or seat; the newest first. */
import { Anchor, Button, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { OrderSummary } from "../../../core/contract/organizer/orders.ts";
import { readEvents } from "../api/events.ts";
import { readOrders } from "../api/orders.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { onSubmit } from "../parts/form.ts";
import { count, money, when } from "../parts/formats.ts";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { OrderStatus } from "../parts/order-status.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Pages, usePages } from "../parts/pages.tsx";
import { go, linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";

export function Orders(props: { readonly q?: string | undefined; readonly event?: string | undefined }) {
  const { q, event } = props;
  const events = useQuery({ queryKey: ["events", undefined, 0], queryFn: () => readEvents({}) });
  const orders = usePages(["orders", q, event], (before: string | undefined) => readOrders({ q, event, before }));
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
            if (list.length > 0)
              return <CardTable rows={list} keyOf={({ orderId }) => orderId} columns={columnsOf(titles)} />;
            return (
              <NothingYet
                title={q === undefined && event === undefined ? words.orders.none : words.orders.nothingFound}
                hint={q === undefined ? undefined : words.orders.nothingFoundHint}
              />
            );
          }}
        </Pages>
      </Stack>
    </>
  );
}

function columnsOf(titles: ReadonlyMap<string, string>): readonly Column<OrderSummary>[] {
  return [
    {
      label: words.orders.order,
      heads: true,
      cell: (order) => (
        <>
          <Anchor fw={600} {...linkTo({ page: "order", id: order.orderId })}>
            {order.reference}
          </Anchor>
          <Text size="sm" c="dimmed">
            {titles.get(order.eventId) ?? ""}
          </Text>
        </>
      ),
    },
    {
      label: words.orders.buyer,
      cell: ({ buyer }) => (
        <div className="foyer-break">
          <div>{buyer.name ?? buyer.email ?? words.orders.noAddress}</div>
          {buyer.name !== null && buyer.email !== null && (
            <Text size="sm" c="dimmed">
              {buyer.email}
            </Text>
          )}
        </div>
      ),
    },
    { label: words.orders.placed, cell: (order) => when(order.placedAt) },
    { label: words.orders.places, numeric: true, cell: (order) => count(order.places) },
    { label: words.orders.amount, numeric: true, cell: (order) => money(order.amount) },
    { label: words.orders.status, cell: (order) => <OrderStatus status={order.status} /> },
  ];
}
