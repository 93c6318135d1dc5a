/** An event's seats in workerd on real SQLite, with a clock that tests set, and buyers who want them. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach } from "vitest";
import type { CurrencyCode, EventId, Millis, MinorUnits, RoomId, SeatId, VisitorId } from "../../../core/brand.ts";
import type {
  HoldOutcome,
  HoldRequest,
  Reservation,
  SaleSetup,
  SeatAllocatorRpc,
  SeatChoice,
} from "../../../core/contract/seat-allocator.ts";
import { canonicalChart } from "../../../core/seating/canonical-chart.ts";
import { systemClock } from "../../../durable-objects/platform/clock.ts";
import { sha256Hex } from "../../../durable-objects/seat-allocator/keyed-hash.ts";
import { SeatAllocator } from "../../../durable-objects/seat-allocator/object.ts";
import { BALCONY, STALLS, theatre } from "../../core/seating/charts.ts";

export type AllocatorStub = DurableObjectStub & SeatAllocatorRpc;

export const MINUTE_MS = 60_000 as Millis;
export const ROOM = "11111111-1111-4111-8111-111111111111" as RoomId;
export const USD = "USD" as CurrencyCode;

/** Starts ahead of the real time, so that no alarm rings before a test makes it ring. */
const START_MS = Date.now() + 86_400_000;

export class TestClock {
  #nowMs = START_MS;
  nowMs(): Millis {
    return this.#nowMs as Millis;
  }
  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}

export function testClock(): TestClock {
  const clock = new TestClock();
  SeatAllocator.clock = clock;
  return clock;
}

afterEach(() => {
  SeatAllocator.clock = systemClock;
});

export function setupOf(change: Partial<SaleSetup> = {}): SaleSetup {
  const chart = change.chart ?? theatre();
  return {
    eventId: crypto.randomUUID() as EventId,
    roomId: ROOM,
    title: "Test",
    venue: "Hall",
    startsAtMs: (START_MS + 100 * 86_400_000) as Millis,
    saleStartsAtMs: (START_MS - 1_000) as Millis,
    saleEndsAtMs: (START_MS + 90 * 86_400_000) as Millis,
    prices: {
      currency: USD,
      priceByCategory: { [STALLS]: 5_000 as MinorUnits, [BALCONY]: 3_000 as MinorUnits },
      feePerPlace: 100 as MinorUnits,
      taxBasisPoints: 1_900,
    },
    limits: { placesPerHolder: 8, holdMinutes: 15, orphanRule: false },
    chartHash: sha256Hex(canonicalChart(chart)),
    ...change,
    chart,
  };
}

/** @returns a function, because a stub of an instance that was evicted is dead: every call takes a new one, as Workers do */
export async function newEvent(change: Partial<SaleSetup> = {}): Promise<{
  event: () => AllocatorStub;
  setup: SaleSetup;
}> {
  const setup = setupOf(change);
  const event = (): AllocatorStub =>
    (env as unknown as { SEAT_ALLOCATOR: DurableObjectNamespace }).SEAT_ALLOCATOR.getByName(
      setup.eventId,
    ) as unknown as AllocatorStub;
  const opened = await event().openSale(setup);
  if (opened.kind !== "ready") throw new Error(opened.reason);
  return { event, setup };
}

export function visitor(): VisitorId {
  return crypto.randomUUID() as VisitorId;
}

export function seats(...seatIds: string[]): SeatChoice {
  return { kind: "seats", seatIds: seatIds as SeatId[] };
}

export interface Wish {
  readonly holder?: VisitorId;
  readonly requestId?: string;
  readonly fingerprint?: string;
  readonly holdMs?: number;
}

export function holdRequest(choice: SeatChoice, wish: Wish = {}): HoldRequest {
  return {
    requestId: wish.requestId ?? crypto.randomUUID(),
    fingerprint: wish.fingerprint ?? JSON.stringify(choice),
    holder: wish.holder ?? visitor(),
    roomId: ROOM,
    choice,
    holdMs: (wish.holdMs ?? 5 * MINUTE_MS) as Millis,
  };
}

export async function hold(event: AllocatorStub, choice: SeatChoice, wish: Wish = {}): Promise<HoldOutcome> {
  return event.hold(holdRequest(choice, wish));
}

export async function held(event: AllocatorStub, choice: SeatChoice, wish: Wish = {}): Promise<Reservation> {
  const outcome = await hold(event, choice, wish);
  if (outcome.kind !== "held") throw new Error(`not held: ${JSON.stringify(outcome)}`);
  return outcome.reservation;
}

/** Begins the payment of a reservation with the right amount. @returns its attempt */
export async function paying(event: AllocatorStub, reservation: Reservation, fingerprint = "card"): Promise<number> {
  const { reservationId, holder, quote } = reservation;
  const begun = await event.beginPayment({ reservationId, holder, amount: quote.total, fingerprint });
  if (begun.kind !== "begun") throw new Error(`not begun: ${JSON.stringify(begun)}`);
  return begun.attempt;
}

export async function sold(event: AllocatorStub, reservation: Reservation, paymentRef = "pi_1"): Promise<void> {
  const attempt = await paying(event, reservation);
  const outcome = await event.commit(reservation.reservationId, attempt, paymentRef);
  if (outcome.kind !== "sold") throw new Error(`not sold: ${JSON.stringify(outcome)}`);
}

/** Looks into the running object: its storage, its instance. */
export async function inside<Value>(
  event: AllocatorStub,
  look: (instance: SeatAllocator, state: DurableObjectState) => Value | Promise<Value>,
): Promise<Value> {
  return runInDurableObject(event as unknown as DurableObjectStub<SeatAllocator>, look);
}

/** Drops the instance, as a crash does: nothing survives that was only in memory. */
export async function crash(event: AllocatorStub): Promise<void> {
  await evictDurableObject(event);
}
