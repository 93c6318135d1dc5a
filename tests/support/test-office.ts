// Owns an office for tests: real routes and consumers, a real database through the production driver, the payment
// provider over HTTP through the real Stripe library, the real rules of seats in memory. One event, on a clock that
// the test sets.

import { randomBytes, randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { ExecutionContext } from "hono";
import { Client } from "pg";
import {
  millis,
  minorUnits,
  type CategoryKey,
  type CurrencyCode,
  type EventId,
  type Millis,
  type OrganizationId,
  type RoomId,
  type SeatId,
  type VisitorId,
} from "../../core/brand.ts";
import { EVENTS, VISITOR } from "../../core/contract/headers.ts";
import type { NotificationDue } from "../../core/contract/messages.ts";
import type { Reservation, SaleSetup } from "../../core/contract/seat-allocator.ts";
import { toDecimal } from "../../core/sale/money.ts";
import { startPaymentProvider, type PaymentProvider } from "../../local/payment-provider/server.ts";
import { checkoutPartsOf, provideCheckoutParts, type CheckoutParts } from "../../origin-api/checkout/parts.ts";
import { finishSold } from "../../origin-api/checkout/sale-events-consumer.ts";
import { recover } from "../../origin-api/checkout/recovery-consumer.ts";
import type { Env } from "../../origin-api/env.ts";
import { stripeOf } from "../../origin-api/payments/stripe-client.ts";
import { checkoutRoutes } from "../../origin-api/routes/checkout/index.ts";
import { PausableRoom } from "./pausable-room.ts";
import { freshDatabase, type TestDatabase } from "./postgres.ts";
import { SeatsInMemory } from "./seats-in-memory.ts";

export const CATEGORY = "stalls" as CategoryKey;
export const FREE = "free" as CategoryKey;
const PROVIDER_KEY = "sk_test_foyer_of_the_tests";
const SEATS = 120;
const WEBHOOK_SECRET = "whsec_of_the_tests";
/** The key of RFC 8037, appendix A: known to everybody, so that a code can be a golden vector. */
export const PASS_KEY_OF_THE_TESTS = JSON.stringify({
  kty: "OKP",
  crv: "Ed25519",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  kid: "rfc8037a",
});

export interface TestOfficeOptions {
  readonly webhookUrl?: string;
  readonly currency?: string;
  readonly priceMinor?: number;
}

export interface CommitAnswer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says itself what it expects
  readonly body: any;
}

export class TestOffice {
  readonly eventId = randomUUID() as EventId;
  readonly organizationId = `org_${randomUUID()}` as OrganizationId;
  readonly roomId = randomUUID() as RoomId;
  readonly room: PausableRoom;
  readonly seats: SeatsInMemory;
  readonly mails: NotificationDue[] = [];
  readonly reports: { readonly fault: string; readonly facts: Readonly<Record<string, unknown>> }[] = [];
  readonly database: TestDatabase;
  readonly provider: PaymentProvider;
  readonly sql: Client;
  readonly env: Env;
  readonly waiting: Promise<unknown>[] = [];
  readonly context: ExecutionContext = {
    waitUntil: (work: Promise<unknown>) => void this.waiting.push(work),
    passThroughOnException: () => undefined,
    props: {},
  };
  clockMs = Date.now();

