/** The office: routes for the edge, consumers of the queues, and what the clock asks for. */
import { QUEUES } from "../core/contract/messages.ts";
import { app } from "./app.ts";
import { consumeCheckoutRecovery } from "./checkout/recovery-consumer.ts";
import { consumeSaleEvents } from "./checkout/sale-events-consumer.ts";
import type { Env } from "./env.ts";

export default {
  fetch: app.fetch,
  async queue(batch, env) {
    switch (batch.queue) {
      case QUEUES.saleEvents:
        return consumeSaleEvents(batch, env);
      case QUEUES.checkoutRecovery:
        return consumeCheckoutRecovery(batch, env);
      default:
        throw new Error(`no consumer for the queue ${batch.queue}`);
    }
  },
} satisfies ExportedHandler<Env>;
