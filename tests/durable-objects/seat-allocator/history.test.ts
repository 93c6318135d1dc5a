/** What happened to one reservation, read back from the journal of a busy sale, after a crash too. */
import { expect, it } from "vitest";
import type { ReservationId } from "../../../core/brand.ts";
import { crash, held, hold, newEvent, paying, seats, testClock } from "./event-under-test.ts";

it("tells the steps of one reservation in order, a refused payment included, and nobody else's", async () => {
  const clock = testClock();
  const { event } = await newEvent();
  for (let other = 1; other <= 5; other += 1) await hold(event(), seats(`S-B-${other}`));
  clock.advance(1_000);
  const reservation = await held(event(), seats("S-A-1", "S-A-2"));
  const { reservationId, holder, heldAtMs } = reservation;
  clock.advance(1_000);
  await event().extend(reservationId, holder);
  const first = await paying(event(), reservation);
  await event().cancelPayment(reservationId, first, "failed_terminal");
  await hold(event(), seats("S-C-1"));
  clock.advance(1_000);
  const second = await paying(event(), reservation, "another card");
  await event().commit(reservationId, second, "pi_2");
  await crash(event());
  expect(await event().history(reservationId)).toEqual([
    { atMs: heldAtMs, command: "hold", places: 2 },
    { atMs: heldAtMs + 1_000, command: "extend" },
    { atMs: heldAtMs + 1_000, command: "begin", attempt: 1 },
    { atMs: heldAtMs + 1_000, command: "cancel", attempt: 1, proof: "failed_terminal" },
    { atMs: heldAtMs + 2_000, command: "begin", attempt: 2 },
    { atMs: heldAtMs + 2_000, command: "commit", attempt: 2, places: 2 },
  ]);
});

it("has no story of what never was", async () => {
  testClock();
  const { event } = await newEvent();
  expect(await event().history(crypto.randomUUID() as ReservationId)).toEqual([]);
});
