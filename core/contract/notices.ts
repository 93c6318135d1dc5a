/**
 * What everybody may do about mails that are not about an order: ask to be told when a sale opens, confirm that, want no
 * more of it, want it again. Whoever holds the token of a mail reads that mailbox.
 */
import { z } from "zod";
import { email, eventId } from "./fields.ts";

/** A JWT as it stands in the link of a mail. */
export const noticeToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/u)
  .max(1_500);

const language = z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/u);

/** `POST /notices/sale-opening`. The answer is the same whether or not the address is known. */
export const saleReminderBody = z
  .strictObject({ eventId, email, language: language.default("en") })
  .meta({ id: "SaleReminderRequest" });

export const noticeTokenBody = z.strictObject({ token: noticeToken }).meta({ id: "NoticeToken" });

/** `POST /notices/subscription` */
export const subscriptionBody = z
  .strictObject({ token: noticeToken, subscribed: z.boolean() })
  .meta({ id: "SubscriptionRequest" });

export const saleReminderDocument = z
  .object({
    eventId,
    title: z.string(),
    email,
    confirmed: z.boolean(),
    over: z.boolean().meta({ description: "The sale is closed: there is nothing to wait for." }),
  })
  .meta({ id: "SaleReminder" });
export type SaleReminderDocument = z.infer<typeof saleReminderDocument>;

export const subscriptionDocument = z
  .object({ organizer: z.string(), email, subscribed: z.boolean() })
  .meta({ id: "Subscription" });
export type SubscriptionDocument = z.infer<typeof subscriptionDocument>;
