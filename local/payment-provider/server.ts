// The payment provider of one machine: speaks the part of Stripe's HTTP API that Foyer uses, keeps its own durable
// books, tells by signed webhooks, and breaks on request. Production code meets it over the wire and cannot tell.
// This file only puts the parts together and takes them apart again.
import { ApiExchange } from "./api/exchange.ts";
import { AgendaClock } from "./commands/later.ts";
import { ProviderControl } from "./control/control.ts";
import { OutageSwitch } from "./control/outage.ts";
import { Desk } from "./desk.ts";
import { HttpServer } from "./http-server.ts";
import { PRUNE_EVERY_MS } from "./limits.ts";
import { pagesOf } from "./pages/pages.ts";
import { Store } from "./storage/store.ts";
import { WebhookSender } from "./webhooks/sender.ts";

export type { MoneyTotal } from "./control/totals.ts";
export type { ControlOutcome, ProviderControl, ProviderState } from "./control/control.ts";

export interface PaymentProviderOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Where the books are kept; absent: in memory, gone with the process. */
  readonly directory?: string;
  /** The key that callers must show, `sk_test_…`. */
  readonly secretKey: string;
  /** Whom to tell from the first moment on; `events` defaults to all of them. */
  readonly webhook?: { readonly url: string; readonly secret: string; readonly events?: readonly string[] };
  readonly log?: (line: string) => void;
}

export interface PaymentProvider {
  readonly url: string;
  readonly port: number;
  readonly control: ProviderControl;
  stop(): Promise<void>;
}

/** The endpoint from the options has a fixed id, so that a restart with another address moves it. */
const CONFIGURED_ENDPOINT = "we_configured";

export async function startPaymentProvider(options: PaymentProviderOptions): Promise<PaymentProvider> {
  if (!options.secretKey.startsWith("sk_test_")) throw new Error("The provider's key must begin with sk_test_");
  const log = options.log ?? (() => undefined);
  const host = options.host ?? "127.0.0.1";
  const store = new Store(options.directory);
  const desk = new Desk(store);
  const outage = new OutageSwitch();
  let url = "";
  const exchange = new ApiExchange(desk, outage, options.secretKey, () => url);
  const sender = new WebhookSender(desk, () => exchange.view(), log);
  const agenda = new AgendaClock(desk, log);
  const control = new ProviderControl(desk, outage, sender);
  const server = new HttpServer(exchange, pagesOf(desk, control), log);

  registerConfigured(desk, options.webhook);
  const port = await server.listen(options.port ?? 0, host).catch((error: unknown) => {
    store.database.close();
    throw error;
  });
  url = `http://${host}:${port}`;
  const wake = () => {
    sender.wake();
    agenda.wake();
  };
  store.database.afterCommit(wake);
  wake(); // what a killed process left behind
  const pruning = setInterval(() => store.prune(Date.now()), PRUNE_EVERY_MS);
  pruning.unref();
  log(`payment-provider: ${url}, books in ${options.directory ?? "memory"}`);

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    clearInterval(pruning);
    agenda.stop();
    sender.stop();
    await server.stop();
    store.database.close();
  };
  return { url, port, control, stop: () => (stopped ??= stop()) };
}

function registerConfigured(desk: Desk, webhook: PaymentProviderOptions["webhook"]): void {
  if (webhook === undefined) {
    if (desk.endpoints().some(({ id }) => id === CONFIGURED_ENDPOINT)) desk.removeEndpoint(CONFIGURED_ENDPOINT);
    return;
  }
  desk.putEndpoint({
    kind: "webhook_endpoint",
    id: CONFIGURED_ENDPOINT,
    created: desk.at().nowS,
    url: webhook.url,
    secret: webhook.secret,
    enabledEvents: webhook.events ?? ["*"],
    description: "From the options",
    metadata: {},
  });
}
