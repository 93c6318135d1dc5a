/**
 * The small schemas that all others are made of: ids, text, money, times. Strict, bounded, and mirrored in OpenAPI.
 */
import { z } from "zod";
import type {
  CategoryKey,
  ChartId,
  CurrencyCode,
  EventId,
  OrderId,
  OrganizationId,
  PassId,
  ReservationId,
  RoomId,
  SeatId,
  VenueId,
  VisitorId,
} from "../brand.ts";
import { isCurrency } from "../sale/money.ts";

/** Any UUID, in lower case. */
function uuid<Id extends string>(): z.ZodType<Id, string> {
  return z.uuid().toLowerCase() as z.ZodType<string, string> as z.ZodType<Id, string>;
}

export const eventId = uuid<EventId>();
export const roomId = uuid<RoomId>();
export const visitorId = uuid<VisitorId>();
export const reservationId = uuid<ReservationId>();
export const orderId = uuid<OrderId>();
export const passId = uuid<PassId>();
export const organizationId = z.string().min(1).max(64) as z.ZodType<string, string> as z.ZodType<
  OrganizationId,
  string
>;
export const venueId = uuid<VenueId>();
export const chartId = uuid<ChartId>();

// NUL cannot be stored by Postgres; a lone surrogate cannot be encoded in UTF-8; other controls forge log lines. The two
// overrides of direction turn round whatever stands after the text, too; scripts from right to left do not need them.
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e]/u;

function storable(text: string): boolean {
  return text.isWellFormed() && !UNSTORABLE.test(text);
}

const UNSTORABLE_MESSAGE = "must not contain control characters or lone surrogates";

/** Text a person typed, trimmed, 1 to `max` characters, of any script. */
export function text(max: number): z.ZodType<string, string> {
  return z.string().trim().min(1).max(max).refine(storable, UNSTORABLE_MESSAGE);
}

/** One line of text: like {@link text}, without line breaks or tabs. */
export function line(max: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(
      (value) => storable(value) && !/[\r\n\t\u2028\u2029]/u.test(value),
      "must be a single line without control characters",
    );
}

export const seatId = line(100) as z.ZodType<SeatId, string>;
export const categoryKey = line(100) as z.ZodType<CategoryKey, string>;
/** A telephone number, E.164: a plus, the country, 7 to 15 digits in all. */
export const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/u, "must be a telephone number with its country, such as +4915112345678")
  .meta({ examples: ["+4915112345678"] });
export const email = z.email().max(254).toLowerCase();

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/u, "must be an ISO 4217 code")
  .refine(isCurrency, "is not a currency that can be sold in")
  .meta({ id: "Currency", examples: ["USD"] }) as z.ZodType<string, string> as z.ZodType<CurrencyCode, string>;

/** Money at the border: a decimal number. Whether it has too many decimals depends on the currency: see `toMinorUnits`. */
export const amount = z.strictObject({ currency, value: z.number().nonnegative().max(999_999_99) }).meta({
  id: "Amount",
  description: "An amount of money. `value` has at most the decimals of its currency.",
  examples: [{ currency: "USD", value: 150 }],
});

// Outside of these years a time has no spelling that Postgres and JavaScript share (the year 99 comes back as 1999); an
// offset can lead there too.
const FIRST_INSTANT_MS = Date.parse("0100-01-01T00:00:00Z");
const LAST_INSTANT_MS = Date.parse("9999-12-31T23:59:59.999Z");

/** A point in time in public: ISO 8601 with an offset, in the years 100 to 9999. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((time) => {
    const atMs = Date.parse(time);
    return !(atMs < FIRST_INSTANT_MS || atMs > LAST_INSTANT_MS); // what is no time at all is refused already
  }, "must be in the years 100 to 9999")
  .meta({ examples: ["2027-06-01T10:00:00Z"] });

/** `Idempotency-Key`: 1 to 255 visible ASCII characters. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/u, "must be 1 to 255 visible ASCII characters");
