/**
 * Giving a hold back, and asking for more time: what only its holder may do. Another's reservation is `not_found`.
 */
import { millis, type Millis, type VisitorId } from "../brand.ts";
import type { ReservationAct } from "./act.ts";
import { refused, type Decision, type ExtendRefusal } from "./outcomes.ts";
import { isAlive, type ReservationRecord } from "./reservation.ts";
import { saleTime, type SaleClock } from "./sale-clock.ts";

/**
 * Frees a hold at once. What has ended already is done. While a payment is under way nothing is freed (S5), but the
 * wish is kept: should no money land, the seats are free then.
 */
export function decideRelease(
  record: ReservationRecord | undefined,
  holder: VisitorId,
  clock: SaleClock,
  nowMs: Millis,
): Decision<ReservationAct, "not_found" | "already_paying"> {
  if (record === undefined || record.holder !== holder) return refused("not_found");
  const reservation = record.id;
  if (record.state === "sold" || record.state === "revoked") return refused("already_paying", { detail: "it is paid" });
  if (record.state === "paying")
    return record.gaveUp
      ? refused("already_paying")
      : { kind: "act", act: { command: "give_up", reservation, body: {} } };
  // Dead for its holder: the seats come free by themselves, and it counts as a hold that ran out.
  if (!isAlive(record, saleTime(clock, nowMs))) return { kind: "done" };
  return { kind: "act", act: { command: "release", reservation, body: {} } };
}

/** Starts the hold's time anew, once. */
export function decideExtend(
  record: ReservationRecord | undefined,
  holder: VisitorId,
  clock: SaleClock,
  nowMs: Millis,
): Decision<ReservationAct, ExtendRefusal> {
  if (record === undefined || record.holder !== holder) return refused("not_found");
  if (record.state === "paying") return refused("already_paying");
  const saleMs = saleTime(clock, nowMs);
  if (!isAlive(record, saleMs)) return refused("hold_expired");
  if (record.extended) return refused("extension_used");
  const expiresAtSaleMs = millis(Math.max(record.expiresAtSaleMs, saleMs + record.holdMs));
  return { kind: "act", act: { command: "extend", reservation: record.id, body: { expiresAtSaleMs } } };
}
