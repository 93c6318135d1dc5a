/**
 * A crowd at a room, seeded, in which one in five never comes: W1, W2, W4, W5, W6 and W8 over a whole event, judged by
 * the visitors' own diaries and by nothing that the room says about itself.
 */
import { describe, expect, it } from "vitest";
import type { Millis } from "../../core/brand.ts";
import { sendCrowd, START_MS, type CrowdPlan, type CrowdRecord, type Visitor } from "./crowd-at-a-room.ts";

const PLAN: CrowdPlan = {
  seed: 1,
  visitors: 2_000,
  arrivalSpanMs: 60_000,
  noShowShare: 0.2,
  stayMeanMs: 60_000,
  stayMinMs: 5_000,
  settings: { totalActiveUsers: 100 },
  untilMs: 1_500_000,
};

describe("one house, visits of some seconds to minutes", () => {
  it.each([
    ["a hundred inside, a minute each", { seed: 11 }],
    ["a hundred inside, twenty seconds each", { seed: 12, stayMeanMs: 20_000, stayMinMs: 3_000, visitors: 4_000 }],
    ["two hundred inside, three minutes each", { seed: 13, stayMeanMs: 180_000, settings: { totalActiveUsers: 200 } }],
    ["ten inside", { seed: 14, visitors: 200, settings: { totalActiveUsers: 10 } }],
    ["one inside", { seed: 15, visitors: 30, untilMs: 5_400_000, settings: { totalActiveUsers: 1 } }],
    ["most never come", { seed: 16, noShowShare: 0.6 }],
    ["they arrive over ten minutes", { seed: 17, arrivalSpanMs: 600_000 }],
  ] satisfies [string, Partial<CrowdPlan>][])("keeps the slots busy and every promise: %s", (_name, change) => {
    const plan = { ...PLAN, ...change };
    const record = sendCrowd(plan);
    expect(record.idleShare).toBeLessThanOrEqual(0.02);
    expect(record.idleShare).toBeGreaterThan(0); // it was measured
    expect(mostInside(record)).toBe(plan.settings.totalActiveUsers);
    expectNobodyLost(record);
    expectOrderAtTheDoor(record, mostInside(record));
  });
});

describe("a rate that binds", () => {
  it.each([
    [6, 8],
    [60, 15],
    [600, 4],
    [6_000, 3],
  ])("never lets in more than %i in any minute, spread, and uses what it may", (perMinute, minutes) => {
    const settings = { totalActiveUsers: 100_000, newUsersPerMinute: perMinute };
    const visitors = Math.round(perMinute * minutes * 2);
    const plan = { ...PLAN, seed: perMinute, visitors, arrivalSpanMs: 30_000, settings, untilMs: minutes * 60_000 };
    const times = admitted(sendCrowd(plan)).map((visitor) => visitor.admittedAtMs);
    expect(mostWithin(times, 60_000)).toBeLessThanOrEqual(perMinute);
    expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(Math.max(1, (1.5 * perMinute) / 60));
    // Once it has found its pace. At one a second the visitors' own network takes its share of every second.
    const used = times.filter((atMs) => atMs > START_MS + 60_000).length / (perMinute * (minutes - 1));
    expect(used).toBeGreaterThan(perMinute === 60 ? 0.88 : 0.97);
  });
});

