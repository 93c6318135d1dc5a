/** The office's API: mails that are owed, and how far they came. */
import { z } from "zod";
import { instant, line, orderId } from "../fields.ts";

export const MAILS_PAGE_MAX = 200;

export const mailState = z.enum(["due", "sending", "sent", "dead", "uncertain"]).meta({
  description:
    "dead: refused for good, or too often. uncertain: it may have been sent; nothing but a person sends it again.",
});

export const mailDocument = z
  .object({
    notificationId: z.uuid(),
    kind: z.enum(["order_confirmation"]),
    orderId,
    reference: z.string(),
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
  limit: z.coerce.number().int().min(1).max(MAILS_PAGE_MAX).default(50),
  before: line(100).optional().meta({ description: "`next` of the page before." }),
});

export const mailsPageDocument = z.object({ notifications: z.array(mailDocument), next: z.string().nullable() });
export type MailsPageDocument = z.infer<typeof mailsPageDocument>;
