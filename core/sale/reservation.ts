/**
 * One reservation as a state machine: what it is after each act. Pure; the journal's acts are the only way on.
 *
 *   hold → held ─extend→ held ─begin→ paying ─commit→ sold ─revoke→ … → revoked
 *            ├─release→ released     └─cancel→ held, or released when the holder gave it up
 *            └─lapse→ expired
 */
import type { Millis, ReservationId, VisitorId } from "../brand.ts";
import type { Entry, Places, ReservationAct } from "./act.ts";

export type ReservationState = "held" | "paying" | "sold" | "released" | "expired" | "revoked";

export interface Payment {
  readonly fingerprint: string;
  readonly deadlineMs: Millis;
  /** What was left of the hold when it began. */
  readonly leftMs: Millis;
}

export interface Revocation {
  readonly refundRef: string;
  readonly places: Places;
}

export interface ReservationRecord {
  readonly id: ReservationId;
  readonly holder: VisitorId;
  /** Of the request that made it. */
  readonly fingerprint: string;
  readonly state: ReservationState;
  readonly places: Places;
  readonly heldAtMs: Millis;
  readonly holdMs: Millis;
  readonly jitterMs: Millis;
  readonly expiresAtSaleMs: Millis;
  readonly extended: boolean;
  readonly gaveUp: boolean;
  /** Payment attempts so far, and how many of them a bank refused. */
  readonly attempt: number;
  readonly failures: number;
  readonly payment: Payment | undefined;
  readonly paymentRef: string | undefined;
  readonly revocations: readonly Revocation[];
}

/** Its seats are free for others from here. */
export function freeAtSaleMs(record: ReservationRecord): number {
  return record.expiresAtSaleMs + record.jitterMs;
}

/** A hold is dead for its holder at its end, though its seats are not free yet. */
export function isAlive(record: ReservationRecord, saleMs: Millis): boolean {
  return record.state === "held" && saleMs < record.expiresAtSaleMs;
}

/**
 * The reservation after `entry`.
 *
 * @throws when the entry does not follow from `record`: the journal or a decision is wrong.
 */
export function advance(
  record: ReservationRecord | undefined,
  { act, atMs }: Entry<ReservationAct>,
): ReservationRecord {
  if (act.command === "hold") {
    const { holder, fingerprint, places, holdMs, expiresAtSaleMs, jitterMs } = act.body;
    return {
      id: act.reservation,
      holder,
      fingerprint,
      state: "held",
      places,
      heldAtMs: atMs,
      holdMs,
      jitterMs,
      expiresAtSaleMs,
      extended: false,
      gaveUp: false,
      attempt: 0,
      failures: 0,
      payment: undefined,
      paymentRef: undefined,
      revocations: [],
    };
  }
  switch (act.command) {
    case "extend":
      return { ...inState("held", record, act), extended: true, expiresAtSaleMs: act.body.expiresAtSaleMs };
    case "release":
      return { ...inState("held", record, act), state: "released" };
    case "lapse":
      return { ...inState("held", record, act), state: "expired" };
    case "give_up":
      return { ...inState("paying", record, act), gaveUp: true };
    case "begin": {
      const { attempt, fingerprint, deadlineMs, leftMs } = act.body;
      return {
        ...inState("held", record, act),
        state: "paying",
        attempt,
        payment: { fingerprint, deadlineMs, leftMs },
      };
    }
    case "commit":
      return { ...inState("paying", record, act), state: "sold", paymentRef: act.body.paymentRef, payment: undefined };
    case "cancel": {
      const paying = inState("paying", record, act);
      const { expiresAtSaleMs, proof } = act.body;
      const failures = paying.failures + (proof === "never_created" ? 0 : 1);
      if (expiresAtSaleMs === undefined) return { ...paying, state: "released", failures, payment: undefined };
      return { ...paying, state: "held", failures, payment: undefined, expiresAtSaleMs };
    }
    case "revoke": {
      const sold = inState("sold", record, act);
      const { refundRef, places } = act.body;
      const left = without(sold.places, places);
      const revocations = [...sold.revocations, { refundRef, places }];
      return { ...sold, state: left.length === 0 ? "revoked" : "sold", places: left, revocations };
    }
    default:
      return act satisfies never;
  }
}

function inState(
  state: ReservationState,
  record: ReservationRecord | undefined,
  act: ReservationAct,
): ReservationRecord {
  if (record?.state !== state)
    throw new Error(`${act.command} of ${act.reservation}: is ${record?.state ?? "unknown"}, not ${state}`);
  return record;
}

/** `places` less one occurrence for each of `removed`: several places of an area share its number. */
export function without(places: Places, removed: Places): Places {
  const left = [...places];
  for (const place of removed) {
    const index = left.indexOf(place);
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}
