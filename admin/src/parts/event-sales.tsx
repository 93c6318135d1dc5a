/** What was sold, by category: places, money, and how full it is. Also as CSV. */
import { Progress, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import type { SalesLine, SalesReport } from "../../../core/contract/organizer/reports.ts";
import { downloadSales, readSales } from "../api/events.ts";
import { SalesOverTime } from "../live/sales-over-time.tsx";
import { words } from "../text/words.ts";
import { DownloadButton } from "./download-button.tsx";
import { Figure, Figures } from "./figure.tsx";
import { count, money, percent, timeOfDay } from "./formats.ts";
import { Loaded } from "./loaded.tsx";

const REFRESH_MS = 3_000;

export function EventSales(props: { readonly event: EventDocument }) {
  const { event } = props;
  const sales = useQuery({
    queryKey: ["sales", event.id],
    queryFn: () => readSales(event.id),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded of={sales}>
      {(report) => (
        <Stack gap="lg">
          <Totals report={report} />
          <SalesOverTime report={report} event={event} />
          <Lines report={report} event={event} />
          <div>
            <DownloadButton
              label={words.sales.csv}
              fileName={`sales-${event.id}.csv`}
              fetchFile={() => downloadSales(event.id)}
            />
          </div>
          <Text size="sm" c="dimmed">
            {words.sales.asOf(timeOfDay(report.asOf))}
          </Text>
        </Stack>
      )}
    </Loaded>
  );
}

function kept(line: SalesLine): number {
  return line.sold - line.returned;
}

function Totals({ report }: { readonly report: SalesReport }) {
  const { currency, total, capacity } = report;
  const amount = (value: number): string => money({ currency, value });
  const share = capacity === 0 ? 0 : kept(total) / capacity;
  return (
    <Figures wide>
      <Figure
        label={words.sales.sold}
        value={count(kept(total))}
        share={share}
        note={words.sales.ofCapacity(percent(share), count(capacity))}
      />
      <Figure
        label={words.sales.gross}
        value={amount(total.gross)}
        note={words.sales.withFees(amount(total.fees), amount(total.tax))}
      />
      <Figure
        label={words.sales.refunds}
        value={amount(total.refunds)}
        note={words.sales.returned(count(total.returned))}
      />
      <Figure label={words.sales.net} value={amount(total.net)} note={words.sales.orders(count(report.orders))} />
    </Figures>
  );
}

function Lines(props: { readonly report: SalesReport; readonly event: EventDocument }) {
  const { report, event } = props;
  const most = Math.max(1, ...report.categories.map(({ gross }) => gross));
  const colors = new Map<string, string>(event.categories.map(({ key, color }) => [key, color]));
  const amount = (value: number): string => money({ currency: report.currency, value });
  return (
    <Table className="foyer-cards" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.sales.category}</Table.Th>
          <Table.Th ta="right">{words.sales.sold}</Table.Th>
          <Table.Th ta="right">{words.sales.refunds}</Table.Th>
          <Table.Th ta="right">{words.sales.gross}</Table.Th>
          <Table.Th w="30%">{words.sales.share}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {report.categories.map((line) => (
          <Table.Tr key={line.key}>
            <Table.Th scope="row" fw={500}>
              {line.label}
            </Table.Th>
            <Table.Td data-label={words.sales.sold} ta="right" className="foyer-numbers">
              {count(kept(line))}
            </Table.Td>
            <Table.Td data-label={words.sales.refunds} ta="right" className="foyer-numbers">
              {amount(line.refunds)}
            </Table.Td>
            <Table.Td data-label={words.sales.gross} ta="right" className="foyer-numbers">
              {amount(line.gross)}
            </Table.Td>
            <Table.Td>
              <Progress
                value={(line.gross / most) * 100}
                color={colors.get(line.key) ?? "foyer"}
                aria-label={words.sales.shareOf(line.label)}
                w="100%"
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
