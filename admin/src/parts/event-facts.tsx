/** How an event is set: times, prices, limits, and the ways to its chart and its history. */
import { Anchor, ColorSwatch, DataList, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import type { EventDocument } from "../../../core/contract/organizer/events.ts";
import { words } from "../text/words.ts";
import { count, money, when } from "./formats.ts";
import { useMay } from "./me.tsx";
import { linkTo } from "./route.tsx";

export function EventFacts(props: { readonly event: EventDocument }) {
  const { event } = props;
  const { timeZone } = event.venue;
  const mayAudit = useMay("audit.read");
  const facts: readonly (readonly [string, string])[] = [
    [words.eventForm.startsAt, when(event.startsAt, timeZone)],
    [words.eventForm.saleStartsAt, when(event.saleStartsAt, timeZone)],
    [words.eventForm.saleEndsAt, when(event.saleEndsAt, timeZone)],
    [words.facts.clock, timeZone],
    [words.events.capacity, count(event.capacity)],
    [words.eventForm.placesPerHolder, count(event.limits.placesPerHolder)],
    [words.eventForm.holdMinutes, words.facts.minutes(count(event.limits.holdMinutes))],
    [words.eventForm.orphanRule, event.limits.orphanRule ? words.yes : words.no],
    [words.eventForm.insideMax, count(event.room.total_active_users)],
    [words.eventForm.perMinuteMax, count(event.room.new_users_per_minute)],
    [words.eventForm.visitMinutes, words.facts.minutes(count(event.room.session_duration / 60))],
  ];
  return (
    <Stack gap="lg">
      {event.description !== null && (
        <Text maw={680} className="foyer-lines">
          {event.description}
        </Text>
      )}
      <div className="foyer-columns">
        <Paper component="section" withBorder p="md" aria-labelledby="settings">
          <Title order={2} size="h4" id="settings" mb="sm">
            {words.facts.settings}
          </Title>
          <DataList labelWidth="55%">
            {facts.map(([label, value]) => (
              <DataList.Item key={label}>
                <DataList.ItemLabel>{label}</DataList.ItemLabel>
                <DataList.ItemValue>{value}</DataList.ItemValue>
              </DataList.Item>
            ))}
          </DataList>
        </Paper>
        <Paper component="section" withBorder p="md" aria-labelledby="prices">
          <Title order={2} size="h4" id="prices" mb="sm">
            {words.eventForm.prices}
          </Title>
          <Table verticalSpacing={6}>
            <Table.Tbody>
              {event.categories.map(({ key, label, color, price }) => (
                <Table.Tr key={key}>
                  <Table.Th scope="row" fw={400}>
                    <Group gap={8} wrap="nowrap">
                      <ColorSwatch color={color} size={14} withShadow={false} />
                      {label}
                    </Group>
                  </Table.Th>
                  <Table.Td ta="right" className="foyer-numbers">
                    {price === null ? words.eventForm.notForSale : money(price)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="sm" c="dimmed" mt="sm">
            {words.facts.feeAndTax(money(event.fee), event.taxPercent)}
          </Text>
        </Paper>
      </div>
      <Group gap="lg">
        <Anchor {...linkTo({ page: "chart", id: event.chartId })}>{words.facts.toChart}</Anchor>
        {mayAudit && (
          <Anchor {...linkTo({ page: "audit", subject: `event:${event.id}` })}>{words.facts.toAudit}</Anchor>
        )}
      </Group>
    </Stack>
  );
}
