/**
 * What the alarm does: holds run out, payments and sales that nobody brought to their end are told to the queues again
 * and again (S5: told, never freed), and clocks stand while the payment provider is down (S10).
 */
import { runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { RecoveryRequest, SaleEvent } from "../../../core/contract/messages.ts";
import type { SaleSetup } from "../../../core/contract/seat-allocator.ts";
import {
  crash,
  held,
  hold,
  inside,
  MINUTE_MS,
  newEvent,
  paying,
  seats,
  sold,
  testClock,
  visitor,
  type AllocatorStub,
  type TestClock,
} from "./event-under-test.ts";

/** An event whose messages are caught where the object hands them to the queues. */
class Watched {
  readonly messages: (RecoveryRequest | SaleEvent)[] = [];
  readonly #clock: TestClock;
  readonly #event: () => AllocatorStub;
  down = false;

  constructor(clock: TestClock, event: () => AllocatorStub) {
    this.#clock = clock;
    this.#event = event;
  }

  /** Rings the alarm after `ms`. @returns what was sent by it */
  async ringAfter(ms: number): Promise<(RecoveryRequest | SaleEvent)[]> {
    this.#clock.advance(ms);
    this.messages.length = 0;
    await inside(this.#event(), (instance) => {
      const env = (instance as unknown as { env: Record<string, unknown> }).env;
      const queue = {
        sendBatch: async (batch: { body: RecoveryRequest | SaleEvent }[]) => {
          if (this.down) throw new Error("the queue is down");
          expect(batch.length).toBeLessThanOrEqual(100);
          this.messages.push(...batch.map(({ body }) => body));
        },
      };
      Object.defineProperty(instance, "env", {
        value: { ...env, SALE_EVENTS: queue, CHECKOUT_RECOVERY: queue },
        configurable: true,
      });
    });
    await runDurableObjectAlarm(this.#event());
    return [...this.messages];
  }
}

async function watchedEvent(): Promise<{
  clock: TestClock;
  event: () => AllocatorStub;
  setup: SaleSetup;
  watched: Watched;
}> {
  const clock = testClock();
  const { event, setup } = await newEvent();
  return { clock, event, setup, watched: new Watched(clock, event) };
}

describe("a hold that runs out", () => {
  it("is dead for its holder at once and free for the others within ten seconds, with or without the alarm", async () => {
    const { clock, event } = await watchedEvent();
    const { reservationId, holder } = await held(event(), seats("S-A-1"), { holdMs: MINUTE_MS });
    clock.advance(MINUTE_MS - 1);
    expect(await event().reservation(reservationId)).toMatchObject({ state: "held" });
    clock.advance(1);
    expect(await event().reservation(reservationId)).toMatchObject({ state: "expired" });
    expect(await event().extend(reservationId, holder)).toMatchObject({ reason: "hold_expired" });
    clock.advance(10_000);
    expect(await event().totals()).toMatchObject({ held: 0 });
    expect(await hold(event(), seats("S-A-1"))).toMatchObject({ kind: "held" });
  });

  it("is free again in the public picture when the alarm has rung", async () => {
    const { event, watched } = await watchedEvent();
    const before = await event().seats();
    await held(event(), seats("S-A-1"), { holdMs: MINUTE_MS });
    await watched.ringAfter(MINUTE_MS + 10_000);
    const lapses = await inside(event(), (_instance, { storage: { sql } }) =>
      sql.exec("SELECT lsn FROM journal WHERE command = 'lapse'").toArray(),
    );
    expect(lapses).toHaveLength(1); // before anybody asks
    expect(await event().seats(before?.version)).toMatchObject({ kind: "delta", changes: [[0, 0]] });
  });

  it("makes its holder wait after the third in a row", async () => {
    const { clock, event } = await watchedEvent();
    const holder = visitor();
    for (const _ of [1, 2, 3]) {
      await held(event(), seats("S-A-1"), { holder, holdMs: MINUTE_MS });
      clock.advance(MINUTE_MS + 10_000);
    }
    const refusal = await hold(event(), seats("S-A-1"), { holder });
    expect(refusal).toMatchObject({ reason: "holds_exhausted", retryAfterMs: 5 * MINUTE_MS });
    expect(await hold(event(), seats("S-A-1"))).toMatchObject({ kind: "held" });
    clock.advance(5 * MINUTE_MS);
    expect(await hold(event(), seats("S-A-2"), { holder })).toMatchObject({ kind: "held" });
  });
});

describe("a payment that nobody brought to its end", () => {
  it("is told to recovery when its deadline has passed, again every minute, and keeps its seats", async () => {
    const { event, setup, watched } = await watchedEvent();
    const reservation = await held(event(), seats("S-A-1"));
    const attempt = await paying(event(), reservation);
    const message = { kind: "payment", eventId: setup.eventId, reservationId: reservation.reservationId, attempt };
    expect(await watched.ringAfter(119_000)).toEqual([]);
    expect(await watched.ringAfter(1_000)).toEqual([message]);
    expect(await watched.ringAfter(59_000)).toEqual([]);
    expect(await watched.ringAfter(1_000)).toEqual([message]);
    await crash(event());
    expect(await watched.ringAfter(86_400_000)).toEqual([message]);
    expect(await event().totals()).toMatchObject({ paying: 1, held: 0 });
    expect(await event().commit(reservation.reservationId, attempt, "pi_late")).toMatchObject({ kind: "sold" });
  });

  it("frees its seats only with a proof, and gives the hold back at least a minute", async () => {
    const { clock, event } = await watchedEvent();
    const reservation = await held(event(), seats("S-A-1"), { holdMs: MINUTE_MS });
    clock.advance(50_000);
    const attempt = await paying(event(), reservation);
    clock.advance(10 * MINUTE_MS);
    const { reservationId, holder } = reservation;
    expect(await event().cancelPayment(reservationId, attempt, "it took so long" as "canceled")).toMatchObject({
      reason: "proof_required",
    });
    expect(await event().release(reservationId, holder)).toMatchObject({ reason: "already_paying" });
    expect(await event().totals()).toMatchObject({ paying: 1 });
    // The holder let go meanwhile: with the proof the seats are free.
    expect(await event().cancelPayment(reservationId, attempt, "canceled")).toMatchObject({ kind: "freed" });
    const second = await held(event(), seats("S-A-1"), { holdMs: MINUTE_MS });
    clock.advance(50_000);
    const again = await paying(event(), second);
    const outcome = await event().cancelPayment(second.reservationId, again, "failed_terminal");
    expect(outcome).toMatchObject({ kind: "held", reservation: { state: "held", attempt: 1 } });
    if (outcome.kind === "refused") throw new Error(outcome.reason);
    expect(outcome.reservation.expiresAtMs - clock.nowMs()).toBe(MINUTE_MS);
  });
});

describe("a sale that the books have not acknowledged", () => {
  it("is told after five seconds, ever less often, until it is settled", async () => {
    const { event, setup, watched } = await watchedEvent();
    const reservation = await held(event(), seats("S-A-1"));
    await sold(event(), reservation);
    const message = { kind: "sold", eventId: setup.eventId, reservationId: reservation.reservationId };
    expect(await watched.ringAfter(4_000)).toEqual([]);
    expect(await watched.ringAfter(1_000)).toEqual([message]);
    expect(await watched.ringAfter(4_000)).toEqual([]);
    expect(await watched.ringAfter(1_000)).toEqual([message]);
    watched.down = true;
    expect(await watched.ringAfter(60_000)).toEqual([]);
    watched.down = false;
    await crash(event());
    expect(await watched.ringAfter(60_000)).toEqual([message]);
    expect(await event().sold(0, 10)).toMatchObject([{ settled: false }]);
    await event().settle([reservation.reservationId, reservation.reservationId]);
    expect(await watched.ringAfter(600_000)).toEqual([]);
    expect(await event().sold(0, 10)).toMatchObject([{ settled: true }]);
    expect(await event().totals()).toMatchObject({ unsettled: 0 });
  });
});

describe("while the payment provider is down", () => {
  it("no hold runs out, holders keep what was left, and somebody looks every ten seconds", async () => {
    const { clock, event, setup, watched } = await watchedEvent();
    const { reservationId } = await held(event(), seats("S-A-1"), { holdMs: 2 * MINUTE_MS });
    clock.advance(MINUTE_MS);
    await event().stopClock("the payment provider does not answer");
    await event().stopClock("still");
    expect(await watched.ringAfter(1_000)).toEqual([{ kind: "provider_probe", eventId: setup.eventId }]);
    expect(await watched.ringAfter(1_000)).toEqual([]);
    expect(await watched.ringAfter(9_000)).toHaveLength(1);
    clock.advance(600 * MINUTE_MS);
    await crash(event());
    expect(await event().reservation(reservationId)).toMatchObject({ state: "held", clockStopped: true });
    expect(await event().card()).toMatchObject({ clockStoppedBecause: "the payment provider does not answer" });
    await event().resumeClock();
    await event().resumeClock();
    const after = await event().reservation(reservationId);
    expect(after).toMatchObject({ state: "held", clockStopped: false });
    expect((after?.expiresAtMs ?? 0) - clock.nowMs()).toBe(MINUTE_MS);
    clock.advance(MINUTE_MS);
    expect(await event().reservation(reservationId)).toMatchObject({ state: "expired" });
    expect(await watched.ringAfter(20_000)).toEqual([]);
  });
});
