/**
 * The audit log: every act with who, what and before/after, in one chain per organization that nobody can change,
 * shorten or fork without it being seen.
 */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftEvent, found, openDesk, sqlOf, type Desk } from "./desk.ts";

interface Entry {
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly requestId: string;
  readonly changes: string;
  readonly previousHash: string;
  readonly hash: string;
}
interface Page {
  readonly entries: Entry[];
  readonly next: number | null;
}

let desk: Desk;
let cookie: string;

beforeAll(async () => {
  desk = await openDesk();
  cookie = await found(desk, "olga");
});
afterAll(() => desk.stop());

const page = async (query = "", by = cookie) => (await desk.call<Page>(`/api/audit${query}`, { cookie: by })).body;
const check = async (by = cookie) => (await desk.call("/api/audit/check", { cookie: by })).body;

/** The chain as its description says, computed by other means. */
function isWhole(newestFirst: readonly Entry[]): boolean {
  let previous = { sequence: 0, hash: "" };
  for (const entry of newestFirst.toReversed()) {
    const text = `${previous.hash}\n${previous.sequence + 1}\n${entry.at}\n${entry.actor}\n${entry.action}\n${entry.subject}\n${entry.requestId}\n${entry.changes}`;
    if (entry.hash !== createHash("sha256").update(text).digest("hex")) return false;
    previous = entry;
  }
  return true;
}

describe("an act", () => {
  it("leaves who, what, before and after, and the request's id", async () => {
    const { eventId } = await draftEvent(desk, cookie);
    const headers = { "foyer-request-id": "req-123" };
    await desk.call(`/api/events/${eventId}`, {
      method: "PATCH",
      cookie,
      headers,
      json: { title: 'Grün & "gut"\u2603' },
    });
    const [entry] = (await page(`?subject=event:${eventId}`)).entries;
    const me = (await desk.call<{ user: { id: string } }>("/api/me", { cookie })).body.user.id;
    expect(entry).toMatchObject({ actor: `user:${me}`, action: "event.changed", requestId: "req-123" });
    expect(JSON.parse(entry?.changes ?? "")).toEqual({
      before: { title: "An evening" },
      after: { title: 'Grün & "gut"\u2603' },
    });
  });

  it("stands or falls with its entry", async () => {
    await sqlOf(desk, "ALTER TABLE audit_entries ADD CONSTRAINT broken CHECK (action <> 'venue.created') NOT VALID");
    const json = { name: "Never", timeZone: "UTC" };
    expect((await desk.call("/api/venues", { cookie, json })).status).toBe(500);
    await sqlOf(desk, "ALTER TABLE audit_entries DROP CONSTRAINT broken");
    expect(await sqlOf(desk, "SELECT 1 FROM venues WHERE name = 'Never'")).toEqual([]);
  });

  it("that is refused leaves none", async () => {
    const before = (await page()).entries[0]?.sequence;
    await desk.call("/api/venues", { cookie, json: { name: "" } });
    await desk.call("/api/members", { cookie, json: { email: "olga@example.com", name: "O", role: "door" } });
    expect((await page()).entries[0]?.sequence).toBe(before);
  });
});

describe("the chain", () => {
  it("is whole without hole or fork when many act at once", async () => {
    const venues = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        desk.call("/api/venues", { cookie, json: { name: `Venue ${index}`, timeZone: "UTC" } }),
      ),
    );
    expect(venues.every(({ status }) => status === 201)).toBe(true);
    const { entries } = await page("?limit=200");
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => entries.length - index));
    expect(isWhole(entries)).toBe(true);
    expect(await check()).toEqual({ whole: true, entries: entries.length, lastHash: entries[0]?.hash, brokenAt: null });
  });

  it("can be paged without a hole", async () => {
    const all = (await page("?limit=200")).entries;
    const paged: Entry[] = [];
    for (let query = "?limit=7"; ;) {
      const { entries, next } = await page(query);
      paged.push(...entries);
      if (next === null) break;
      query = `?limit=7&before=${next}`;
    }
    expect(paged).toEqual(all);
  });

  it("belongs to one organization", async () => {
    const other = await found(desk, "otto");
    expect((await page("", other)).entries.map(({ action }) => action)).toEqual(["organization.founded"]);
    expect(await check(other)).toMatchObject({ whole: true, entries: 1 });
  });

  it("cannot be changed, shortened or emptied, not even with the database's password", async () => {
    for (const statement of [
      "UPDATE audit_entries SET actor = 'nobody'",
      "DELETE FROM audit_entries WHERE sequence = 2",
      "TRUNCATE audit_entries",
    ]) {
      await expect(sqlOf(desk, statement)).rejects.toThrow("append-only");
    }
  });

  it("shows where it was tampered with by somebody who took the lock off", async () => {
    await sqlOf(desk, "ALTER TABLE audit_entries DISABLE TRIGGER ALL");
    await sqlOf(desk, `UPDATE audit_entries SET changes = replace(changes, 'Venue', 'Avenue') WHERE sequence = 9`);
    expect(await check()).toMatchObject({ whole: false, entries: 8, brokenAt: 9 });
    await sqlOf(desk, `UPDATE audit_entries SET changes = replace(changes, 'Avenue', 'Venue') WHERE sequence = 9`);
    expect(await check()).toMatchObject({ whole: true });
    await sqlOf(desk, `DELETE FROM audit_entries WHERE sequence = 5`);
    expect(await check()).toMatchObject({ whole: false, brokenAt: 5 });
  });
});

describe("the log", () => {
  it("names who acted, as they are called today, and finds their acts and those of a stretch of time", async () => {
    const me = (await desk.call<{ user: { id: string } }>("/api/me", { cookie })).body.user.id;
    const own = (await page(`?actor=user:${me}`)).entries as (Entry & { who: string | null })[];
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ actor, who }) => `${actor} ${who}`))).toEqual(new Set([`user:${me} olga`]));
    const all = (await page()).entries as (Entry & { who: string | null })[];
    expect(all.find(({ actor }) => actor === "operator")).toMatchObject({ who: null });
    const middle = own[Math.floor(own.length / 2)]?.at ?? "";
    const sequences = (entries: readonly Entry[]) => entries.map(({ sequence }) => sequence);
    const [earlier, later] = [await page(`?to=${middle}`), await page(`?from=${middle}`)];
    expect(new Set([...sequences(later.entries), ...sequences(earlier.entries)])).toEqual(new Set(sequences(all)));
    expect(later.entries.every(({ at }) => at >= middle) && earlier.entries.every(({ at }) => at < middle)).toBe(true);
    expect((await page(`?actor=user:${me}`, await found(desk, "nosy"))).entries).toEqual([]);
    expect((await desk.call("/api/audit?from=yesterday", { cookie })).status).toBe(422);
  });
});
