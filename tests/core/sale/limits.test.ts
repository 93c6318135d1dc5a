/** The bounds that the contract shows are the bounds that the rules keep. */
import { expect, it } from "vitest";
import { SALE_LIMITS } from "../../../core/contract/seats.ts";
import {
  FAILED_PAYMENTS_MAX,
  HOLD_AFTER_PAYMENT_MIN_MS,
  PAYMENT_DEADLINE_MS,
  PLACES_PER_RESERVATION_MAX,
  RESERVATIONS_PER_HOLDER_MAX,
} from "../../../core/sale/limits.ts";

it("the contract and the rules name the same limits", () => {
  expect(SALE_LIMITS).toMatchObject({
    placesPerReservationMax: PLACES_PER_RESERVATION_MAX,
    paymentAttemptsMax: FAILED_PAYMENTS_MAX,
    paymentDeadlineMs: PAYMENT_DEADLINE_MS,
    holdAfterPaymentMinMs: HOLD_AFTER_PAYMENT_MIN_MS,
    reservationsPerHolderMax: RESERVATIONS_PER_HOLDER_MAX,
  });
});
