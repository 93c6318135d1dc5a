// What counts as proof that an attempt made no payment and never will (S5). The provider here is scripted, because the
// real one cannot be made to fall silent between two particular calls, nor to have a hundred thousand payments.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minorUnits } from "../../../core/brand.ts";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { toDecimal } from "../../../core/sale/money.ts";
import { askProvider, closeKey } from "../../../origin-api/checkout/ask-provider.ts";
import { commit } from "../../../origin-api/checkout/commit.ts";
import type { CheckoutParts } from "../../../origin-api/checkout/parts.ts";
import type { NoAnswer, PaymentGateway } from "../../../origin-api/payments/payment.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";

let office: TestOffice;
let seat = 0;

beforeAll(async () => {
  office = await TestOffice.open();
});
afterAll(() => office.close());

const silence: NoAnswer = { kind: "no_answer", why: "scripted" };
const nothing = { kind: "payments", payments: [] } as const;

/** The real provider, but for the calls that are scripted. */
function scripted(script: Partial<PaymentGateway>): CheckoutParts {
  const parts = office.parts();
  const gateway = new Proxy(parts.gateway, {
    get(target, name: keyof PaymentGateway) {
      const member = script[name] ?? target[name];
      return member.bind(target);
    },
  });
  return { ...parts, gateway };
}

async function paying(): Promise<Reservation> {
  const held = await office.hold(newVisitor(), [`stalls-${(seat += 1)}`]);
  const { reservationId, holder, quote } = held;
  const begun = await office.seats.beginPayment({ reservationId, holder, amount: quote.total, fingerprint: "f" });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  return begun.reservation;
}

const taken = async () => ({ kind: "key_taken" }) as const;

describe("a key that somebody has taken", () => {
  it.each([
    ["the search shows nothing and not all was looked through", { ...nothing, complete: false }, true],
    ["all was looked through, but the attempt may still be at work", { ...nothing, complete: true }, false],
    ["the provider falls silent", silence, true],
  ] as const)("proves nothing when %s", async (_when, found, isOver) => {
    const reservation = await paying();
    const parts = scripted({
      fence: taken,
      find: async (_id, since) => (since === undefined ? { ...nothing, complete: false } : found),
    });
    const now = isOver ? (reservation.deadlineMs ?? 0) + 1 : office.clockMs;
    const learnt = await askProvider({ ...parts, nowMs: () => now as ReturnType<CheckoutParts["nowMs"]> }, reservation);
    expect(learnt.kind).toBe("no_answer");
  });

  it("proves that there is nothing once all was looked through after the deadline", async () => {
    const reservation = await paying();
    const parts = scripted({
      fence: taken,
      find: async (_id, since) => ({ ...nothing, complete: since !== undefined }),
    });
    const now = (reservation.deadlineMs ?? 0) as ReturnType<CheckoutParts["nowMs"]>;
    expect(await askProvider({ ...parts, nowMs: () => now }, reservation)).toEqual({ kind: "nothing" });
  });
});

describe("a card that the provider refuses outright", () => {
  async function pay(parts: CheckoutParts, held: Reservation): Promise<string> {
    const { reservationId, eventId, holder, quote } = held;
    const { currency, minor } = quote.total;
    const body = { reservationId, paymentToken: "pm_card_nobody", amount: { currency, value: toDecimal(quote.total) } };
    const request = { eventId, holder, body, amountMinor: minorUnits(minor), sessionEnded: false };
    const committed = await commit(parts, request);
    return committed.kind === "problem" ? committed.problem.code : committed.kind;
  }

  it("keeps the seats in payment while its key cannot be closed", async () => {
    const held = await office.hold(newVisitor(), [`stalls-${(seat += 1)}`]);
    expect(await pay(scripted({ fence: async () => silence }), held)).toBe("payment_unknown");
    expect((await office.seats.reservation(held.reservationId))?.state).toBe("paying");
    await office.carry(office.parts(), 3);
    expect((await office.seats.reservation(held.reservationId))?.state).toBe("held");
  });

  it("has its key closed by its own refusal, or by ours", async () => {
    const reservation = await paying();
    expect(await closeKey(scripted({ fence: taken }), reservation)).toEqual({ kind: "nothing" });
    expect(await closeKey(office.parts(), reservation)).toMatchObject({ kind: "payment", payment: { isFence: true } });
  });
});