  private constructor(database: TestDatabase, provider: PaymentProvider, sql: Client, options: TestOfficeOptions) {
    this.database = database;
    this.provider = provider;
    this.sql = sql;
    this.room = new PausableRoom(this.roomId);
    this.seats = new SeatsInMemory(this.#setup(options), () => this.nowMs());
    this.env = {
      SEAT_ALLOCATOR: { getByName: () => this.seats },
      WAITING_ROOM: { getByName: () => this.room },
      NOTIFICATIONS: {
        sendBatch: async (batch: { body: NotificationDue }[]) => void this.mails.push(...batch.map(({ body }) => body)),
      },
      PUBLIC_URL: "https://tickets.test",
      DATABASE_URL: database.connectionString,
      NEON_FETCH_ENDPOINT: database.fetchEndpoint,
      STRIPE_SECRET_KEY: PROVIDER_KEY,
      STRIPE_API_URL: provider.url,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      ORDER_ACCESS_KEY: randomBytes(32).toString("base64url"),
      PASS_KEY: PASS_KEY_OF_THE_TESTS,
      AUTH_SECRET: randomUUID(),
      BOOTSTRAP_TOKEN: randomUUID(),
      SMTP_HOST: "127.0.0.1",
      SMTP_PORT: "1",
      SMTP_SECURE: "0",
      SMTP_USERNAME: "foyer",
      SMTP_PASSWORD: "secret",
      MAIL_FROM: "Foyer <tickets@foyer.test>",
    } as unknown as Env;
  }

  static async open(options: TestOfficeOptions = {}): Promise<TestOffice> {
    const database = await freshDatabase();
    const webhook =
      options.webhookUrl === undefined ? {} : { webhook: { url: options.webhookUrl, secret: WEBHOOK_SECRET } };
    const provider = await startPaymentProvider({ secretKey: PROVIDER_KEY, ...webhook });
    const sql = new Client({ connectionString: database.postgresConnectionString });
    await sql.connect();
    const office = new TestOffice(database, provider, sql, options);
    await office.#catalogue(options);
    const parts = checkoutPartsOf(office.env);
    provideCheckoutParts(office.env, {
      ...parts,
      nowMs: () => office.nowMs(),
      patience: { ...parts.patience, nowMs: () => office.clockMs, pause: () => setImmediate() },
      report: (fault, facts) => void office.reports.push({ fault, facts }),
    });
    return office;
  }

  async close(): Promise<void> {
    await this.idle();
    await this.sql.end();
    await this.provider.stop();
    await this.database.drop();
  }

  nowMs(): Millis {
    return millis(this.clockMs);
  }

  /** The parts as production puts them together, on the test's clock and without its pauses. */
  parts(): CheckoutParts {
    return checkoutPartsOf(this.env);
  }

  async hold(holder: VisitorId, seatIds: readonly string[], requestId: string = randomUUID()): Promise<Reservation> {
    const outcome = await this.seats.hold({
      requestId,
      fingerprint: "f",
      holder,
      roomId: this.roomId,
      choice: { kind: "seats", seatIds: seatIds as readonly SeatId[] },
      holdMs: millis(300_000),
    });
    if (outcome.kind === "refused") throw new Error(`not held: ${outcome.reason} ${outcome.detail ?? ""}`);
    return outcome.reservation;
  }

  /** `POST /seats/commit` as the edge passes it on. */
  async commit(
    reservation: Reservation,
    paymentToken = "pm_card_visa",
    more: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<CommitAnswer> {
    const { total } = reservation.quote;
    const body = {
      reservationId: reservation.reservationId,
      paymentToken,
      amount: { currency: total.currency, value: toDecimal(total) },
      buyer: { email: "ada@example.com", name: "Ada Lovelace", language: "en" },
      ...more,
    };
    return this.fetch("POST", "/seats/commit", body, {
      [VISITOR]: reservation.holder,
      [EVENTS]: this.eventId,
      ...headers,
    });
  }

  async fetch(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<CommitAnswer & { readonly headers: Headers }> {
    const response = await checkoutRoutes.request(
      path,
      {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      this.env,
      this.context,
    );
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
  }

  /** A card as a browser's form makes it, with its holder. */
  async cardOf(email: string, name: string): Promise<string> {
    const card = { type: "card" as const, card: { token: "tok_visa" }, billing_details: { email, name } };
    return (await stripeOf(this.env).paymentMethods.create(card)).id;
  }

  /** What only the payer's browser is told by the provider. */
  async clientSecret(paymentId: string): Promise<string> {
    const { client_secret: secret } = await stripeOf(this.env).paymentIntents.retrieve(paymentId);
    return secret ?? "";
  }

  /** Waits for what goes on after answers. */
  async idle(): Promise<void> {
    while (this.waiting.length > 0) await this.waiting.shift();
  }

  /** Lets time pass and carries what the allocator's alarm sends, as often as asked. */
  async carry(parts: CheckoutParts = this.parts(), rounds = 5, stepMs = 61_000): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      this.clockMs += stepMs;
      const { recovery, sold } = this.seats.errands();
      for (const request of recovery) await recover(parts, request);
      await finishSold(parts, sold);
    }
  }

  async rows(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.sql.query(statement, values)).rows;
  }

  #setup({ currency = "USD", priceMinor = 15_000 }: TestOfficeOptions): SaleSetup {
    const seat = (index: number, category: CategoryKey) => ({
      id: `${category}-${index + 1}` as SeatId,
      label: String(index + 1),
      category,
      x: index * 100, // far apart: nobody's choice leaves a single seat
      y: category === FREE ? 100 : 0,
    });
    const row = (label: string, category: CategoryKey) => ({
      label,
      seats: Array.from({ length: SEATS }, (_, index) => seat(index, category)),
    });
    return {
      eventId: this.eventId,
      roomId: this.roomId,
      title: "An evening with music",
      venue: "The Hall",
      timeZone: "Europe/Berlin",
      startsAtMs: millis(this.clockMs + 30 * 86_400_000),
      saleStartsAtMs: millis(this.clockMs - 60_000),
      saleEndsAtMs: millis(this.clockMs + 29 * 86_400_000),
      prices: {
        currency: currency as CurrencyCode,
        priceByCategory: { [CATEGORY]: minorUnits(priceMinor), [FREE]: minorUnits(0) },
        feePerPlace: minorUnits(250),
        taxBasisPoints: 1_900,
      },
      limits: { placesPerHolder: 50, holdMinutes: 10, orphanRule: false },
      chartHash: "c".repeat(64),
      chart: {
        name: "Hall",
        categories: [
          { key: CATEGORY, label: "Stalls", color: "#336699" },
          { key: FREE, label: "Guests", color: "#336699" },
        ],
        zones: [],
        sections: [{ label: "", rows: [row("A", CATEGORY), row("B", FREE)] }],
        areas: [],
      },
    };
  }

