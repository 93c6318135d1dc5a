/**
 * S4, S6, S7, S9 and W4, W6 against the real thing: the runtime is killed with -9 in the middle of a sale and comes
 * back; nothing that was acknowledged is lost, nothing is charged twice, and the books agree.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Buyer } from "../support/buyer.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";
import { insistently, startOwnSystem, type OwnSystem } from "../support/own-system.ts";

const BUYERS = 40;

let system: OwnSystem;

beforeAll(async () => {
  system = await startOwnSystem();
});

afterAll(() => system.stop());

interface Bought {
  readonly orderId: string;
  readonly seatIds: readonly string[];
}

/** Buys one seat; a lost answer is asked for again with the same request, as a page does. */
async function buy(buyer: Buyer): Promise<Bought | undefined> {
  const idempotencyKey = crypto.randomUUID();
  const reserved = await insistently(() =>
    buyer.reserve(system.demo.ids.eventId, { bestAvailable: { quantity: 1 } }, { "idempotency-key": idempotencyKey }),
  );
  if (reserved.status !== 201) return undefined;
  const sold = await insistently(() => buyer.commit(reserved.body));
  if (sold.status !== 200) return undefined;
  return { orderId: sold.body.orderId, seatIds: sold.body.tickets.map((ticket) => ticket.seatId) };
}

describe("a runtime that is killed in the middle of a sale", () => {
  it("keeps every acknowledged place, hold, payment and sale", async () => {
    const organizer = await Organizer.signIn(system.stack.urls.edge, system.demo.logins);
    const buyers = await Promise.all(
      Array.from({ length: BUYERS }, () => new Buyer(system.stack.urls.edge, system.demo.ids.roomId).arrive()),
    );
    const waiting = new Buyer(system.stack.urls.edge, system.demo.ids.roomId);
    const joined = await waiting.join();
    const before = await waiting.call<{ servingCounter: number }>("GET", `/rooms/${system.demo.ids.roomId}/status`);

    const buying = buyers.map((buyer, index) =>
      new Promise((resolve) => setTimeout(resolve, index * 25)).then(() => buy(buyer)),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    await system.killRuntime();
    const bought = (await Promise.all(buying)).filter((entry) => entry !== undefined);

    expect(bought.length).toBe(BUYERS);
    const seats = bought.flatMap((entry) => entry.seatIds);
    expect(new Set(seats).size).toBe(seats.length);

    const after = await waiting.call<{ servingCounter: number }>("GET", `/rooms/${system.demo.ids.roomId}/status`);
    expect(after.body.servingCounter).toBeGreaterThanOrEqual(before.body.servingCounter);
    const again = await waiting.join();
    expect(again.body.number).toBe(joined.body.number);

    const report = await eventually(
      () => organizer.reconcile(system.demo.ids.eventId),
      (seen) => seen.differences.length === 0 && seen.seats.sold === BUYERS,
    );
    expect(report.differences).toEqual([]);
    const charged = system.stack.provider.control.totals();
    for (const entry of bought)
      expect(charged.filter((total) => total.reservation === entry.orderId && total.captured > 0)).toHaveLength(1);
  });
});
