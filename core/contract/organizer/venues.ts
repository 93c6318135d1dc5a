/** The organizers' API: venues. */
import { z } from "zod";
import { instant, line, venueId } from "../fields.ts";

export const VENUES_MAX = 1_000;

const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "is not a time zone")
  .meta({ description: "IANA name; times are shown in it.", examples: ["Europe/Berlin"] });
const country = z.string().regex(/^[A-Z]{2}$/u, "must be an ISO 3166-1 code");

/** `POST /api/venues` */
export const venueBody = z
  .strictObject({
    name: line(100),
    address: line(200).nullable().optional(),
    city: line(100).nullable().optional(),
    country: country.nullable().optional(),
    timeZone,
  })
  .meta({ id: "NewVenue" });
export type VenueBody = z.infer<typeof venueBody>;

/** `PATCH /api/venues/{id}` */
export const venueChangeBody = z
  .strictObject({ ...venueBody.shape, name: line(100).optional(), timeZone: timeZone.optional() })
  .meta({ id: "VenueChange" });
export type VenueChangeBody = z.infer<typeof venueChangeBody>;

export const venueDocument = z
  .object({
    id: venueId,
    name: z.string(),
    address: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    timeZone: z.string(),
    createdAt: instant,
  })
  .meta({ id: "Venue" });
export type VenueDocument = z.infer<typeof venueDocument>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // that is how Intl says no
  }
}
