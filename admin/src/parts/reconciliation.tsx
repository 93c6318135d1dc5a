/** Seats, books and payment provider side by side, and each difference with what would mend it. */
import { Alert, Anchor, Button, DataList, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { minorUnits } from "../../../core/brand.ts";
import type { Difference, ReconciliationDocument } from "../../../core/contract/organizer/books.ts";
import { isCurrency, toDecimal } from "../../../core/sale/money.ts";
import { readReconciliation } from "../api/books.ts";
import { words } from "../text/words.ts";
import { count, money, whenExactly } from "./formats.ts";
import { Loaded } from "./loaded.tsx";
import { linkTo } from "./route.tsx";

const text = words.reconciliation;

export function Reconciliation(props: { readonly eventId: string }) {
  const { eventId } = props;
  const found = useQuery({ queryKey: ["reconciliation", eventId], queryFn: () => readReconciliation(eventId) });
  return (
    <Loaded of={found}>
      {(report) => (
        <Stack gap="lg">
          <Verdict report={report} busy={found.isFetching} onAgain={() => void found.refetch()} />
          <Accounts report={report} />
          {report.differences.map((difference, index) => (
            <DifferenceCard
              key={`${difference.kind}-${difference.orderId ?? difference.paymentId ?? index}`}
              of={difference}
            />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Verdict(props: {
  readonly report: ReconciliationDocument;
  readonly busy: boolean;
  readonly onAgain: () => void;
}) {
  const { report, busy, onAgain } = props;
  const agrees = report.differencesTotal === 0;
  return (
    <Alert
      color={agrees ? "foyer" : "red"}
      role="status"
      title={agrees ? text.agrees : text.differs(count(report.differencesTotal))}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {whenExactly(report.at)}
          {report.underWay > 0 && ` · ${text.underWay(count(report.underWay))}`}
          {report.differences.length < report.differencesTotal && ` · ${text.shown(count(report.differences.length))}`}
        </Text>
        <Button size="xs" variant="default" loading={busy} onClick={onAgain}>
          {text.again}
        </Button>
      </Group>
    </Alert>
  );
}

function Accounts({ report }: { readonly report: ReconciliationDocument }) {
  const { currency, seats, books, provider } = report;
  const amount = (minor: number): string =>
    isCurrency(currency)
      ? money({ currency, value: toDecimal({ currency, minor: minorUnits(minor) }) })
      : `${count(minor)} ${currency}`;
  return (
    <div className="foyer-columns">
      <Account title={text.seats} lead={text.seatsLead}>
        <Line label={text.orders} value={count(seats.orders)} />
        <Line label={text.places} value={count(seats.sold)} />
        <Line label={text.total} value={amount(seats.totalMinor)} />
        <Line label={text.unsettled} value={count(seats.unsettled)} />
      </Account>
      <Account title={text.books} lead={text.booksLead}>
        <Line label={text.orders} value={count(books.orders)} />
        <Line label={text.places} value={count(books.places)} />
        <Line label={text.total} value={amount(books.totalMinor)} />
        <Line label={text.captured} value={amount(books.capturedMinor)} />
        <Line label={text.refunded} value={amount(books.refundedMinor)} />
        <Line label={text.clearing} value={amount(books.clearingMinor)} />
      </Account>
      <Account title={text.provider} lead={text.providerLead}>
        <Line label={text.payments} value={count(provider.payments)} />
        <Line label={text.captured} value={amount(provider.capturedMinor)} />
        <Line label={text.refunded} value={amount(provider.refundedMinor)} />
        <Line label={text.balance} value={amount(provider.balanceMinor)} />
        <Line label={text.authorised} value={amount(provider.authorisedMinor)} />
      </Account>
    </div>
  );
}

function Account(props: { readonly title: string; readonly lead: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md" aria-label={props.title}>
      <Title order={2} size="h4">
        {props.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {props.lead}
      </Text>
      <DataList labelWidth="55%">{props.children}</DataList>
    </Paper>
  );
}

function Line(props: { readonly label: string; readonly value: string }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{props.label}</DataList.ItemLabel>
      <DataList.ItemValue className="foyer-numbers">{props.value}</DataList.ItemValue>
    </DataList.Item>
  );
}

function DifferenceCard({ of }: { readonly of: Difference }) {
  return (
    <Paper withBorder p="md">
      <Text fw={600}>{text.kinds[of.kind]}</Text>
      <Text size="sm" className="foyer-break">
        {of.detail}
      </Text>
      <Text size="sm" mt="xs">
        <strong>{text.repair}</strong> {of.repair}
      </Text>
      {of.orderId !== undefined && (
        <Anchor size="sm" {...linkTo({ page: "order", id: of.orderId })}>
          {text.toOrder}
        </Anchor>
      )}
      {of.paymentId !== undefined && (
        <Text size="xs" c="dimmed" className="foyer-break">
          {text.payment} {of.paymentId}
        </Text>
      )}
    </Paper>
  );
}
