/**
 * The office's API: mails and text messages that are owed, and how far they came. What kinds there are, and which of
 * them are not about an order and can therefore be unsubscribed from, is said here once.
 */
import { z } from "zod";
import { eventId, instant, line, orderId } from "../fields.ts";

export const MAILS_PAGE_MAX = 200;

/**
 * - `order_confirmation`, `refund`, `event_reminder`: about an order
 * - `sale_opening`: to who asked for it and confirmed that; `sale_opening_asked` is the mail that asks for this
 * - `orders_link`: the way to "my orders", to whoever asks for it at the shop
 */
export const NOTICE_KINDS = [
  "order_confirmation",
  "refund",
  "event_reminder",
  "sale_opening",
  "sale_opening_asked",
  "orders_link",
] as const;
export const noticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof noticeKind>;

export const NOTICE_CHANNELS = ["email", "sms"] as const;
export const noticeChannel = z.enum(NOTICE_CHANNELS);
export type NoticeChannel = z.infer<typeof noticeChannel>;

export const NOTICE_STATES = ["due", "sending", "sent", "dead", "uncertain", "skipped"] as const;
export const mailState = z.enum(NOTICE_STATES).meta({
  description:
    "dead: refused for good, or too often. uncertain: it may have been sent; nothing but a person sends it again. skipped: when its turn came it was not right to send it any more, `failure` says why.",
});
export type NoticeState = z.infer<typeof mailState>;

export const mailDocument = z
  .object({
    notificationId: z.uuid(),
    kind: noticeKind,
    channel: noticeChannel,
    orderId: orderId.nullable().meta({ description: "Absent for what is about no order." }),
    reference: z.string().nullable(),
    eventId: eventId.nullable(),
    recipient: z.string(),
    state: mailState,
    attempts: z.int(),
    failure: z.string().nullable(),
    createdAt: instant,
    sentAt: instant.nullable(),
  })
  .meta({ id: "Mail" });
export type MailDocument = z.infer<typeof mailDocument>;

/** `GET /api/notifications` */
export const mailsQuery = z.strictObject({
  state: mailState.optional(),
  kind: noticeKind.optional(),
  channel: noticeChannel.optional(),
  limit: z.coerce.number().int().min(1).max(MAILS_PAGE_MAX).default(50),
  before: line(100).optional().meta({ description: "`next` of the page before." }),
});

export const mailsPageDocument = z.object({ notifications: z.array(mailDocument), next: z.string().nullable() });
export type MailsPageDocument = z.infer<typeof mailsPageDocument>;
