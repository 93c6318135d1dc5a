/** The office: routes for the edge, consumers of the queues, and what the clock asks for. */
import { QUEUES } from "../core/contract/messages.ts";
import { app } from "./app.ts";
import { consumeCheckoutRecovery } from "./checkout/recovery-consumer.ts";
import { consumeSaleEvents } from "./checkout/sale-events-consumer.ts";
import type { Env } from "./env.ts";
import { consumeNotifications } from "./notifications/consumer.ts";
import { runScheduled } from "./schedule.ts";

export default {
  fetch: app.fetch,
  async queue(batch, env) {
    switch (batch.queue) {
      case QUEUES.saleEvents:
        return consumeSaleEvents(batch, env);
      case QUEUES.checkoutRecovery:
        return consumeCheckoutRecovery(batch, env);
      case QUEUES.notifications:
        return consumeNotifications(batch, env);
      default:
        throw new Error(`no consumer for the queue ${batch.queue}`);
    }
  },
  async scheduled(_controller, env) {
    await runScheduled(env);
  },
} satisfies ExportedHandler<Env>;
