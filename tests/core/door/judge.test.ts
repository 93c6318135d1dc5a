/**
 * The rule of the door: which reason speaks against a pass, and what any number of gates with and without a network come
 * to agree on.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis, type EventId, type Millis, type PassId } from "../../../core/brand.ts";
import { firstEntry } from "../../../core/door/entries.ts";
import { doorHours } from "../../../core/door/hours.ts";
import { judge, type DoorAt, type Entry, type ListedPass, type Presented } from "../../../core/door/judge.ts";

const EVENT = "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867" as EventId;
const OTHER = "7f1d2c3b-4a59-4e68-8d77-1c2b3a495867" as EventId;
const PASS = "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867" as PassId;
const START = millis(Date.UTC(2027, 5, 1, 18));
const hours = doorHours(START, {});
const HOUR = 3_600_000;

const code = (edition = 1, eventId = EVENT): Presented => ({ kind: "code", eventId, passId: PASS, edition });
const typed: Presented = { kind: "typed", passId: PASS };
const at = (atMs: number = START): DoorAt => ({ eventId: EVENT, hours, atMs: millis(atMs) });
const inside: Entry = { nonce: "n", atMs: millis(START - HOUR), gate: "North" };
const listed: ListedPass = { edition: 1 };

function said(presented: Presented, list: ListedPass | undefined, entry: Entry | undefined, when: DoorAt): string {
  const verdict = judge(presented, list, entry, when);
  return verdict.kind === "admitted" ? "admitted" : verdict.reason;
}

describe("a pass at the door", () => {
  it.each([
    ["admitted", code(), listed, undefined, START],
    ["admitted", typed, listed, undefined, START],
    ["admitted", code(), undefined, undefined, START], // sold since the list was written
    ["unknown", typed, undefined, undefined, START],
    ["not_genuine", { kind: "not_genuine" }, listed, undefined, START],
    ["other_event", code(1, OTHER), listed, undefined, START],
    ["too_early", code(), listed, undefined, START - 4 * HOUR - 1],
    ["admitted", code(), listed, undefined, START - 4 * HOUR],
    ["admitted", code(), listed, undefined, START + 24 * HOUR - 1],
    ["event_over", code(), listed, undefined, START + 24 * HOUR],
    ["refunded", code(), { edition: 1, voidedAtMs: START }, undefined, START],
    ["refunded", typed, { edition: 1, voidedAtMs: START }, inside, START],
    ["admitted", code(), { edition: 1, voidedAtMs: millis(START + 1) }, undefined, START],
    ["replaced", code(1), { edition: 2 }, undefined, START],
    ["admitted", typed, { edition: 2 }, undefined, START],
    ["admitted", code(2), { edition: 2 }, undefined, START],
    ["admitted", code(3), { edition: 2 }, undefined, START], // issued anew since the list was written
    ["already_inside", code(), listed, inside, START],
    ["already_inside", code(), undefined, inside, START],
    ["already_inside", typed, listed, inside, START],
  ] as const)("%s", (expected, presented, list, entry, when) => {
    expect(said(presented, list, entry, at(when))).toBe(expected);
  });

  it("is told who went in with it, when and where", () => {
    expect(judge(code(), listed, inside, at())).toEqual({ kind: "refused", reason: "already_inside", inside });
  });

  it("comes in when the organizer says, where one did", () => {
    const said = doorHours(START, { opensAtMs: millis(1), closesAtMs: millis(2) });
    expect(said).toEqual({ opensAtMs: 1, closesAtMs: 2 });
    expect(doorHours(START, { opensAtMs: millis(1) })).toEqual({ opensAtMs: 1, closesAtMs: START + 24 * HOUR });
  });
});

// ---- many gates -------------------------------------------------------------------------------------------------

interface Show {
  readonly gate: number;
  readonly pass: number;
  readonly atMs: number;
  /** Whether the gate has a network then. */
  readonly online: boolean;
}

interface Written {
  readonly pass: number;
  readonly entry: Entry;
  readonly online: boolean;
}

const shows = fc.array(
  fc.record({
    gate: fc.nat(3),
    pass: fc.nat(4),
    atMs: fc.nat(20).map((minute) => START + minute), // many at the same moment
    online: fc.boolean(),
  }),
  { maxLength: 60 },
);

/**
 * Gates as they are: online ones ask the books; the others know what they let in themselves. What they let in offline
 * reaches the books in the order of `merging`, some of it while others still scan.
 */
function evening(scans: readonly Show[], merging: readonly number[]): Written[] {
  const books: Written[] = [];
  const waiting: Written[] = [];
  const judged = (known: readonly Written[], { pass, atMs }: Show): boolean => {
    const entry = firstEntry(known.filter((one) => one.pass === pass).map((one) => one.entry));
    return said(code(), listed, entry, at(atMs)) === "admitted";
  };
  for (const [index, show] of scans.toSorted((a, b) => a.atMs - b.atMs).entries()) {
    const entry: Entry = { nonce: `${index}`.padStart(4, "0"), atMs: show.atMs as Millis, gate: `${show.gate}` };
    const written = { pass: show.pass, entry, online: show.online };
    const own = waiting.filter((one) => one.entry.gate === entry.gate);
    if (show.online ? judged(books, show) : judged(own, show)) (show.online ? books : waiting).push(written);
    const merged = merging[index % Math.max(1, merging.length)] ?? 0;
    if (merged % 3 === 0 && waiting.length > 0) books.push(...waiting.splice(merged % waiting.length, 1));
  }
  const order = (index: number): number => merging[index % Math.max(1, merging.length)] ?? 0;
  books.push(...[...waiting.entries()].toSorted(([a], [b]) => order(a) - order(b)).map(([, written]) => written));
  return books;
}

describe("any number of gates, with and without a network", () => {
  it("admit a pass at most once where there is a network, and lose nobody where there is none", () => {
    fc.assert(
      fc.property(shows, fc.array(fc.nat(100), { maxLength: 60 }), (scans, merging) => {
        const books = evening(scans, merging);
        for (const pass of [0, 1, 2, 3, 4]) {
          const online = books.filter((one) => one.online && one.pass === pass);
          expect(online.length).toBeLessThanOrEqual(1);
          const shown = scans.some((show) => show.pass === pass);
          expect(books.some((one) => one.pass === pass)).toBe(shown); // whoever came is inside, by one gate at least
        }
      }),
    );
  });

  it("come to the same first one, in whatever order the entries become known", () => {
    const entries = fc.array(
      fc.record({ nonce: fc.uuid(), atMs: fc.nat(3).map((ms) => ms as Millis), gate: fc.constantFrom("N", "S") }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(entries, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (known, keys) => {
        const shuffled = known
          .map((entry, index) => ({ entry, key: keys[index] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        const earliest = Math.min(...known.map(({ atMs }) => atMs));
        const [nonce] = known.flatMap((entry) => (entry.atMs === earliest ? [entry.nonce] : [])).toSorted();
        expect(firstEntry(shuffled)?.nonce).toBe(nonce);
        expect(firstEntry(known)?.nonce).toBe(nonce);
      }),
    );
    expect(firstEntry([])).toBeUndefined();
  });
});
