/** The money of an event: do seats, books and provider agree; the ledger; the report to take away. */
import { NativeSelect, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { downloadSales, readEvents } from "../api/events.ts";
import { DownloadButton } from "../parts/download-button.tsx";
import { Ledger } from "../parts/ledger.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { useMay } from "../parts/me.tsx";
import { NothingYet } from "../parts/nothing-yet.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Reconciliation } from "../parts/reconciliation.tsx";
import { go } from "../parts/route.tsx";
import { words } from "../text/words.ts";

export function Money(props: { readonly event?: string | undefined; readonly tab?: string | undefined }) {
  const events = useQuery({ queryKey: ["events", undefined, 0], queryFn: () => readEvents({}) });
  const mayLedger = useMay("ledger.read");
  const tab = props.tab === "ledger" && mayLedger ? "ledger" : "reconciliation";
  return (
    <>
      <PageHead title={words.places.money} lead={words.money.lead} />
      <Loaded of={events}>
        {({ events: all }) => {
          const sold = all.filter(({ state }) => state !== "draft");
          const chosen = sold.find(({ id }) => id === props.event) ?? sold[0];
          if (chosen === undefined) return <NothingYet title={words.money.none} />;
          return (
            <Stack gap="lg">
              <div className="foyer-fields">
                <NativeSelect
                  label={words.orders.event}
                  value={chosen.id}
                  data={sold.map(({ id, title }) => ({ value: id, label: title }))}
                  onChange={(event) => go({ page: "money", event: event.currentTarget.value, tab }, "replace")}
                />
                <DownloadButton
                  label={words.sales.csv}
                  fileName={`sales-${chosen.id}.csv`}
                  fetchFile={() => downloadSales(chosen.id)}
                />
              </div>
              <Tabs
                value={tab}
                keepMounted={false}
                onChange={(value) => go({ page: "money", event: chosen.id, tab: value ?? undefined }, "replace")}
              >
                <Tabs.List mb="lg">
                  <Tabs.Tab value="reconciliation">{words.money.reconciliation}</Tabs.Tab>
                  {mayLedger && <Tabs.Tab value="ledger">{words.money.ledger}</Tabs.Tab>}
                </Tabs.List>
                <Tabs.Panel value="reconciliation">
                  <Reconciliation eventId={chosen.id} />
                </Tabs.Panel>
                <Tabs.Panel value="ledger">
                  <Ledger eventId={chosen.id} />
                </Tabs.Panel>
              </Tabs>
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}
