// Parts that break while people pay: a provider that loses answers, breaks after the work, or is down; books that are
// down, or lose answers. Nobody pays twice (S7), nothing is sold that is not paid (S6), no hold runs out because of the
// provider, and the sale goes on without the books (S10).

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reservation } from "../../../core/contract/seat-allocator.ts";
import { recover } from "../../../origin-api/checkout/recovery-consumer.ts";
import { ROOM_PAUSED_BECAUSE } from "../../../origin-api/checkout/outage.ts";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { commandsOf, moneyOf, nothingHappened, soldOnce } from "./judgement.ts";

let office: TestOffice;
let seat = 0;

beforeEach(async () => {
  office = await TestOffice.open();
  seat = 0;
});
afterEach(() => office.close());

const held = (): Promise<Reservation> => office.hold(newVisitor(), [`stalls-${(seat += 1)}`]);

describe("a provider whose answers are lost", () => {
  it.each(["lose_answers", "500_after_work"] as const)("charges once, whatever is asked again (%s)", async (mode) => {
    const reservation = await held();
    office.provider.control.setOutage({ mode });
    const first = await office.commit(reservation);
    expect(first.status).toBe(503);
    expect(["payment_unknown", "payment_provider_down"]).toContain(first.body.code);
    office.provider.control.setOutage(null);
    office.clockMs += 10_000;
    expect(await office.commit(reservation)).toMatchObject({ status: 200 });
    await office.idle();
    await office.carry();
    await soldOnce(office, reservation);
  });

  it.each(["lose_answers", "500_after_work"] as const)(
    "is found out by the recovery when nobody asks again (%s)",
    async (mode) => {
      const reservation = await held();
      office.provider.control.setOutage({ mode });
      await office.commit(reservation);
      office.provider.control.setOutage(null);
      await office.carry();
      await soldOnce(office, reservation);
    },
  );

  it("is found out while its search lags behind", async () => {
    const reservation = await held();
    office.provider.control.setTiming({ searchDelayMs: 100_000 });
    office.provider.control.setOutage({ mode: "lose_answers" });
    await office.commit(reservation);
    office.provider.control.setOutage(null);
    await office.carry();
    await soldOnce(office, reservation);
  });

  it("charges once per reservation in a storm of faults", async () => {
    const reservations = await Promise.all(Array.from({ length: 20 }, held));
    office.provider.control.setOutage({
      faults: [
        { mode: "lose_answers", probability: 0.2 },
        { mode: "500_after_work", probability: 0.2 },
        { mode: "down", probability: 0.1 },
      ],
      seed: 7,
    });
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(reservations.map((reservation) => office.commit(reservation)));
      office.clockMs += 10_000;
    }
    office.provider.control.setOutage(null);
    await office.idle();
    await office.carry();
    for (const reservation of reservations) {
      const now = await office.seats.reservation(reservation.reservationId);
      if (now?.state === "sold") await soldOnce(office, reservation);
      else await nothingHappened(office, reservation, "held", "expired");
    }
  });
});

describe("a provider that is down (S10)", () => {
  async function outage(): Promise<Reservation> {
    office.provider.control.setOutage({ mode: "unreachable" });
    const reservation = await held();
    await office.commit(reservation);
    expect(await office.commit(reservation)).toMatchObject({ status: 503, body: { code: "payment_provider_down" } });
    return reservation;
  }

  it("stops the clocks and the room, and says why", async () => {
    const waiting = await held();
    await outage();
    expect((await office.seats.card()).clockStoppedBecause).toContain("payment provider");
    expect(office.room.settings.paused).toBe(true);
    expect(office.room.feed.at(-1)).toMatchObject({ kind: "paused", message: ROOM_PAUSED_BECAUSE });
    office.clockMs += 3_600_000;
    expect((await office.seats.reservation(waiting.reservationId))?.state).toBe("held");
  });

  it("lets both go on once it answers, and whoever was paying is charged once", async () => {
    const reservation = await outage();
    const { recovery } = office.seats.errands();
    const probe = recovery.find(({ kind }) => kind === "provider_probe");
    if (probe === undefined) throw new Error("nobody asks for a probe");
    await recover(office.parts(), probe);
    expect(office.room.settings.paused).toBe(true);
    office.provider.control.setOutage(null);
    await recover(office.parts(), probe);
    expect((await office.seats.card()).clockStoppedBecause).toBeUndefined();
    expect(office.room.settings.paused).toBe(false);
    expect(await office.commit(reservation)).toMatchObject({ status: 200 });
    await office.idle();
    await soldOnce(office, reservation);
  });

  it("never undoes an operator's own pause", async () => {
    await office.room.configure({ actor: "user:1", change: { paused: true }, message: "Fire drill." });
    await outage();
    office.provider.control.setOutage(null);
    await recover(office.parts(), { kind: "provider_probe", eventId: office.eventId });
    expect((await office.seats.card()).clockStoppedBecause).toBeUndefined();
    expect(office.room.settings.paused).toBe(true);
  });

  it("keeps seats whose payment it cannot tell about, for as long as it takes (S5)", async () => {
    const reservation = await outage();
    await office.carry(office.parts(), 10);
    expect((await office.seats.reservation(reservation.reservationId))?.state).toBe("paying");
    expect(commandsOf(office, reservation)).not.toContain("cancel");
  });
});

describe("books that are down (S10)", () => {
  it("do not keep anybody from buying; they catch up by themselves", async () => {
    const reservations = [await held(), await held()];
    office.database.setOutage("down");
    const answers = [];
    for (const reservation of reservations) answers.push(await office.commit(reservation));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    for (const reservation of reservations) expect(moneyOf(office, reservation).kept).toBe(15_250);
    const { pathname, search } = new URL(answers[0]?.body.url);
    expect(await office.fetch("GET", `${pathname}${search}`)).toMatchObject({ status: 200, body: answers[0]?.body });
    await office.idle();
    await office.carry(office.parts(), 2, 10_000);
    office.database.setOutage("none");
    await office.carry(office.parts(), 2);
    for (const reservation of reservations) await soldOnce(office, reservation);
    const owed = await office.rows("SELECT id FROM notifications ORDER BY id");
    expect(new Set(office.mails.map(({ notificationId }) => notificationId))).toEqual(
      new Set(owed.map(({ id }) => id)),
    );
  });

  it("that lose answers have every order once", async () => {
    const reservation = await held();
    office.database.setOutage("lose_answers");
    expect(await office.commit(reservation)).toMatchObject({ status: 200 });
    await office.idle();
    office.database.setOutage("none");
    expect(await office.commit(reservation)).toMatchObject({ status: 200 });
    await office.idle();
    await office.carry(office.parts(), 2);
    await soldOnce(office, reservation);
  });
});
