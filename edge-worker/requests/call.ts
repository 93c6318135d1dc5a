/**
 * One request under way: what was asked, under which id, at what time, and the isolate's door that answers it.
 */
import type { EventId, Millis, ReservationId, RoomId } from "../../core/brand.ts";
import { REQUEST_ID, requestIdFrom } from "../../core/contract/headers.ts";
import type { Door } from "../door.ts";
import type { Pace } from "../views/shared-view.ts";

/** The part of the platform's execution context that is used. */
export interface Afterwards {
  waitUntil(work: Promise<unknown>): void;
}

export class Call implements Pace {
  readonly request: Request;
  readonly door: Door;
  /** Canonical; see `gate/canonical-path.ts`. */
  readonly path: string;
  readonly params: PathParams;
  readonly requestId: string;
  readonly #afterwards: Afterwards;

  constructor(request: Request, door: Door, afterwards: Afterwards, path: string, params: PathParams) {
    this.request = request;
    this.door = door;
    this.path = path;
    this.params = params;
    this.requestId = requestIdFrom(request.headers.get(REQUEST_ID), freshRequestId);
    this.#afterwards = afterwards;
  }

  now(): Millis {
    return this.door.now();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  waitUntil(work: Promise<unknown>): void {
    this.#afterwards.waitUntil(work);
  }

  // What the route's pattern caught; a handler asks only for what its own pattern names.
  get roomId(): RoomId {
    return this.#param("roomId") as RoomId;
  }
  get eventId(): EventId {
    return this.#param("eventId") as EventId;
  }
  get reservationId(): ReservationId {
    return this.#param("reservationId") as ReservationId;
  }
  get hash(): string {
    return this.#param("hash");
  }

  #param(name: keyof PathParams): string {
    const value = this.params[name];
    if (value === undefined) throw new Error(`the route of ${this.path} names no ${name}`);
    return value;
  }

  /** Query parameters. */
  get query(): URLSearchParams {
    const { url } = this.request;
    const mark = url.indexOf("?");
    return new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1));
  }

  /** The address as Cloudflare saw it; the same for all on one machine. */
  get clientAddress(): string {
    return this.request.headers.get("cf-connecting-ip") ?? "127.0.0.1";
  }
}

/** What a route's pattern caught; each is a UUID in lower case or a hash, see `requests/router.ts`. */
export interface PathParams {
  readonly roomId?: string;
  readonly eventId?: string;
  readonly reservationId?: string;
  readonly hash?: string;
}

let isolateId: string | undefined;
let requestCount = 0;

/** Unique enough to find a request in the logs, and cheaper than a UUID per request. */
export function freshRequestId(): string {
  isolateId ??= crypto.randomUUID().slice(0, 13);
  requestCount += 1;
  return `${isolateId}-${requestCount.toString(36)}`;
}
