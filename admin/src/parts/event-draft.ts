/**
 * An event while it is being written: what the form's fields hold, where it starts from, and the body it becomes.
 * Times are the venue's clock; durations are minutes.
 */
import { LIMIT_DEFAULTS, type EventBody, type EventDocument } from "../../../core/contract/organizer/events.ts";
import { ROOM_DEFAULTS } from "../../../core/contract/organizer/rooms.ts";
import type { CategoryKey, ChartId, CurrencyCode, VenueId } from "../../../core/brand.ts";
import { atVenue, fromVenue } from "./venue-time.ts";

const DAY_MS = 86_400_000;
const SHOW_IN_DAYS = 42;
const SALE_IN_DAYS = 7;

export interface EventDraft {
  readonly title: string;
  readonly description: string;
  readonly venueId: VenueId | undefined;
  readonly chartId: ChartId | undefined;
  readonly startsAt: string;
  readonly saleStartsAt: string;
  readonly saleEndsAt: string;
  readonly currency: CurrencyCode;
  /** By category; an empty one is not for sale. */
  readonly prices: Readonly<Record<string, number | undefined>>;
  readonly fee: number;
  readonly taxPercent: number;
  readonly placesPerHolder: number;
  readonly holdMinutes: number;
  readonly orphanRule: boolean;
  readonly insideMax: number;
  readonly perMinuteMax: number;
  readonly visitMinutes: number;
  readonly claimMinutes: number;
  readonly queueAll: boolean;
  readonly addressLimit: "off" | "relaxed" | "normal" | "strict";
}

/** A new event: an evening show in six weeks, on sale from next week until it begins. */
export function newDraft(nowMs: number): EventDraft {
  const day = (days: number): string => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
  return {
    title: "",
    description: "",
    venueId: undefined,
    chartId: undefined,
    startsAt: `${day(SHOW_IN_DAYS)}T20:00`,
    saleStartsAt: `${day(SALE_IN_DAYS)}T10:00`,
    saleEndsAt: `${day(SHOW_IN_DAYS)}T19:30`,
    currency: "EUR" as CurrencyCode,
    prices: {},
    fee: 0,
    taxPercent: 0,
    placesPerHolder: LIMIT_DEFAULTS.placesPerHolder,
    holdMinutes: LIMIT_DEFAULTS.holdMinutes,
    orphanRule: LIMIT_DEFAULTS.orphanRule,
    insideMax: ROOM_DEFAULTS.total_active_users,
    perMinuteMax: ROOM_DEFAULTS.new_users_per_minute,
    visitMinutes: ROOM_DEFAULTS.session_duration / 60,
    claimMinutes: ROOM_DEFAULTS.claim_window / 60,
    queueAll: ROOM_DEFAULTS.queue_all,
    addressLimit: ROOM_DEFAULTS.address_limit,
  };
}

export function draftOf(event: EventDocument): EventDraft {
  const { timeZone } = event.venue;
  return {
    title: event.title,
    description: event.description ?? "",
    venueId: event.venue.id,
    chartId: event.chartId,
    startsAt: atVenue(event.startsAt, timeZone),
    saleStartsAt: atVenue(event.saleStartsAt, timeZone),
    saleEndsAt: atVenue(event.saleEndsAt, timeZone),
    currency: event.currency,
    prices: Object.fromEntries(event.categories.map(({ key, price }) => [key, price?.value])),
    fee: event.fee.value,
    taxPercent: event.taxPercent,
    ...event.limits,
    insideMax: event.room.total_active_users,
    perMinuteMax: event.room.new_users_per_minute,
    visitMinutes: event.room.session_duration / 60,
    claimMinutes: event.room.claim_window / 60,
    queueAll: event.room.queue_all,
    addressLimit: event.room.address_limit,
  };
}

/** What the form cannot send without, by field. */
export type Missing = Partial<
  Record<"title" | "venueId" | "chartId" | "startsAt" | "saleStartsAt" | "saleEndsAt", true>
>;

export function missingIn(draft: EventDraft): Missing {
  return {
    ...(draft.title.trim() === "" && { title: true }),
    ...(draft.venueId === undefined && { venueId: true }),
    ...(draft.chartId === undefined && { chartId: true }),
    ...(draft.startsAt === "" && { startsAt: true }),
    ...(draft.saleStartsAt === "" && { saleStartsAt: true }),
    ...(draft.saleEndsAt === "" && { saleEndsAt: true }),
  };
}

/** @returns `undefined` while something is missing. @param categories the keys that the chart has. */
export function bodyOf(draft: EventDraft, timeZone: string, categories: readonly CategoryKey[]): EventBody | undefined {
  const { venueId, chartId, currency } = draft;
  if (venueId === undefined || chartId === undefined || Object.keys(missingIn(draft)).length > 0) return undefined;
  return {
    title: draft.title,
    ...(draft.description.trim() !== "" && { description: draft.description }),
    venueId,
    chartId,
    startsAt: fromVenue(draft.startsAt, timeZone),
    saleStartsAt: fromVenue(draft.saleStartsAt, timeZone),
    saleEndsAt: fromVenue(draft.saleEndsAt, timeZone),
    currency,
    categories: categories.flatMap((key) => {
      const value = draft.prices[key];
      return value === undefined ? [] : [{ key, price: { currency, value } }];
    }),
    fee: { currency, value: draft.fee },
    taxPercent: draft.taxPercent,
    limits: {
      placesPerHolder: draft.placesPerHolder,
      holdMinutes: draft.holdMinutes,
      orphanRule: draft.orphanRule,
    },
    room: {
      total_active_users: draft.insideMax,
      new_users_per_minute: draft.perMinuteMax,
      session_duration: draft.visitMinutes * 60,
      claim_window: draft.claimMinutes * 60,
      queue_all: draft.queueAll,
      address_limit: draft.addressLimit,
    },
  };
}
