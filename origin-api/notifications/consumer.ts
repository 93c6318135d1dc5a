/** `notifications`: messages to people that are due. A batch that breaks is retried by the queue; what was claimed stays claimed. */
import { notificationDue } from "../../core/contract/messages.ts";
import { checkoutPartsOf } from "../checkout/parts.ts";
import type { Env } from "../env.ts";
import type { QueueBatch } from "../queue-batch.ts";
import { sendNotices } from "./mailer.ts";

export async function consumeNotifications(batch: QueueBatch, env: Env): Promise<void> {
  const parts = checkoutPartsOf(env);
  const due = batch.messages.flatMap(({ body }) => {
    const parsed = notificationDue.safeParse(body);
    if (!parsed.success) parts.report("a message of notifications is not understood", {});
    return parsed.success ? [parsed.data] : [];
  });
  await sendNotices({ ...parts, smtp: env, sms: env }, due);
}
