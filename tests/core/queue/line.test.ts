/** W4, W5, W6: numbers and the serving counter over any history of joins, calls and crashes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { Line, NEW_LINE } from "../../../core/queue/line.ts";
import { BLOCK_SIZE_MAX, BLOCK_SIZE_MIN, nextBlockSize, type NumberRange } from "../../../core/queue/numbers.ts";
import type { LineRecord } from "../../../core/queue/records.ts";

class Stored {
  line: LineRecord = NEW_LINE;
  doubtful: NumberRange[] = [];
  writes = 0;
  saveLine(line: LineRecord): void {
    this.writes++;
    this.line = line;
  }
  saveDoubtful(range: NumberRange): void {
    this.doubtful.push(range);
  }
  dropDoubtful(endsBefore: number): void {
    this.doubtful = this.doubtful.filter((range) => range.end > endsBefore);
  }
}

const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("join"), count: fc.integer({ min: 1, max: 80 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("call"), count: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait"), count: fc.integer({ min: 1, max: 3_000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("crash"), count: fc.constant(0) }) },
);

describe("any history of joins, calls and crashes", () => {
  it("gives no number twice, never steps back, and calls everybody in the order of arrival", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const stored = new Stored();
        let nowMs = 1_000_000;
        let line = new Line(stored.line, stored.doubtful, stored, millis(nowMs));
        const given: number[] = [];
        let shown = 0;
        for (const { kind, count } of [...commands, { kind: "call", count: 1e9 }]) {
          if (kind === "join") for (let i = 0; i < count; i++) given.push(line.take(millis(nowMs)));
          if (kind === "wait") nowMs += count;
          if (kind === "crash") line = new Line(stored.line, [...stored.doubtful], stored, millis(nowMs));
          if (kind === "call" && line.waiting > 0) {
            const { first, end, certain } = line.call(count, millis(nowMs));
            expect(first).toBe(shown);
            expect(certain).toBeLessThanOrEqual(count);
            expect(end - first).toBeGreaterThanOrEqual(certain);
          }
          line.settle(millis(nowMs));
          expect(line.servingCounter).toBeGreaterThanOrEqual(shown);
          expect(stored.line.servingCounter).toBe(line.servingCounter); // stored before it is shown
          expect(stored.line.reserved).toBeGreaterThanOrEqual(line.nextNumber); // and so is every number
          shown = line.servingCounter;
        }
        expect(given).toEqual(given.toSorted((a, b) => a - b));
        expect(new Set(given).size).toBe(given.length);
        expect(shown).toBeGreaterThanOrEqual((given.at(-1) ?? -1) + 1);
      }),
    );
  });

  it("counts against no slot what a crash left in doubt, and nothing else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 100 }), (before, after) => {
        const stored = new Stored();
        const crashed = new Line(stored.line, [], stored, millis(0));
        for (let i = 0; i < before; i++) crashed.take(millis(0));
        const sure = stored.line.given;
        const line = new Line(stored.line, [...stored.doubtful], stored, millis(10));
        for (let i = 0; i < after; i++) line.take(millis(10));
        const called = line.call(1e9, millis(20));
        expect(called.certain).toBe(sure + after);
        expect(stored.doubtful).toEqual([]); // once called, forgotten
      }),
    );
  });
});

it("leaves nothing in doubt a second after the last join", () => {
  const stored = new Stored();
  const line = new Line(stored.line, [], stored, millis(0));
  for (let i = 0; i < 5; i++) line.take(millis(0));
  for (let due = line.nextSettleMs; due !== undefined; due = line.nextSettleMs) line.settle(due);
  expect(stored.line).toMatchObject({ given: 5, reserved: 5 });
  expect(new Line(stored.line, [], stored, millis(9_000)).nextNumber).toBe(5);
  expect(stored.doubtful).toEqual([]);
});

it("writes about one row a second, however many join", () => {
  const stored = new Stored();
  const line = new Line(stored.line, [], stored, millis(0));
  for (let ms = 0; ms < 30_000; ms++) for (let i = 0; i < 8; i++) line.take(millis(ms));
  expect(line.nextNumber).toBe(240_000);
  expect(stored.writes).toBeLessThan(60);
});

it("keeps blocks within their bounds", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 50 }), (spentMs) => {
      const size = spentMs.reduce(nextBlockSize, BLOCK_SIZE_MIN);
      expect(size).toBeGreaterThanOrEqual(BLOCK_SIZE_MIN);
      expect(size).toBeLessThanOrEqual(BLOCK_SIZE_MAX);
    }),
  );
});
