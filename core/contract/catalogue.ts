/**
 * What everybody may read about published events, without a session: for the shop and the edge. Cacheable.
 */
import { z } from "zod";
import { amount, categoryKey, eventId, instant, line, roomId } from "./fields.ts";

const CATALOGUE_PAGE_MAX = 100;

const day = z.iso.date().refine((date) => date >= "0100", "must be in the years 100 to 9999");

/** `GET /catalogue/events` */
export const catalogueQuery = z.strictObject({
  text: line(100).optional().meta({ description: "In the title or the venue's name." }),
  place: line(100).optional().meta({ description: "The venue's city." }),
  from: z
    .union([instant, day])
    .optional()
    .meta({ description: "Starts at or after; a date is a day at the venue. Without it, from now." }),
  to: z
    .union([instant, day])
    .optional()
    .meta({ description: "Starts at or before; a date is a day at the venue, to its end." }),
  limit: z.coerce.number().int().min(1).max(CATALOGUE_PAGE_MAX).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});
export type CatalogueQuery = z.infer<typeof catalogueQuery>;

export const publicVenue = z
  .object({
    name: z.string(),
    address: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    timeZone: z.string().meta({ description: "IANA name; times are shown in it." }),
  })
  .meta({ id: "PublicVenue" });
export type PublicVenue = z.infer<typeof publicVenue>;

export const catalogueEvent = z
  .object({
    id: eventId,
    title: z.string(),
    description: z.string().nullable(),
    venue: publicVenue,
    startsAt: instant,
    saleStartsAt: instant,
    saleEndsAt: instant,
    state: z.enum(["scheduled", "open", "paused", "closed"]),
    priceFrom: amount.nullable().meta({ description: "What the cheapest place costs, with its fee." }),
    priceTo: amount.nullable().meta({ description: "What the dearest place costs, with its fee." }),
    roomId,
  })
  .meta({ id: "CatalogueEvent" });
export type CatalogueEvent = z.infer<typeof catalogueEvent>;

/** `GET /catalogue/events/{id}` */
export const publishedEvent = catalogueEvent
  .extend({
    categories: z
      .array(z.object({ key: categoryKey, label: z.string(), price: amount }))
      .meta({ description: "Those that are for sale, in the chart's order; prices without the fee." }),
    fee: amount.meta({ description: "Added to every place that costs something." }),
    organizer: z.string(),
  })
  .meta({ id: "PublishedEvent" });
export type PublishedEvent = z.infer<typeof publishedEvent>;

export const cataloguePage = z.object({
  events: z.array(catalogueEvent),
  next: z.int().nullable().meta({ description: "`offset` of the next page; null: there is none." }),
});
export type CataloguePage = z.infer<typeof cataloguePage>;
