/**
 * Everything on one machine: Postgres and the Neon protocol in front of it, the payment provider, the mailbox, and
 * the three Workers pointed at them. Starts what does not depend on each other side by side; stops in reverse.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { WEBHOOK_EVENTS } from "../../origin-api/webhooks/told-event.ts";
import { startMailbox } from "../mailbox/start-mailbox.ts";
import { startNeonProtocol } from "../neon-protocol/start-neon-protocol.ts";
import { startPaymentProvider } from "../payment-provider/server.ts";
import { applyMigrations } from "../postgres/apply-migrations.ts";
import { startPostgres } from "../postgres/start-postgres.ts";
import { endLeftovers } from "../runtime/leftovers.ts";
import { startRuntime, type Runtime, type WorkerRole } from "../runtime/start-runtime.ts";
import { takenPorts, type Ports } from "./ports.ts";
import { secretsOf, type Secrets } from "./secrets.ts";

const SMTP_USERNAME = "foyer";
const SMS_ACCOUNT_SID = "AC0f0e0e0000000000000000000000f0e0";

export interface StackOptions {
  /** The project's root. */
  readonly root: string;
  /** Where all state is kept. */
  readonly directory: string;
  readonly ports: Ports;
  /** Told when a part stands. */
  readonly progress?: (part: string, detail: string) => void;
  /** What the parts print. */
  readonly log?: (line: string) => void;
  /** `false` for throw-away state: Postgres then need not survive a power cut. */
  readonly durable?: boolean;
}

export interface Stack {
  readonly directory: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly urls: { readonly edge: string; readonly provider: string; readonly mailbox: string };
  readonly database: Awaited<ReturnType<typeof startNeonProtocol>>;
  readonly provider: Awaited<ReturnType<typeof startPaymentProvider>>;
  readonly mailbox: Awaited<ReturnType<typeof startMailbox>>;
  readonly runtime: Runtime;
  /** Stops all, the runtime first. May be called twice. */
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const { root, directory, ports, progress = () => undefined, log = () => undefined } = options;
  const place = async (name: string): Promise<string> => {
    const made = path.join(directory, name);
    await mkdir(made, { recursive: true });
    return made;
  };
  await endLeftovers(await place("objects"));
  await refuseTakenPorts(ports);
  const secrets = await secretsOf(directory);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  const standing = <Part extends { stop(): Promise<void> }>(part: Part, name: string, detail: string): Part => {
    stops.push(() => part.stop());
    progress(name, detail);
    return part;
  };

  try {
    const url = `http://127.0.0.1:${ports.edge}`;
    const [database, provider, mailbox] = await allOrThrow([
      (async () => {
        const postgres = standing(
          await startPostgres({
            directory: await place("postgres"),
            port: ports.postgres,
            log,
            durable: options.durable ?? true,
          }),
          "Postgres 18",
          `127.0.0.1:${ports.postgres}`,
        );
        await applyMigrations(postgres.connectionString, path.join(root, "migrations"));
        return standing(
          await startNeonProtocol({ port: ports.neon, postgres: postgres.connectionString, log }),
          "Neon's protocol",
          `127.0.0.1:${ports.neon}`,
        );
      })(),
      (async () =>
        standing(
          await startPaymentProvider({
            port: ports.provider,
            directory: await place("provider"),
            secretKey: secrets.providerSecretKey,
            webhook: { url: `${url}/webhooks/stripe`, secret: secrets.providerWebhookSecret, events: WEBHOOK_EVENTS },
            log,
          }),
          "Payment provider",
          `http://127.0.0.1:${ports.provider}`,
        ))(),
      (async () =>
        standing(
          await startMailbox({
            smtpPort: ports.smtp,
            httpPort: ports.mailbox,
            directory: await place("mailbox"),
            username: SMTP_USERNAME,
            password: secrets.smtpPassword,
            sms: { accountSid: SMS_ACCOUNT_SID, authToken: secrets.smsAuthToken },
            log,
          }),
          "Mailbox",
          `http://127.0.0.1:${ports.mailbox}`,
        ))(),
    ]);
    const bindings = bindingsFor(url, ports, secrets, database);
    const runtime = standing(
      await startRuntime({ root, directory: await place("objects"), edgePort: ports.edge, bindings, log }),
      "Three Workers",
      url,
    );
    return {
      directory,
      ports,
      secrets,
      urls: { edge: url, provider: provider.url, mailbox: mailbox.url },
      database,
      provider,
      mailbox,
      runtime,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Postgres says so itself, after it has ended what an earlier, killed run left behind. */
async function refuseTakenPorts(ports: Ports): Promise<void> {
  const taken = await takenPorts(ports, ["postgres"]);
  if (taken.length === 0) return;
  throw new Error(
    `Something else already listens on the port of: ${taken.join(", ")}.\nChoose another row of ports, for instance: npm start -- --port ${ports.edge + 100}`,
  );
}

/** Waits for all, also when one fails: what stands by then can be stopped. */
async function allOrThrow<Parts extends readonly unknown[]>(starting: {
  [K in keyof Parts]: Promise<Parts[K]>;
}): Promise<Parts> {
  await Promise.allSettled(starting);
  return (await Promise.all(starting)) as unknown[] as [...Parts];
}

function bindingsFor(
  url: string,
  ports: Ports,
  secrets: Secrets,
  database: { fetchEndpoint: string; connectionString: string },
): Record<WorkerRole, Record<string, string>> {
  return {
    objects: {},
    edge: {
      PUBLIC_URL: url,
      TICKET_KEY: secrets.ticketKey,
      ADMISSION_KEY: secrets.admissionKey,
      PAYMENT_TEST_METHODS: "1",
      SMS_OFFERED: "1",
    },
    origin: {
      PUBLIC_URL: url,
      DATABASE_URL: database.connectionString,
      NEON_FETCH_ENDPOINT: database.fetchEndpoint,
      STRIPE_SECRET_KEY: secrets.providerSecretKey,
      STRIPE_WEBHOOK_SECRET: secrets.providerWebhookSecret,
      STRIPE_API_URL: `http://127.0.0.1:${ports.provider}`,
      AUTH_SECRET: secrets.authSecret,
      ORDER_ACCESS_KEY: secrets.orderAccessKey,
      PASS_KEY: secrets.passKey,
      BOOTSTRAP_TOKEN: secrets.bootstrapToken,
      SMTP_HOST: "127.0.0.1",
      SMTP_PORT: String(ports.smtp),
      SMTP_SECURE: "0",
      SMTP_USERNAME,
      SMTP_PASSWORD: secrets.smtpPassword,
      MAIL_FROM: "Foyer <tickets@foyer.localhost>",
      SMS_ACCOUNT_SID,
      SMS_AUTH_TOKEN: secrets.smsAuthToken,
      SMS_FROM: "+15005550006",
      SMS_API_URL: `http://127.0.0.1:${ports.mailbox}`,
    },
  };
}