  async #catalogue({ currency = "USD" }: TestOfficeOptions): Promise<void> {
    const [venue, chart] = [randomUUID(), randomUUID()];
    await this.sql.query("INSERT INTO organizations (id, name, slug) VALUES ($1, 'Hall & Co', $1)", [
      this.organizationId,
    ]);
    await this.sql.query(
      "INSERT INTO venues (id, organization_id, name, time_zone) VALUES ($1, $2, 'The Hall', 'Europe/Berlin')",
      [venue, this.organizationId],
    );
    await this.sql.query(
      `INSERT INTO charts (id, organization_id, venue_id, name, source_format, hash, seat_count, area_count, capacity, categories, drawing)
       VALUES ($1, $2, $3, 'Hall', 'foyer', 'hash', 240, 0, 240, '[]', '{}')`,
      [chart, this.organizationId, venue],
    );
    await this.sql.query(
      `INSERT INTO events (id, organization_id, venue_id, chart_id, room_id, title, starts_at, sale_starts_at, sale_ends_at, currency,
         fee_minor, tax_basis_points, places_per_holder, hold_minutes, orphan_rule, room, state, version, published_at)
       VALUES ($1, $2, $3, $4, $5, 'An evening with music', now() + interval '30 days', now() - interval '1 hour', now() + interval '29 days', $6,
         250, 1900, 50, 10, false, '{}', 'open', 1, now())`,
      [this.eventId, this.organizationId, venue, chart, this.roomId, currency],
    );
  }
}

export function newVisitor(): VisitorId {
  return randomUUID() as VisitorId;
}
