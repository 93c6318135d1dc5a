/** What buyers ask back: the open ones first to mind, each with its reason and, for who may, a yes or a no. */
import { Anchor, Badge, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { refundRequestState, type RefundRequestDocument } from "../../../core/contract/refund-requests.ts";
import { readRefundRequests } from "../api/refund-requests.ts";
import { CardTable, type Column } from "../parts/card-table.tsx";
import { DecideRequest } from "../parts/decide-request.tsx";
import { money, when } from "../parts/formats.ts";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Pages, usePages } from "../parts/pages.tsx";
import { go, linkTo } from "../parts/route.tsx";
import { words } from "../text/words.ts";

const text = words.requests;
const LOOKS = { open: "outline", approved: "filled", declined: "default" } as const;

export function Requests(props: { readonly state?: string | undefined }) {
  const state = props.state === "all" ? undefined : (refundRequestState.safeParse(props.state).data ?? "open");
  const requests = usePages(["refund-requests", state], (before: string | undefined) =>
    readRefundRequests({ state, before }),
  );
  const mayDecide = useMay("orders.refund");
  return (
    <>
      <PageHead title={words.places.requests} lead={text.lead} />
      <Stack gap="md">
        <NativeSelect
          label={words.events.filter}
          maw={260}
          value={state ?? "all"}
          onChange={(event) => go({ page: "requests", state: event.currentTarget.value }, "replace")}
          data={[
            ...refundRequestState.options.map((value) => ({ value, label: text.states[value] })),
            { value: "all", label: text.all },
          ]}
        />
        <Pages of={requests}>
          {(pages) => {
            const list = pages.flatMap((page) => page.refundRequests);
            if (list.length === 0) return <NothingYet title={state === "open" ? text.noneOpen : text.none} />;
            return <CardTable rows={list} keyOf={({ requestId }) => requestId} columns={columnsFor(mayDecide)} />;
          }}
        </Pages>
      </Stack>
    </>
  );
}

function columnsFor(mayDecide: boolean): readonly Column<RefundRequestDocument>[] {
  const columns: Column<RefundRequestDocument>[] = [
    {
      label: words.orders.order,
      heads: true,
      cell: (request) => (
        <>
          <Anchor fw={600} {...linkTo({ page: "order", id: request.orderId })}>
            {request.reference}
          </Anchor>
          <Text size="sm" c="dimmed">
            {request.eventTitle}
          </Text>
        </>
      ),
    },
    {
      label: words.orders.buyer,
      cell: ({ buyer }) => <span className="foyer-break">{buyer.name ?? buyer.email ?? words.orders.noAddress}</span>,
    },
    {
      label: text.reason,
      cell: ({ reason, answer }) => (
        <div className="foyer-break">
          <Text size="sm" className="foyer-lines">
            {reason}
          </Text>
          {answer !== null && (
            <Text size="sm" c="dimmed">
              {text.answered(answer)}
            </Text>
          )}
        </div>
      ),
    },
    { label: text.asked, cell: ({ requestedAt }) => when(requestedAt) },
    { label: words.orders.amount, numeric: true, cell: ({ amount }) => money(amount) },
    {
      label: words.orders.status,
      cell: ({ state }) => (
        <Badge variant={LOOKS[state]} tt="none" fw={600} miw="max-content">
          {text.states[state]}
        </Badge>
      ),
    },
  ];
  if (mayDecide) {
    columns.push({ label: words.actions, bare: true, numeric: true, cell: (request) => <Decide request={request} /> });
  }
  return columns;
}

function Decide({ request }: { readonly request: RefundRequestDocument }) {
  const [decision, setDecision] = useState<"approve" | "decline">();
  if (request.state !== "open") return null;
  return (
    <>
      <Group gap="xs" justify="flex-end">
        <Button size="xs" onClick={() => setDecision("approve")}>
          {text.approve}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDecision("decline")}>
          {text.decline}
        </Button>
      </Group>
      {decision !== undefined && (
        <DecideRequest request={request} decision={decision} onClose={() => setDecision(undefined)} />
      )}
    </>
  );
}