describe("what happens meanwhile", () => {
  it("loses nobody's place and shows nobody a worse one when the room crashes again and again (W4, W6)", () => {
    const crashesAtMs = [7_000, 30_000, 30_010, 70_001, 123_456, 333_333, 600_000];
    const record = sendCrowd({ ...PLAN, seed: 21, arrivalSpanMs: 300_000, crashesAtMs });
    expect(mostInside(record)).toBe(100);
    expectNobodyLost(record);
    expect(record.visitors.filter((visitor) => visitor.setback > 0)).toEqual([]);
    expect(new Set(record.visitors.map((visitor) => visitor.number)).size).toBe(record.visitors.length);
    expect(record.idleShare).toBeLessThanOrEqual(0.02); // numbers that a crash made void cost no slot
  });

  it("lets nobody new in after the cap was lowered until the house is below it (W1)", () => {
    const changes = [{ atMs: 120_000, change: { totalActiveUsers: 40 } }];
    const record = sendCrowd({ ...PLAN, seed: 22, changes, untilMs: 600_000 });
    const loweredAtMs = START_MS + 120_000;
    for (const visitor of admitted(record)) {
      if (visitor.admittedAtMs <= loweredAtMs) continue;
      expect(insideAt(record, visitor.admittedAtMs)).toBeLessThanOrEqual(40);
    }
    expect(insideAt(record, START_MS + 600_000)).toBeGreaterThan(30);
  });

  it("lets nobody in during a pause, and whoever had been called keeps the turn (W12)", () => {
    const changes = [
      { atMs: 100_000, change: { paused: true } },
      { atMs: 700_000, change: { paused: false } },
    ];
    const settings = { totalActiveUsers: 100, claimWindowMs: 60_000 as Millis };
    const record = sendCrowd({ ...PLAN, seed: 23, settings, changes, untilMs: 2_400_000 });
    const duringPause = admitted(record).filter(
      ({ admittedAtMs }) => admittedAtMs > START_MS + 100_000 && admittedAtMs < START_MS + 700_000,
    );
    expect(duringPause).toEqual([]);
    expectNobodyLost(record);
  });
});

type Admitted = Visitor & { readonly admittedAtMs: number; readonly leftAtMs: number };

function admitted(record: CrowdRecord): Admitted[] {
  return record.visitors
    .filter((visitor): visitor is Admitted => visitor.admittedAtMs !== undefined)
    .toSorted((a, b) => a.admittedAtMs - b.admittedAtMs);
}

function insideAt(record: CrowdRecord, atMs: number): number {
  return admitted(record).filter((visitor) => visitor.admittedAtMs <= atMs && visitor.leftAtMs > atMs).length;
}

function mostInside(record: CrowdRecord): number {
  const steps = admitted(record).flatMap(({ admittedAtMs, leftAtMs }) => [
    { atMs: admittedAtMs, by: 1 },
    { atMs: leftAtMs, by: -1 },
  ]);
  let inside = 0;
  let most = 0;
  for (const { by } of steps.toSorted((a, b) => a.atMs - b.atMs || a.by - b.by)) {
    inside += by;
    most = Math.max(most, inside);
  }
  return most;
}

/** The most of `timesMs` in any window of `spanMs`, both ends included. */
function mostWithin(timesMs: readonly number[], spanMs: number): number {
  let most = 0;
  for (let last = 0, first = 0; last < timesMs.length; last++) {
    while (timesMs[last]! - timesMs[first]! > spanMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

function expectNobodyLost(record: CrowdRecord): void {
  expect(record.turnedAway).toEqual([]);
  expect(record.visitors.filter((visitor) => visitor.comes && visitor.admittedAtMs === undefined)).toEqual([]);
}

/** Whoever is let in leaves a free slot for everybody with a lower number who stands at the door. */
function expectOrderAtTheDoor(record: CrowdRecord, cap: number): void {
  const byAdmission = admitted(record);
  const byKnock = byAdmission.toSorted((a, b) => a.knockedAtMs! - b.knockedAtMs!);
  let knocked = 0;
  let atDoor: Admitted[] = [];
  for (const visitor of byAdmission) {
    const atMs = visitor.admittedAtMs;
    while (knocked < byKnock.length && byKnock[knocked]!.knockedAtMs! < atMs) atDoor.push(byKnock[knocked++]!);
    atDoor = atDoor.filter((other) => other.admittedAtMs > atMs);
    const passed = atDoor.filter((other) => other.number < visitor.number).length;
    if (passed > 0) expect(insideAt(record, atMs) + passed).toBeLessThanOrEqual(cap);
  }
}
