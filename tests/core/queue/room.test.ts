/**
 * W1 to W4, W6 and W12 over any history of one room: joins, claims, ends, renewals, changed settings, crashes and a
 * clock that jumps. The oracle is a list of who was let in and a few loops; it knows nothing of calls and places.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { millis, type QueueNumber, type SessionId, type VisitorId } from "../../../core/brand.ts";
import { Room } from "../../../core/queue/room.ts";
import type { RoomSettings } from "../../../core/queue/settings.ts";
import { MemoryRecords } from "../../simulation/memory-records.ts";

const SETTINGS: RoomSettings = {
  roomId: "room" as RoomSettings["roomId"],
  name: "Room",
  eventIds: [],
  totalActiveUsers: 3,
  newUsersPerMinute: 20,
  sessionDurationMs: millis(60_000),
  claimWindowMs: millis(10_000),
  queueingMethod: "fifo",
  queueAll: false,
  suspended: false,
  paused: false,
  addressLimit: "off",
};

interface LetIn {
  readonly number: number;
  readonly sessionId: SessionId;
  readonly atMs: number;
  untilMs: number;
  hasLeft: boolean;
  renewals: number;
}

/** A door-keeper with a notebook. */
class Notebook {
  readonly letIn: LetIn[] = [];
  inside(nowMs: number): LetIn[] {
    return this.letIn.filter((visit) => !visit.hasLeft && visit.untilMs > nowMs);
  }
  lately(nowMs: number): number {
    return this.letIn.filter((visit) => visit.atMs >= nowMs - 60_000).length;
  }
}

type Command =
  | { readonly kind: "join" | "crash" | "pause" | "go on" }
  | { readonly kind: "claim" | "end" | "renew"; readonly which: number }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "set"; readonly cap: number; readonly rate: number };

const which = fc.nat({ max: 1_000 });
const command = fc.oneof<fc.WeightedArbitrary<Command>[]>(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("join") }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("claim"), which }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("end"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("renew"), which }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.integer({ min: 1, max: 8_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("pause", "go on") }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("set"),
      cap: fc.integer({ min: 0, max: 6 }),
      rate: fc.integer({ min: 0, max: 40 }),
    }),
  },
);

it("keeps cap, rate, one visit per ticket and every place, whatever happens in whatever order", () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 250 }), (commands) => {
      const records = new MemoryRecords(SETTINGS);
      let sessions = 0;
      const options = { newSessionId: () => `s${sessions++}` as SessionId, endedSessionsMax: 1 };
      let nowMs = 1_800_000_000_000;
      const wake = (): Room => new Room(records.load(millis(nowMs)), records, options, millis(nowMs));
      let room = wake();
      const notebook = new Notebook();
      const numbers: QueueNumber[] = [];
      let shownCounter = 0;
      let endedVersion = 0;

      for (const step of commands) {
        const now = millis(nowMs);
        if (step.kind === "wait") nowMs += step.ms;
        if (step.kind === "crash") room = wake();
        if (step.kind === "pause" || step.kind === "go on")
          room.configure({ ...room.settings, paused: step.kind === "pause" }, "me", undefined, now);
        if (step.kind === "set")
          room.configure(
            { ...room.settings, totalActiveUsers: step.cap, newUsersPerMinute: step.rate },
            "me",
            undefined,
            now,
          );
        if (step.kind === "join") {
          const joined = room.join(1, now);
          if (joined.kind !== "issued") throw new Error("an open room issues numbers");
          expect(numbers).not.toContain(joined.first);
          numbers.push(joined.first);
        }
        const number = step.kind === "claim" ? numbers[step.which % Math.max(1, numbers.length)] : undefined;
        if (number !== undefined) {
          const earlier = notebook.letIn.find((visit) => visit.number === number);
          const outcome = room.claim(number, `v${number}` as VisitorId, now);
          if (earlier !== undefined) {
            // W3: the same visit while it lasts, and never another one.
            const lasts = notebook.inside(nowMs).includes(earlier);
            expect(outcome).toMatchObject(
              lasts
                ? { kind: "admitted", again: true, visit: { sessionId: earlier.sessionId } }
                : { kind: "already_used" },
            );
          } else if (outcome.kind === "admitted") {
            const { totalActiveUsers, newUsersPerMinute, paused } = room.settings;
            expect(paused).toBe(false);
            expect(notebook.inside(nowMs).length).toBeLessThan(totalActiveUsers); // W1
            expect(notebook.lately(nowMs)).toBeLessThan(newUsersPerMinute); // W2
            const { sessionId, expiresAtMs } = outcome.visit;
            notebook.letIn.push({ number, sessionId, atMs: nowMs, untilMs: expiresAtMs, hasLeft: false, renewals: 0 });
          } else {
            expect(["not_your_turn", "turn_missed"]).toContain(outcome.kind);
          }
        }
        const visit =
          step.kind === "end" || step.kind === "renew"
            ? notebook.letIn[step.which % Math.max(1, notebook.letIn.length)]
            : undefined;
        if (visit !== undefined && step.kind === "renew") {
          const outcome = room.renew(visit.sessionId, now);
          const mayRenew = notebook.inside(nowMs).includes(visit) && visit.renewals === 0;
          expect(outcome.kind).toBe(mayRenew ? "renewed" : "refused");
          if (outcome.kind === "renewed") Object.assign(visit, { renewals: 1, untilMs: outcome.visit.expiresAtMs });
        }
        if (visit !== undefined && step.kind === "end") {
          room.end(visit.sessionId, "left", now);
          if (notebook.inside(nowMs).includes(visit)) visit.hasLeft = true;
        }

        const observed = room.observe(millis(nowMs));
        const { servingCounter, nextNumber, inside } = observed.status;
        expect(servingCounter).toBeGreaterThanOrEqual(shownCounter); // W4
        shownCounter = servingCounter;
        expect(observed.endedVersion).toBeGreaterThanOrEqual(endedVersion);
        endedVersion = observed.endedVersion;
        expect(nextNumber).toBeGreaterThan(Math.max(-1, ...numbers)); // W6
        // Every token that would still open the door, and is not listed as ended, stands for somebody counted inside.
        const openers = notebook.letIn.filter(
          ({ untilMs, sessionId }) => untilMs > nowMs && !observed.endedIds().includes(sessionId),
        );
        expect(inside).toBe(openers.length);
        expect(observed.endedIds().length).toBeLessThanOrEqual(options.endedSessionsMax);
      }

      // W6: whoever asks often enough gets in, or had two turns and missed both.
      room.configure(
        { ...room.settings, ...SETTINGS, totalActiveUsers: 1_000, newUsersPerMinute: 6_000 },
        "me",
        undefined,
        millis(nowMs),
      );
      let waiting = numbers;
      for (let round = 0; round < 400 && waiting.length > 0; round++) {
        nowMs += 500;
        waiting = waiting.filter((number) => {
          const outcome = room.claim(number, `v${number}` as VisitorId, millis(nowMs));
          return outcome.kind === "not_your_turn" || (outcome.kind === "turn_missed" && outcome.next === "parked");
        });
      }
      for (const number of numbers) {
        const last = room.claim(number, `v${number}` as VisitorId, millis(nowMs));
        if (last.kind === "turn_missed") expect(last.next).toBe("expired");
        else expect(["admitted", "already_used"]).toContain(last.kind);
      }
    }),
    { numRuns: 60 }, // of up to 250 steps each: they are what takes time
  );
});
