/**
 * Who is inside, and which visits ended before their token did (W1, W3).
 *
 * A visit counts as inside until it ends or its time is up, judged by the clock on every question. An ended one stays
 * on the public list until its token has expired, so that the token opens nothing any more. The list is bounded:
 * past the bound a visit that ends keeps its slot until its token expires, so that the cap holds even then.
 */
import type { Millis, QueueNumber, SessionId, VisitorId } from "../brand.ts";
import { Deadlines } from "./deadlines.ts";

export interface Visit {
  readonly number: QueueNumber;
  readonly sessionId: SessionId;
  readonly visitorId: VisitorId;
  readonly admittedAtMs: Millis;
  readonly expiresAtMs: Millis;
  readonly renewed: boolean;
  readonly endedAtMs?: Millis;
}

export class Visits {
  readonly #bySession = new Map<SessionId, Visit>();
  readonly #byNumber = new Map<QueueNumber, SessionId>();
  readonly #expiries = new Deadlines<SessionId>();
  readonly #listed = new Set<SessionId>();
  readonly #listedMax: number;
  #inside = 0;
  #version: number;
  #list: readonly SessionId[] | undefined;

  /** @param version where the list's versions begin: higher than any that was shown before a crash. */
  constructor(visits: readonly Visit[], version: number, listedMax: number) {
    this.#version = version;
    this.#listedMax = listedMax;
    for (const visit of visits) {
      this.#remember(visit);
      if (visit.endedAtMs === undefined || !this.#tryList(visit.sessionId)) this.#inside++;
    }
  }

  /** Forgets what has expired. @returns how many have left by that. */
  passTime(nowMs: Millis): number {
    let left = 0;
    for (let due = this.#expiries.takeDue(nowMs); due !== undefined; due = this.#expiries.takeDue(nowMs)) {
      const visit = this.#bySession.get(due.item);
      if (visit === undefined || visit.expiresAtMs > due.atMs) continue; // renewed: a later entry stands for it
      this.#bySession.delete(visit.sessionId);
      this.#byNumber.delete(visit.number);
      if (this.#listed.delete(visit.sessionId)) {
        this.#list = undefined;
      } else {
        this.#inside--;
        left++;
      }
    }
    return left;
  }

  /** Slots taken, after {@link passTime}. */
  get inside(): number {
    return this.#inside;
  }

  get endedVersion(): number {
    return this.#version;
  }

  get endedIds(): readonly SessionId[] {
    this.#list ??= [...this.#listed];
    return this.#list;
  }

  byNumber(number: QueueNumber): Visit | undefined {
    const sessionId = this.#byNumber.get(number);
    return sessionId === undefined ? undefined : this.#bySession.get(sessionId);
  }

  bySession(sessionId: SessionId): Visit | undefined {
    return this.#bySession.get(sessionId);
  }

  admit(visit: Visit): void {
    this.#remember(visit);
    this.#inside++;
  }

  /** Replaces a visit by itself with another time. */
  renew(visit: Visit): void {
    this.#remember(visit);
  }

  /** Ends a visit that is inside. */
  end(visit: Visit, endedAtMs: Millis): Visit {
    const ended = { ...visit, endedAtMs };
    this.#bySession.set(visit.sessionId, ended);
    this.#version++;
    if (this.#tryList(visit.sessionId)) this.#inside--;
    return ended;
  }

  #remember(visit: Visit): void {
    this.#bySession.set(visit.sessionId, visit);
    this.#byNumber.set(visit.number, visit.sessionId);
    this.#expiries.add(visit.expiresAtMs, visit.sessionId);
  }

  #tryList(sessionId: SessionId): boolean {
    if (this.#listed.size >= this.#listedMax) return false;
    this.#listed.add(sessionId);
    this.#list = undefined;
    return true;
  }
}
