/** `notifications`: mails that are due. A batch that breaks is retried by the queue; what was claimed stays claimed. */
import { notificationDue } from "../../core/contract/messages.ts";
import { databaseOf } from "../db/client.ts";
import type { Env } from "../env.ts";
import type { QueueBatch } from "../queue-batch.ts";
import { sendMails } from "./mailer.ts";

export async function consumeNotifications(batch: QueueBatch, env: Env): Promise<void> {
  const report = (fault: string, facts: Readonly<Record<string, unknown>>): void =>
    console.error(JSON.stringify({ level: "error", message: fault, ...facts }));
  const due = batch.messages.flatMap(({ body }) => {
    const parsed = notificationDue.safeParse(body);
    if (!parsed.success) report("a message of notifications is not understood", {});
    return parsed.success ? [parsed.data] : [];
  });
  const { PUBLIC_URL: publicUrl, ORDER_ACCESS_KEY: orderAccessKey } = env;
  await sendMails({ database: databaseOf(env), smtp: env, publicUrl, orderAccessKey, report }, due);
}
