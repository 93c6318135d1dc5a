// The process dies between any two of its steps: before or after each call to seats, provider or books. Whatever was
// half done, the reminders of the seats then bring every sale to an end in which seats, money and books agree (S4 to S7,
// S9). Each point of death is tried, for each kind of payment.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minorUnits } from "../../../core/brand.ts";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { toDecimal } from "../../../core/sale/money.ts";
import { commit } from "../../../origin-api/checkout/commit.ts";
import { drive } from "../../../origin-api/checkout/drive.ts";
import { afterBooking, bookSales } from "../../../origin-api/checkout/finish.ts";
import type { CheckoutParts } from "../../../origin-api/checkout/parts.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { Death, mortal } from "./death.ts";
import { nothingHappened, soldOnce } from "./judgement.ts";

let office: TestOffice;
let seat = 0;

beforeAll(async () => {
  office = await TestOffice.open();
});
afterAll(() => office.close());

/** Pays as the route does, books included. */
async function pay(parts: CheckoutParts, reservation: Reservation, paymentToken: string): Promise<void> {
  const { reservationId, eventId, holder, quote } = reservation;
  const { currency } = quote.total;
  const amount = { currency, value: toDecimal(quote.total) };
  const buyer = { email: "ada@example.com" };
  const committed = await commit(parts, {
    eventId,
    holder,
    body: { reservationId, paymentToken, amount, buyer },
    amountMinor: minorUnits(quote.total.minor),
    sessionEnded: false,
  });
  if (committed.kind === "sold") await afterBooking(parts, await bookSales(parts, [committed.sale]));
}

/** The buyer was at the bank and is sent back. */
async function comeBack(parts: CheckoutParts, { eventId, reservationId }: Reservation): Promise<void> {
  const driven = await drive(parts, { eventId, reservationId });
  if (driven.kind === "sold") await afterBooking(parts, await bookSales(parts, [driven.sale]));
}

async function authenticate(reservation: Reservation): Promise<void> {
  const found = await office.parts().gateway.find(reservation.reservationId);
  if (found.kind !== "payments") throw new Error("the provider does not answer");
  for (const { id, status } of found.payments) {
    if (status === "action") office.provider.control.authenticate(id, "complete");
  }
}

const held = () => office.hold(newVisitor(), [`stalls-${(seat += 1)}`]);
const heldFree = () => office.hold(newVisitor(), [`free-${(seat += 1)}`]);
const ended = (reservation: Reservation) => nothingHappened(office, reservation, "held", "expired");

interface Story {
  readonly name: string;
  readonly hold: () => Promise<Reservation>;
  readonly tell: (parts: CheckoutParts, reservation: Reservation) => Promise<void>;
  /** What must be true when nobody died. */
  readonly whole: (reservation: Reservation) => Promise<void>;
}

const sold = (reservation: Reservation) => soldOnce(office, reservation);

const STORIES: readonly Story[] = [
  { name: "a card that works", hold: held, tell: (parts, it) => pay(parts, it, "pm_card_visa"), whole: sold },
  { name: "nothing to pay", hold: heldFree, tell: (parts, it) => pay(parts, it, "pm_card_visa"), whole: sold },
  {
    name: "a card that is declined",
    hold: held,
    tell: (parts, it) => pay(parts, it, "pm_card_chargeDeclined"),
    whole: ended,
  },
  {
    name: "a card that does not exist",
    hold: held,
    tell: (parts, it) => pay(parts, it, "pm_card_nobody"),
    whole: ended,
  },
  {
    name: "a bank that wants to see the buyer",
    hold: held,
    tell: async (parts, reservation) => {
      await pay(parts, reservation, "pm_card_threeDSecure2Required");
      await authenticate(reservation);
      await comeBack(parts, reservation);
    },
    whole: sold,
  },
];

describe.each(STORIES)("$name", ({ hold, tell, whole }) => {
  it("ends well when the process dies before or after any of its steps", async () => {
    const counting = new Death(Infinity, "before");
    const first = await hold();
    await tell(mortal(office.parts(), counting), first);
    await office.carry();
    await whole(first);
    expect(counting.steps).toBeGreaterThanOrEqual(4);

    for (let step = 1; step <= counting.steps; step += 1) {
      for (const when of ["before", "after"] as const) {
        const reservation = await hold();
        const death = new Death(step, when);
        await tell(mortal(office.parts(), death), reservation).catch((error: unknown) => {
          if (!death.hasCome) throw error;
        });
        expect({ step, when, hasCome: death.hasCome }).toEqual({ step, when, hasCome: true });
        await office.carry();
        await judge(reservation, `died ${when} step ${step} of ${counting.steps}: ${death.lastStep}`);
      }
    }
  });
});

/** Either all of it or none of it: what the seats say decides which. */
async function judge(reservation: Reservation, what: string): Promise<void> {
  const now = await office.seats.reservation(reservation.reservationId);
  try {
    if (now?.state === "sold") await soldOrBookedWithoutMail(reservation);
    else await nothingHappened(office, reservation, "held", "expired", "released", "revoked");
  } catch (error) {
    throw new Error(what, { cause: error });
  }
}

/** A free order's buyer is known to nobody but its request: without it nobody is mailed (docs/adr/0003). */
async function soldOrBookedWithoutMail(reservation: Reservation): Promise<void> {
  const isFree = reservation.quote.total.minor === 0;
  const orders = await office.rows("SELECT buyer_email FROM orders WHERE id = $1", [reservation.reservationId]);
  if (isFree && orders[0]?.["buyer_email"] === null) return;
  await soldOnce(office, reservation);
}
