/**
 * Reservations as fast as they go, without running out of seats: the house is filled, measured, and emptied again,
 * not measured. Only whole fillings count, so every state of the house from empty to nearly full has its share; the
 * releases are as real as the reservations, and their rate is reported beside.
 */
import { randomUUID } from "node:crypto";
import { TOKEN_HEADERS } from "../../../core/contract/tokens.ts";
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { requestText } from "../../../local/crowd/http/connection.ts";
import { expectStatus, type ClosedLoop, type Measured } from "../load/closed-loop.ts";
import { bodyOf, type Holder } from "./visitors.ts";

const FILLING_SECONDS_MAX = 60;
const HOLD_MINUTES = 5;

export interface House {
  readonly host: string;
  readonly eventId: string;
  readonly holders: readonly Holder[];
}

export interface HoldRates {
  readonly reserve: number;
  readonly release: number;
}

/** @param choices what is reserved in one filling, one choice a reservation. */
export async function holdRates(
  loop: ClosedLoop,
  house: House,
  choices: readonly object[],
  seconds: number,
): Promise<HoldRates> {
  const reserved = { count: 0, seconds: 0 };
  const released = { count: 0, seconds: 0 };
  while (reserved.seconds < seconds) {
    const held: { holder: Holder; reservationId: string }[] = [];
    add(reserved, await fill(loop, house, choices, held));
    add(released, await empty(loop, house, held));
  }
  return { reserve: reserved.count / reserved.seconds, release: released.count / released.seconds };
}

function fill(
  loop: ClosedLoop,
  { host, eventId, holders }: House,
  choices: readonly object[],
  held: { holder: Holder; reservationId: string }[],
): Promise<Measured> {
  let next = 0;
  return loop.run(() => {
    const choice = choices[next];
    const holder = holders[next % holders.length];
    if (choice === undefined || holder === undefined) return undefined;
    next += 1;
    const body = JSON.stringify({
      eventId,
      ...choice,
      userId: holder.visitorId,
      expiryInMinutes: HOLD_MINUTES,
    });
    const headers = { [TOKEN_HEADERS.admission]: holder.admission, "idempotency-key": randomUUID() };
    return {
      text: requestText("POST", "/seats/reserve", host, headers, body),
      take: (reply) => {
        const { reservationId } = bodyOf(reply, 201) as ReservationDocument;
        held.push({ holder, reservationId });
      },
    };
  }, FILLING_SECONDS_MAX);
}

function empty(
  loop: ClosedLoop,
  { host }: House,
  held: { holder: Holder; reservationId: string }[],
): Promise<Measured> {
  return loop.run(() => {
    const last = held.pop();
    if (last === undefined) return undefined;
    const headers = { [TOKEN_HEADERS.admission]: last.holder.admission };
    return {
      text: requestText("DELETE", `/seats/reservations/${last.reservationId}`, host, headers),
      take: (reply) => expectStatus(reply, 200),
    };
  }, FILLING_SECONDS_MAX);
}

function add(sum: { -readonly [K in keyof Measured]: Measured[K] }, more: Measured): void {
  sum.count += more.count;
  sum.seconds += more.seconds;
}
