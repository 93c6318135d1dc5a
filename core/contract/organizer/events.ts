/**
 * The organizers' API: events, their prices and limits, and the acts that open and close a sale.
 *
 * Money is a decimal `Amount` here and minor units inside; `moneyFaults` is the one check between them.
 */
import { z } from "zod";
import type { CurrencyCode } from "../../brand.ts";
import { toMinorUnits } from "../../sale/money.ts";
import {
  amount,
  categoryKey,
  chartId,
  currency,
  eventId,
  instant,
  line,
  organizationId,
  roomId,
  seatId,
  text,
  venueId,
} from "../fields.ts";
import { SALE_LIMITS } from "../seats.ts";
import { operatorMessage, roomSettingsBody } from "../waiting-room.ts";
import { CHART_LIMITS } from "../../seating/chart.ts";
import { roomSettingsDocument } from "./rooms.ts";

export const EVENT_LIMITS = { eventsPageMax: 200, blockedPerCallMax: 1_000 } as const;

export const eventState = z.enum(["draft", "scheduled", "open", "paused", "closed"]).meta({ id: "EventState" });
export type EventState = z.infer<typeof eventState>;

const categoryPrice = z.strictObject({ key: categoryKey, price: amount });

const limits = z.strictObject({
  placesPerHolder: z.int().min(1).max(SALE_LIMITS.placesPerReservationMax),
  holdMinutes: z.int().min(1).max(SALE_LIMITS.holdMinutesMax),
  orphanRule: z.boolean().meta({ description: "Refuse choices that leave a single seat." }),
});
export const LIMIT_DEFAULTS: z.infer<typeof limits> = { placesPerHolder: 10, holdMinutes: 10, orphanRule: true };

const taxPercent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e4), "has at most two decimals")
  .meta({ description: "Tax contained in prices and fee." });

const fields = {
  title: line(200),
  description: text(5_000).nullable(),
  venueId,
  chartId,
  startsAt: instant,
  saleStartsAt: instant,
  saleEndsAt: instant,
  currency,
  /** A category that is not named here is not for sale. */
  categories: z
    .array(categoryPrice)
    .max(CHART_LIMITS.categoriesMax)
    .superRefine((prices, context) => {
      const seen = new Set<string>();
      for (const [index, { key }] of prices.entries()) {
        if (seen.has(key)) context.addIssue({ code: "custom", path: [index, "key"], message: "is named twice" });
        seen.add(key);
      }
    }),
  fee: amount.meta({ description: "Added to every place that costs something." }),
  taxPercent,
  limits: limits.partial(),
  room: roomSettingsBody,
};

/** `POST /api/events` */
export const eventBody = z
  .strictObject({
    ...fields,
    description: fields.description.optional(),
    categories: fields.categories.optional(),
    fee: fields.fee.optional(),
    taxPercent: fields.taxPercent.optional(),
    limits: fields.limits.optional(),
    room: fields.room.optional(),
  })
  .meta({ id: "NewEvent" });
export type EventBody = z.infer<typeof eventBody>;

/** `PATCH /api/events/{id}`, while it is a draft. */
export const eventChangeBody = z
  .strictObject({
    ...fields,
    version: z.int().optional().meta({ description: "The version that was read: a change since then is a conflict." }),
  })
  .partial()
  .meta({ id: "EventChange" });
export type EventChangeBody = z.infer<typeof eventChangeBody>;

/** `POST /api/events/{id}/publish`, `/open`, `/pause`, `/resume`, `/close`. The body may be absent. */
export const saleActBody = z
  .strictObject({ message: operatorMessage.optional().meta({ description: "What people in the queue read." }) })
  .meta({ id: "SaleAct" });

/** `POST /api/events/{id}/blocks` */
export const blockBody = z
  .strictObject({
    action: z.enum(["block", "unblock"]),
    seatIds: z
      .array(seatId)
      .min(1)
      .max(EVENT_LIMITS.blockedPerCallMax)
      .refine((ids) => new Set(ids).size === ids.length, "names a seat twice"),
    reason: line(200),
  })
  .meta({ id: "BlockRequest" });
export type BlockBody = z.infer<typeof blockBody>;

/** `GET /api/events` */
export const eventsQuery = z.strictObject({
  state: eventState.optional(),
  limit: z.coerce.number().int().min(1).max(EVENT_LIMITS.eventsPageMax).default(100),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

export const eventSummary = z
  .object({
    id: eventId,
    state: eventState,
    title: z.string(),
    venue: z.object({ id: venueId, name: z.string(), city: z.string().nullable(), timeZone: z.string() }),
    startsAt: instant,
    saleStartsAt: instant,
    saleEndsAt: instant,
    roomId,
    capacity: z.int(),
  })
  .meta({ id: "EventSummary" });
export type EventSummary = z.infer<typeof eventSummary>;

export const eventDocument = eventSummary
  .extend({
    organizationId,
    version: z.int(),
    description: z.string().nullable(),
    chartId,
    currency,
    categories: z
      .array(z.object({ key: categoryKey, label: z.string(), color: z.string(), price: amount.nullable() }))
      .meta({ description: "Every category of the chart, in its order; a price of null: not for sale." }),
    fee: amount,
    taxPercent: z.number(),
    limits,
    room: roomSettingsDocument,
    publishedAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: "Event" });
export type EventDocument = z.infer<typeof eventDocument>;

/** What is wrong with the money of a body, field by field: another currency, or too many decimals. */
export function moneyFaults(
  body: Pick<EventChangeBody, "categories" | "fee">,
  currencyOfEvent: CurrencyCode,
): { field: string; message: string }[] {
  const named = [
    ...(body.categories ?? []).map(({ price }, index) => ({ field: `/categories/${index}/price`, price })),
    ...(body.fee === undefined ? [] : [{ field: "/fee", price: body.fee }]),
  ];
  return named.flatMap(({ field, price }) => {
    if (price.currency !== currencyOfEvent)
      return [{ field: `${field}/currency`, message: `must be ${currencyOfEvent}` }];
    if (toMinorUnits(price.value, currencyOfEvent) === undefined) {
      return [{ field: `${field}/value`, message: "has too many decimals for its currency, or is too large" }];
    }
    return [];
  });
}
