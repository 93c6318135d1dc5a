/** The fields of an event, a group a component. They hold no rule: the API's answer is what counts. */
import { Anchor, Checkbox, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import type { ChartDocument } from "../../../core/contract/organizer/charts.ts";
import type { VenueDocument } from "../../../core/contract/organizer/venues.ts";
import { SALE_LIMITS } from "../../../core/contract/seats.ts";
import { ROOM_LIMITS } from "../../../core/queue/settings.ts";
import { CURRENCIES, isCurrency, minorDigits } from "../../../core/sale/money.ts";
import { PriceMap } from "../chart/price-map.tsx";
import { words } from "../text/words.ts";
import type { EventDraft, Missing } from "./event-draft.ts";
import { count } from "./formats.ts";
import { NumberField } from "./number-field.tsx";
import { linkTo } from "./route.tsx";

interface FieldsProps {
  readonly draft: EventDraft;
  readonly set: (change: Partial<EventDraft>) => void;
  readonly fault: (field: string, name?: keyof Missing) => string | undefined;
}

const text = words.eventForm;
const ADDRESS_LIMITS = ["off", "relaxed", "normal", "strict"] as const;

export function WhatFields(
  props: FieldsProps & {
    readonly venues: readonly VenueDocument[];
    readonly charts: readonly ChartDocument[] | undefined;
  },
) {
  const { draft, set, fault, venues, charts } = props;
  return (
    <>
      <TextInput
        label={text.title}
        required
        maxLength={200}
        value={draft.title}
        error={fault("/title", "title")}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={text.description}
        description={text.descriptionHint}
        autosize
        minRows={2}
        maxLength={5000}
        value={draft.description}
        error={fault("/description")}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      {venues.length === 0 && (
        <Text size="sm">
          {text.noVenue} <Anchor {...linkTo({ page: "venues" })}>{text.toVenues}</Anchor>
        </Text>
      )}
      <div className="foyer-fields foyer-top">
        <NativeSelect
          label={text.venue}
          required
          value={draft.venueId ?? ""}
          error={fault("/venueId", "venueId")}
          data={[{ value: "", label: text.choose }, ...venues.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ venueId: venues.find(({ id }) => id === value)?.id, chartId: undefined });
          }}
        />
        <NativeSelect
          label={text.chart}
          required
          disabled={draft.venueId === undefined}
          value={draft.chartId ?? ""}
          error={fault("/chartId", "chartId")}
          description={charts?.length === 0 ? text.noChart : undefined}
          data={[
            { value: "", label: text.choose },
            ...(charts ?? []).map(({ id, name, capacity }) => ({
              value: id,
              label: text.chartChoice(name, count(capacity)),
            })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ chartId: charts?.find(({ id }) => id === value)?.id });
          }}
        />
      </div>
    </>
  );
}

export function TimeFields({ draft, set, fault }: FieldsProps) {
  const time = (name: "startsAt" | "saleStartsAt" | "saleEndsAt") => (
    <TextInput
      type="datetime-local"
      label={text[name]}
      required
      value={draft[name]}
      error={fault(`/${name}`, name)}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className="foyer-fields foyer-top">
      {time("startsAt")}
      {time("saleStartsAt")}
      {time("saleEndsAt")}
    </div>
  );
}

export function PriceFields(props: FieldsProps & { readonly categories: ChartDocument["categories"] | undefined }) {
  const { draft, set, fault, categories } = props;
  const digits = minorDigits(draft.currency);
  return (
    <>
      <div className="foyer-fields foyer-top">
        <NativeSelect
          label={text.currency}
          data={[...CURRENCIES]}
          value={draft.currency}
          error={fault("/currency")}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (isCurrency(value)) set({ currency: value });
          }}
        />
        <NumberField
          label={text.fee}
          description={text.feeHint}
          min={0}
          decimalScale={digits}
          value={draft.fee}
          error={fault("/fee")}
          onValue={(fee) => set({ fee: fee ?? 0 })}
        />
        <NumberField
          label={text.tax}
          description={text.taxHint}
          min={0}
          max={100}
          decimalScale={2}
          suffix=" %"
          value={draft.taxPercent}
          error={fault("/taxPercent")}
          onValue={(taxPercent) => set({ taxPercent: taxPercent ?? 0 })}
        />
      </div>
      {draft.chartId === undefined ? (
        <Text size="sm" c="dimmed">
          {text.pricesNeedChart}
        </Text>
      ) : (
        <Stack gap="xs">
          <Text size="sm" fw={500}>
            {text.prices}
          </Text>
          <PriceMap
            chartId={draft.chartId}
            currency={draft.currency}
            decimals={digits}
            prices={draft.prices}
            fault={(index) => fault(`/categories/${pricedIndex(draft, index, categories)}`)}
            onPrice={(key, price) => set({ prices: { ...draft.prices, [key]: price } })}
          />
        </Stack>
      )}
    </>
  );
}

