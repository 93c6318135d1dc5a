// The checkout's one rule, over every state that a reservation and a payment can be in: whatever it says next keeps
// seats and money together. Judged by the promises themselves, not by the rule's cases.

import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { millis, minorUnits, type CurrencyCode, type EventId, type ReservationId } from "../../../core/brand.ts";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { nextStep } from "../../../origin-api/checkout/next-step.ts";
import type { Payment } from "../../../origin-api/payments/payment.ts";

const ID = "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867" as ReservationId;
const OTHER = "1b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867" as ReservationId;
const EVENT = "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867" as EventId;
const USD = "USD" as CurrencyCode;

const reservation = fc.record({
  state: fc.constantFrom<Reservation["state"]>("held", "paying", "sold", "released", "expired", "revoked"),
  attempt: fc.integer({ min: 1, max: 3 }),
  totalMinor: fc.constantFrom(0, 100),
  paymentRef: fc.constantFrom("pi_1", "pi_2", `free:${ID}`),
});
const payment = fc.option(
  fc.record({
    id: fc.constantFrom("pi_1", "pi_2"),
    status: fc.constantFrom<Payment["status"]>(
      "failed",
      "unconfirmed",
      "action",
      "processing",
      "authorised",
      "captured",
      "canceled",
    ),
    attempt: fc.integer({ min: 1, max: 3 }),
    reservationId: fc.constantFrom(ID, OTHER),
    amount: fc.constantFrom(100, 99),
    currency: fc.constantFrom(USD, "EUR" as CurrencyCode),
    livemode: fc.boolean(),
    isFence: fc.boolean(),
    refunded: fc.constantFrom(0, 100),
  }),
  { nil: undefined },
);

type Drawn = { readonly reservation: typeof reservation; readonly payment: typeof payment };

function stepOf(
  given: { [K in keyof Drawn]: Drawn[K] extends fc.Arbitrary<infer Value> ? Value : never },
  isOver: boolean,
) {
  const { totalMinor, paymentRef, ...rest } = given.reservation;
  const isSold = rest.state === "sold" || rest.state === "revoked";
  const known = {
    reservation: {
      reservationId: ID,
      eventId: EVENT,
      quote: {
        total: { currency: USD, minor: minorUnits(totalMinor) },
        tax: minorUnits(0),
        fees: minorUnits(0),
        lines: [],
      },
      deadlineMs: millis(1_000),
      ...(isSold ? { paymentRef } : {}),
      ...rest,
    } as Partial<Reservation> as Reservation,
    payment:
      given.payment === undefined
        ? undefined
        : ({
            ...given.payment,
            eventId: EVENT,
            amountMinor: minorUnits(given.payment.amount),
            receivedMinor: minorUnits(given.payment.status === "captured" ? given.payment.amount : 0),
            refundedMinor: minorUnits(given.payment.refunded),
            redirectUrl: "https://bank.test",
            payer: {},
          } satisfies Payment & { amount: number; refunded: number }),
    livemode: false,
    nowMs: isOver ? 2_000 : 500,
  };
  return { step: nextStep(known), ...known };
}

function always(promise: (told: ReturnType<typeof stepOf>) => void): void {
  fc.assert(
    fc.property(fc.record({ reservation, payment }), fc.boolean(), (given, isOver) => promise(stepOf(given, isOver))),
    { numRuns: 5_000 },
  );
}

describe("whatever is to be done next", () => {
  it("frees seats only when the live attempt's payment is canceled (S5)", () => {
    always(({ step, reservation, payment }) => {
      if (step.do !== "free") return;
      expect(payment).toMatchObject({ status: "canceled", attempt: reservation.attempt });
    });
  });

  it("sells seats only for money that is exactly what was asked, or for nothing (S6, S7)", () => {
    always(({ step, reservation, payment }) => {
      if (step.do !== "commit") return;
      expect(reservation.state).toBe("paying");
      if (payment === undefined) {
        expect(reservation.quote.total.minor).toBe(0);
        return;
      }
      expect(["authorised", "captured"]).toContain(payment.status);
      expect(payment).toMatchObject({
        reservationId: ID,
        attempt: reservation.attempt,
        amountMinor: reservation.quote.total.minor,
        currency: USD,
        livemode: false,
      });
    });
  });

  it("takes and books only the payment that the seats were sold for (S6, S7)", () => {
    always(({ step, reservation, payment }) => {
      if (step.do !== "capture" && step.do !== "book") return;
      expect(reservation.state).toBe("sold");
      if (reservation.paymentRef?.startsWith("free:") === true) expect(payment).toBeUndefined();
      else
        expect(payment).toMatchObject({
          id: reservation.paymentRef,
          status: step.do === "book" ? "captured" : "authorised",
        });
    });
  });

  it("never leaves money where no seat is sold for it (S6)", () => {
    always(({ step, reservation, payment }) => {
      const isItsOwn = reservation.state === "sold" && payment?.id === reservation.paymentRef;
      const isLive = reservation.state === "paying" && payment?.attempt === reservation.attempt;
      const isOfRevoked = reservation.state === "revoked" && payment?.id === reservation.paymentRef;
      if (payment === undefined || isItsOwn || isLive || isOfRevoked) return;
      if (payment.status === "authorised") expect(step.do).toBe("cancel");
      if (payment.status === "captured" && payment.refundedMinor < payment.receivedMinor)
        expect(step.do).toBe("late_money");
    });
  });

  it("never lets go of money that seats were sold for", () => {
    always(({ step, reservation, payment }) => {
      if (reservation.state !== "sold" || payment?.id !== reservation.paymentRef) return;
      expect(["cancel", "free", "late_money"]).not.toContain(step.do);
    });
  });

  it("gives seats back that a bank let the money go for, and only those", () => {
    always(({ step, reservation, payment }) => {
      if (step.do !== "unsell") return;
      expect(reservation.state).toBe("sold");
      expect(payment).toMatchObject({ id: reservation.paymentRef, status: "canceled" });
    });
  });

  it("waits for a buyer at the bank until the deadline, and no longer", () => {
    always(({ step, nowMs, payment }) => {
      if (step.do !== "wait_for_buyer") return;
      expect(payment?.status).toBe("action");
      expect(nowMs).toBeLessThan(1_000);
    });
  });
});
