/**
 * Seats over HTTP: the ordered contract (`/seats/reserve`, `/seats/commit`), reservations, orders, and the reading of
 * what is free. The object behind it: `seat-allocator.ts`.
 */
import { z } from "zod";
import type { Millis, SeatId } from "../brand.ts";
import { publicVenue } from "./catalogue.ts";
import {
  amount,
  categoryKey,
  email,
  eventId,
  instant,
  line,
  orderId,
  passId,
  phone,
  reservationId,
  seatId,
  visitorId,
} from "./fields.ts";
import { buyersRefundRequest } from "./refund-requests.ts";
import { noticeChannel, noticeKind } from "./organizer/notifications.ts";

export const SALE_LIMITS = {
  /** Places in one reservation, whatever the event allows. */
  placesPerReservationMax: 100,
  /** The longest hold that an event may allow, minutes. */
  holdMinutesMax: 60,
  paymentAttemptsMax: 3,
  /** How long a payment may take before recovery asks the provider. */
  paymentDeadlineMs: 120_000 as Millis,
  /** A hold that comes back from a payment lives at least this long. */
  holdAfterPaymentMinMs: 60_000 as Millis,
  /** Live reservations of one holder. */
  reservationsPerHolderMax: 10,
} as const;

// ---- HTTP: reserve and commit, exactly as ordered --------------------------------------------------------------

const seatIds = z
  .array(seatId)
  .min(1)
  .max(SALE_LIMITS.placesPerReservationMax)
  .superRefine((ids, context) => {
    const seen = new Set<SeatId>();
    for (const [index, id] of ids.entries()) {
      if (seen.has(id)) context.addIssue({ code: "custom", path: [index], message: "is named twice" });
      seen.add(id);
    }
  });

export const bestAvailableChoice = z.strictObject({
  quantity: z.int().min(1).max(SALE_LIMITS.placesPerReservationMax),
  category: categoryKey.optional(),
  zone: line(100).optional(),
  accessible: z.boolean().optional(),
});

export const areaChoice = z.strictObject({
  area: seatId,
  quantity: z.int().min(1).max(SALE_LIMITS.placesPerReservationMax),
});

/** `POST /seats/reserve`. One of `seatIds`, `bestAvailable`, `area`. */
export const reserveBody = z
  .strictObject({
    eventId,
    seatIds: seatIds.optional(),
    bestAvailable: bestAvailableChoice.optional(),
    area: areaChoice.optional(),
    userId: visitorId,
    expiryInMinutes: z.int().min(1).max(SALE_LIMITS.holdMinutesMax),
  })
  .refine(
    (body) => [body.seatIds, body.bestAvailable, body.area].filter((choice) => choice !== undefined).length === 1,
    {
      path: ["seatIds"],
      message: "name exactly one of seatIds, bestAvailable, area",
    },
  )
  .meta({
    id: "ReserveRequest",
    examples: [
      {
        eventId: "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867",
        seatIds: ["MT3-A-137", "MT3-A-138"],
        userId: "0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726",
        expiryInMinutes: 5,
      },
    ],
  });
export type ReserveBody = z.infer<typeof reserveBody>;

export const buyer = z
  .strictObject({
    email,
    name: line(100).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/u)
      .optional(),
    phone: phone.optional().meta({ description: "For text messages about the order, besides the mails." }),
  })
  .meta({ id: "Buyer", description: "Where the confirmation goes." });

/** `POST /seats/commit`. `buyer` is an addition to the ordered contract; without it the payment method's address is used. */
export const commitBody = z
  .strictObject({
    reservationId,
    paymentToken: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/u, "is not a payment token"),
    amount,
    buyer: buyer.optional(),
  })
  .meta({
    id: "CommitRequest",
    examples: [
      {
        reservationId: "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867",
        paymentToken: "pm_card_visa",
        amount: { currency: "USD", value: 150 },
      },
    ],
  });
export type CommitBody = z.infer<typeof commitBody>;

export const reservationState = z.enum(["held", "paying", "sold", "released", "expired", "revoked"]);

