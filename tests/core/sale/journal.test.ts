/** The journal's format, fixed by a golden vector, and that no entry can be changed, dropped, doubled or moved unseen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis, type ReservationId, type VisitorId } from "../../../core/brand.ts";
import type { Act } from "../../../core/sale/act.ts";
import { entryOf, FIRST_HASH, seal, verifyJournal, type JournalRow } from "../../../core/sale/journal.ts";
import { sha256Hex } from "./desk.ts";

const ACTS: readonly Act[] = [
  { command: "state", body: { state: "open", actor: "österreich" } },
  {
    command: "hold",
    reservation: "0b9e6f5d-2c1a-4f3e-8d9c-1c2b3a495867" as ReservationId,
    body: {
      holder: "7c9e6679-7425-40de-944b-e07fc1f90ae7" as VisitorId,
      fingerprint: "f",
      places: [137, 138],
      holdMs: millis(300_000),
      expiresAtSaleMs: millis(1_800_000_300_001),
      jitterMs: millis(4_523),
    },
  },
  { command: "release", reservation: "0b9e6f5d-2c1a-4f3e-8d9c-1c2b3a495867" as ReservationId, body: {} },
];

function journalOf(acts: readonly Act[]): JournalRow[] {
  const rows: JournalRow[] = [];
  for (const [index, act] of acts.entries())
    rows.push(seal(act, index + 1, millis(1_800_000_000_000 + index), rows.at(-1)?.hash ?? FIRST_HASH, sha256Hex));
  return rows;
}

describe("the journal", () => {
  it("is written as it was always written", () => {
    // Computed with coreutils: printf '%s' "$previous<newline>1<newline>…<newline>{…}" | sha256sum
    expect(journalOf(ACTS).map(({ body, hash }) => [body, hash])).toEqual([
      ['{"state":"open","actor":"österreich"}', "6f9b6dd97b2cc41c378459a3b6eff6d2d4dc93acfd934eae7dfb54c1205411e9"],
      [
        '{"holder":"7c9e6679-7425-40de-944b-e07fc1f90ae7","fingerprint":"f","places":[137,138],"holdMs":300000,' +
          '"expiresAtSaleMs":1800000300001,"jitterMs":4523}',
        "66bf740a0d1f12e3c0f3b906d550d9ce473f60d9bad74e92de5b2b0f48201831",
      ],
      ["{}", "075058fbc43dfa3c15f9813d8ba00fcaf867410c65d2d4a8afb6f12d2693bb27"],
    ]);
  });

  it("comes back as it was decided", () => {
    expect(journalOf(ACTS).map((row) => entryOf(row).act)).toEqual(ACTS);
  });

  it("shows the first entry that was changed, dropped, doubled or moved", () => {
    const rows = journalOf(
      Array.from({ length: 9 }, (_, index) => ACTS[index % ACTS.length] ?? { command: "resume", body: {} }),
    );
    expect(verifyJournal(rows, sha256Hex)).toBeUndefined();
    const position = fc.nat({ max: rows.length - 1 });
    fc.assert(
      fc.property(
        position,
        fc.constantFrom("at", "body", "command", "hash", "drop", "double", "swap"),
        (index, how) => {
          const row = rows[index];
          if (row === undefined) throw new Error("no such row");
          const forged = [...rows];
          if (how === "at") forged[index] = { ...row, atMs: millis(row.atMs + 1) };
          if (how === "body") forged[index] = { ...row, body: row.body.replace("{", "{ ") };
          if (how === "command") forged[index] = { ...row, command: "stop" };
          if (how === "hash") forged[index] = { ...row, hash: sha256Hex(row.hash) };
          if (how === "drop") forged.splice(index, 1);
          if (how === "double") forged.splice(index, 0, row);
          if (how === "swap") forged.reverse();
          const shown = verifyJournal(forged, sha256Hex);
          if (how === "drop" && index === rows.length - 1) expect(shown).toBeUndefined(); // what is not there yet
          else expect(shown).toBe(how === "double" ? index + 2 : how === "swap" ? 1 : index + 1);
        },
      ),
    );
  });
});
