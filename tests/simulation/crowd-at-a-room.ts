/**
 * A seeded crowd at a room, event by event: visitors arrive, poll as the page does, come or do not come when called,
 * stay and leave. What happened is measured from outside, by the visitors' own record of when they were let in and out.
 */
import type { Millis, QueueNumber, SessionId, VisitorId } from "../../core/brand.ts";
import { placeOf } from "../../core/queue/place.ts";
import { Room, TICK_MS } from "../../core/queue/room.ts";
import type { RoomSettings } from "../../core/queue/settings.ts";
import type { RoomStatus } from "../../core/queue/status.ts";
import { estimateWait } from "../../core/queue/wait.ts";
import { Agenda, chance } from "./agenda.ts";
import { MemoryRecords } from "./memory-records.ts";

export interface CrowdPlan {
  readonly seed: number;
  readonly visitors: number;
  /** All arrive within this time, evenly by chance. */
  readonly arrivalSpanMs: number;
  readonly noShowShare: number;
  /** Mean stay; exponential, but at least `stayMinMs`. */
  readonly stayMeanMs: number;
  readonly stayMinMs: number;
  readonly settings: Partial<RoomSettings>;
  /** The room crashes and wakes again at these moments. */
  readonly crashesAtMs?: readonly number[];
  readonly changes?: readonly { readonly atMs: number; readonly change: Partial<RoomSettings> }[];
  readonly untilMs: number;
}

export interface Visitor {
  readonly number: number;
  readonly joinedAtMs: number;
  readonly comes: boolean;
  /** When they first stood at the door. */
  knockedAtMs: number | undefined;
  admittedAtMs: number | undefined;
  leftAtMs: number | undefined;
  /** The worst place they were ever shown after a better one, 0 when it never got worse. */
  setback: number;
  lastPosition: number;
}

export interface CrowdRecord {
  readonly visitors: readonly Visitor[];
  /** Share of slot-time that stood empty while places waited uncalled and the rate would have let somebody in. */
  readonly idleShare: number;
  /** What visitors were told when they could not be let in and not asked to come again. */
  readonly turnedAway: readonly string[];
}

/** The first places are called into an empty house: filling it is not idling. */
const FILLING_MS = 30_000;
const MEASURE_MS = 100;
export const START_MS = 1_800_000_000_000;

export function sendCrowd(plan: CrowdPlan): CrowdRecord {
  const random = chance(plan.seed);
  const agenda = new Agenda(START_MS);
  const records = new MemoryRecords({ ...BASE_SETTINGS, ...plan.settings });
  let sessions = 0;
  const options = { newSessionId: () => `s${sessions++}` as SessionId, endedSessionsMax: 50_000 };
  const nowMs = (): Millis => Math.floor(agenda.now) as Millis;
  const network = (): number => 30 + random() * 150;
  const wake = (): Room => new Room(records.load(nowMs()), records, options, nowMs());
  let room = wake();
  const visitors: Visitor[] = [];
  const turnedAway: string[] = [];

  // The edge's copy of the status: at most a second old, the same for everybody.
  let seen: RoomStatus = room.status(nowMs());
  const status = (): RoomStatus => {
    if (agenda.now - seen.asOfMs >= 1_000) seen = room.observe(nowMs()).status;
    return seen;
  };

  const join = (comes: boolean): void => {
    const joined = room.join(1, nowMs());
    if (joined.kind !== "issued") {
      turnedAway.push(joined.reason);
      return;
    }
    const visitor: Visitor = {
      number: joined.first,
      joinedAtMs: agenda.now,
      comes,
      knockedAtMs: undefined,
      admittedAtMs: undefined,
      leftAtMs: undefined,
      setback: 0,
      lastPosition: Infinity,
    };
    visitors.push(visitor);
    agenda.at(agenda.now + network(), () => poll(visitor, joined.first));
  };

  const poll = (visitor: Visitor, number: QueueNumber): void => {
    const place = placeOf(number, status());
    visitor.setback = Math.max(visitor.setback, place.position - visitor.lastPosition);
    visitor.lastPosition = place.position;
    if (place.called) {
      if (visitor.comes) agenda.at(agenda.now + 2 * network(), () => claim(visitor, number));
      return;
    }
    const { pollAfterSeconds } = estimateWait(place, status());
    agenda.at(agenda.now + pollAfterSeconds * 1_000 * (0.9 + random() * 0.2) + network(), () => poll(visitor, number));
  };

  const claim = (visitor: Visitor, number: QueueNumber): void => {
    visitor.knockedAtMs ??= nowMs();
    const outcome = room.claim(number, `v${number}` as VisitorId, nowMs());
    if (outcome.kind === "admitted") {
      const stayMs = Math.round(Math.max(plan.stayMinMs, -Math.log(1 - random()) * plan.stayMeanMs));
      visitor.admittedAtMs = nowMs();
      visitor.leftAtMs = Math.min(nowMs() + stayMs, outcome.visit.expiresAtMs);
      agenda.at(visitor.leftAtMs, () => room.end(outcome.visit.sessionId, "left", nowMs()));
    } else if (outcome.kind === "not_your_turn") {
      agenda.at(agenda.now + outcome.retryAfterMs + network(), () => claim(visitor, number));
    } else if (outcome.kind === "turn_missed" && outcome.next === "parked") {
      agenda.at(agenda.now + 2_000 + network(), () => claim(visitor, number));
    } else {
      turnedAway.push(outcome.kind);
    }
  };

  for (let index = 0; index < plan.visitors; index++) {
    const comes = random() >= plan.noShowShare;
    agenda.at(START_MS + random() * plan.arrivalSpanMs, () => join(comes));
  }
  const tick = (): void => {
    const dueMs = room.nextTickMs(nowMs());
    if (dueMs !== undefined && dueMs <= nowMs()) room.tick(nowMs());
    agenda.at(agenda.now + TICK_MS, tick);
  };
  agenda.at(START_MS, tick);
  for (const atMs of plan.crashesAtMs ?? []) agenda.at(START_MS + atMs, () => (room = wake()));
  for (const { atMs, change } of plan.changes ?? [])
    agenda.at(START_MS + atMs, () => room.configure({ ...room.settings, ...change }, "tester", undefined, nowMs()));

  let idleMs = 0;
  let slotMs = 0;
  const measure = (): void => {
    const { nextNumber, servingCounter, inside, totalActiveUsers, newUsersPerMinute } = room.status(nowMs());
    const lately = visitors.filter((visitor) => (visitor.admittedAtMs ?? 0) > nowMs() - 60_000).length;
    if (nextNumber > servingCounter && agenda.now > START_MS + FILLING_MS && lately < newUsersPerMinute) {
      slotMs += totalActiveUsers;
      idleMs += Math.max(0, totalActiveUsers - inside);
    }
    agenda.at(agenda.now + MEASURE_MS, measure);
  };
  agenda.at(START_MS, measure);

  agenda.run(START_MS + plan.untilMs);
  return { visitors, idleShare: slotMs === 0 ? 0 : idleMs / slotMs, turnedAway };
}

const BASE_SETTINGS: RoomSettings = {
  roomId: "room" as RoomSettings["roomId"],
  name: "Simulated",
  eventIds: [],
  totalActiveUsers: 100,
  newUsersPerMinute: 100_000,
  sessionDurationMs: 900_000 as Millis,
  claimWindowMs: 300_000 as Millis,
  queueingMethod: "fifo",
  queueAll: false,
  suspended: false,
  paused: false,
  addressLimit: "off",
};