export const reservationDocument = z
  .object({
    reservationId,
    eventId,
    state: reservationState,
    seats: z.array(z.object({ seatId, label: z.string(), category: categoryKey, price: amount })),
    amount: z.object({
      currency: z.string(),
      value: z.number(),
      tax: z.number(),
      lines: z.array(
        z.object({
          kind: z.enum(["place", "fee"]),
          category: z.string().optional(),
          quantity: z.int(),
          unit: z.number(),
          total: z.number(),
        }),
      ),
    }),
    expiresAt: instant,
    extended: z.boolean(),
    /** True while the payment provider is down: the hold does not run out. */
    clockStopped: z.boolean(),
    orderId: orderId.optional(),
  })
  .meta({ id: "Reservation" });
export type ReservationDocument = z.infer<typeof reservationDocument>;

/** What an order's page shows beyond the sale itself; absent while the books do not answer. */
const orderDetails = z
  .object({
    placedAt: instant,
    buyer: z.object({ email: z.string().nullable(), name: z.string().nullable() }),
    event: z.object({ title: z.string(), startsAt: instant, venue: publicVenue }),
    organizer: z.string(),
    lines: z.array(
      z.object({
        kind: z.enum(["place", "fee"]),
        category: categoryKey.nullable(),
        quantity: z.int(),
        unit: amount,
        total: amount,
      }),
    ),
    tax: amount.meta({ description: "Contained in the amount." }),
    refunded: amount.meta({ description: "Given back and under way." }),
    refundRequest: buyersRefundRequest.nullable().meta({ description: "The latest." }),
  })
  .meta({ id: "OrderDetails" });
export type OrderDetails = z.infer<typeof orderDetails>;

/** 200 of `POST /seats/commit`. */
export const orderDocument = z
  .object({
    orderId,
    reference: z.string().meta({ description: "What a person reads out on the phone." }),
    reservationId,
    eventId,
    status: z.enum(["paid", "refunded", "partially_refunded"]),
    amount,
    tickets: z.array(
      z.object({
        ticketId: passId,
        seatId,
        label: z.string(),
        number: z.string().meta({ description: "What a steward can type: the order's reference and which ticket." }),
        code: z.string().optional().meta({
          description: "What the QR code says, signed. In `GET /orders/{id}` only: a payment does not wait for it.",
        }),
      }),
    ),
    /** The order page; its `key` is the right to read it. */
    url: z.string(),
    details: orderDetails.optional(),
    notices: z
      .array(
        z.object({
          kind: noticeKind,
          channel: noticeChannel,
          recipient: z.string().meta({ description: "Masked." }),
          state: z.enum(["under_way", "sent", "not_sent", "unknown"]),
          sentAt: instant.nullable(),
        }),
      )
      .optional()
      .meta({ description: "What was sent about it, newest first; absent while the books do not answer." }),
  })
  .meta({ id: "Order" });
export type OrderDocument = z.infer<typeof orderDocument>;

/** 202 of `POST /seats/commit`: the bank wants to see the buyer. */
export const actionDocument = z
  .object({ status: z.literal("requires_action"), reservationId, redirectUrl: z.string(), expiresAt: instant })
  .meta({ id: "ActionRequired" });
export type ActionDocument = z.infer<typeof actionDocument>;

// ---- HTTP: reading ---------------------------------------------------------------------------------------------

/** What the codes in it mean; kept apart, for browsers that need no schema. */
export { SEAT_CODES } from "../seating/seat-codes.ts";

/** `GET /events/{event}/seats[?since=version]`: a snapshot, or what changed after `since`. */
export const seatsDocument = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("snapshot"),
      version: z.int(),
      chart: z.string().meta({ description: "Hash of the chart; `GET /events/{event}/charts/{hash}`." }),
      seatCount: z.int(),
      seats: z.string().meta({
        description:
          "Base64; seat i of the chart is bits 2(i mod 4) and up of byte ⌊i/4⌋: 0 free, 1 held, 2 sold, 3 blocked.",
      }),
      areas: z.record(z.string(), z.int()).meta({ description: "Places left by area." }),
      seatsLeft: z.int(),
    }),
    z.object({
      kind: z.literal("delta"),
      since: z.int(),
      version: z.int(),
      changes: z.array(z.tuple([z.int(), z.int()])).meta({ description: "[seat index, new code]" }),
      areas: z.record(z.string(), z.int()),
      seatsLeft: z.int(),
    }),
  ])
  .meta({ id: "Seats" });
export type SeatsDocument = z.infer<typeof seatsDocument>;
