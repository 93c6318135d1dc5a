/**
 * People who are inside before anything is measured: joined, called and admitted as everybody is.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_HEADERS } from "../../../core/contract/tokens.ts";
import type { AdmissionDocument, PlaceDocument, StatusDocument } from "../../../core/contract/waiting-room.ts";
import { requestText, type Reply } from "../../../local/crowd/http/connection.ts";
import { expectStatus, type ClosedLoop } from "../load/closed-loop.ts";

export interface Place {
  readonly number: number;
  readonly ticket: string;
}

export interface Holder {
  readonly visitorId: string;
  readonly admission: string;
}

const PREPARED_WITHIN_SECONDS = 120;
const LOOK_EVERY_MS = 100;
let visitors = 0;

/** A new visitor's request for a ticket, each from an address block of their own. */
export function joinRequest(host: string, roomId: string): string {
  visitors += 1;
  const address = `${20 + ((visitors >> 16) & 127)}.${(visitors >> 8) & 255}.${visitors & 255}.1`;
  return requestText("POST", `/rooms/${roomId}/tickets`, host, { "cf-connecting-ip": address });
}

export function statusRequest(host: string, roomId: string): string {
  return requestText("GET", `/rooms/${roomId}/status`, host);
}

export function claimRequest(host: string, roomId: string, ticket: string): string {
  return requestText("POST", `/rooms/${roomId}/admissions`, host, { [TOKEN_HEADERS.ticket]: ticket });
}

/** Joins `count` visitors and waits until all of them are called. */
export async function calledPlaces(loop: ClosedLoop, host: string, roomId: string, count: number): Promise<Place[]> {
  const places: Place[] = [];
  let asked = 0;
  const take = (reply: Reply): void => {
    const { number, ticket } = bodyOf(reply, 201) as PlaceDocument;
    places.push({ number, ticket });
  };
  await loop.run(
    () => (asked++ < count ? { text: joinRequest(host, roomId), take } : undefined),
    PREPARED_WITHIN_SECONDS,
  );
  const last = places.reduce((most, { number }) => Math.max(most, number), 0);
  const deadline = performance.now() + PREPARED_WITHIN_SECONDS * 1000;
  while ((await servingCounter(loop, host, roomId)) <= last) {
    if (performance.now() > deadline) throw new Error(`number ${last} was not called in time`);
    await sleep(LOOK_EVERY_MS);
  }
  return places;
}

/** `count` visitors, inside. The door is paced (W2), so some have to ask again. */
export async function admittedHolders(
  loop: ClosedLoop,
  host: string,
  roomId: string,
  count: number,
): Promise<Holder[]> {
  const waiting = await calledPlaces(loop, host, roomId, count);
  const holders: Holder[] = [];
  const deadline = performance.now() + PREPARED_WITHIN_SECONDS * 1000;
  while (holders.length < count) {
    if (performance.now() > deadline) throw new Error(`only ${holders.length} of ${count} were let in in time`);
    await loop.run(() => {
      const place = waiting.shift();
      if (place === undefined) return undefined;
      return {
        text: claimRequest(host, roomId, place.ticket),
        take: (reply) => {
          if (reply.status === 409) {
            waiting.push(place);
            return;
          }
          const { visitorId, admission } = bodyOf(reply, 201) as AdmissionDocument;
          holders.push({ visitorId, admission });
        },
      };
    }, 1);
  }
  return holders;
}

async function servingCounter(loop: ClosedLoop, host: string, roomId: string): Promise<number> {
  let counter = 0;
  let asked = false;
  const take = (reply: Reply): void => {
    counter = (bodyOf(reply, 200) as StatusDocument).servingCounter;
  };
  await loop.run(() => {
    if (asked) return undefined;
    asked = true;
    return { text: statusRequest(host, roomId), take };
  }, PREPARED_WITHIN_SECONDS);
  return counter;
}

/** The answer's document, for the caller to name; throws when the status is another. */
export function bodyOf(reply: Reply, status: number): unknown {
  expectStatus(reply, status);
  return JSON.parse(reply.body.toString("utf8"));
}