/** Where in the body the price of a category stands: only those that have one are sent. */
function pricedIndex(draft: EventDraft, index: number, categories: ChartDocument["categories"] | undefined): number {
  return (categories ?? []).slice(0, index).filter(({ key }) => draft.prices[key] !== undefined).length;
}

export function LimitFields({ draft, set, fault }: FieldsProps) {
  return (
    <>
      <div className="foyer-fields foyer-top">
        <NumberField
          label={text.placesPerHolder}
          min={1}
          max={SALE_LIMITS.placesPerReservationMax}
          value={draft.placesPerHolder}
          error={fault("/limits/placesPerHolder")}
          onValue={(value) => set({ placesPerHolder: value ?? 1 })}
        />
        <NumberField
          label={text.holdMinutes}
          suffix=" min"
          min={1}
          max={SALE_LIMITS.holdMinutesMax}
          value={draft.holdMinutes}
          error={fault("/limits/holdMinutes")}
          onValue={(value) => set({ holdMinutes: value ?? 1 })}
        />
      </div>
      <Checkbox
        label={text.orphanRule}
        description={text.orphanRuleHint}
        checked={draft.orphanRule}
        onChange={(event) => set({ orphanRule: event.currentTarget.checked })}
      />
    </>
  );
}

export function RoomFields({ draft, set, fault }: FieldsProps) {
  return (
    <>
      <div className="foyer-fields foyer-top">
        <NumberField
          label={text.insideMax}
          description={text.insideMaxHint}
          min={0}
          max={ROOM_LIMITS.totalActiveUsersMax}
          value={draft.insideMax}
          error={fault("/room/total_active_users")}
          onValue={(value) => set({ insideMax: value ?? 0 })}
        />
        <NumberField
          label={text.perMinuteMax}
          description={text.perMinuteMaxHint}
          min={0}
          max={ROOM_LIMITS.newUsersPerMinuteMax}
          value={draft.perMinuteMax}
          error={fault("/room/new_users_per_minute")}
          onValue={(value) => set({ perMinuteMax: value ?? 0 })}
        />
        <NumberField
          label={text.visitMinutes}
          description={text.visitMinutesHint}
          suffix=" min"
          min={ROOM_LIMITS.sessionDurationMinMs / 60_000}
          max={ROOM_LIMITS.sessionDurationMaxMs / 60_000}
          value={draft.visitMinutes}
          error={fault("/room/session_duration")}
          onValue={(value) => set({ visitMinutes: value ?? 1 })}
        />
        <NumberField
          label={text.claimMinutes}
          description={text.claimMinutesHint}
          suffix=" min"
          min={1}
          max={ROOM_LIMITS.claimWindowMaxMs / 60_000}
          value={draft.claimMinutes}
          error={fault("/room/claim_window")}
          onValue={(value) => set({ claimMinutes: value ?? 1 })}
        />
        <NativeSelect
          label={text.addressLimit}
          description={text.addressLimitHint}
          data={ADDRESS_LIMITS.map((value) => ({ value, label: text.addressLimits[value] }))}
          value={draft.addressLimit}
          error={fault("/room/address_limit")}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ addressLimit: ADDRESS_LIMITS.find((limit) => limit === value) ?? "normal" });
          }}
        />
      </div>
      <Checkbox
        label={text.queueAll}
        description={text.queueAllHint}
        checked={draft.queueAll}
        onChange={(event) => set({ queueAll: event.currentTarget.checked })}
      />
    </>
  );
}
