/** The list that gates keep: whole, page by page, signed; and what changed since, missing nothing. */
import { createLocalJWKSet, jwtVerify } from "jose";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DOOR_LIMITS, doorListDocument, LIST_SIGNATURE, type DoorListDocument } from "../../../core/contract/door.ts";
import { TestOffice } from "../../support/test-office.ts";
import { buy, Gate } from "./gate.ts";

let office: TestOffice;
let gate: Gate;
beforeAll(async () => {
  office = await TestOffice.open();
  const organizer = await Gate.as(office, "organizer");
  await organizer.openDoors();
  gate = await Gate.as(office, "door");
});
afterAll(() => office.close());

async function rowOf(passId: string | undefined, query = ""): Promise<DoorListDocument["passes"][number] | undefined> {
  return (await gate.list(query)).passes.find(([id]) => id === passId);
}

describe("the list of an event's passes", () => {
  it("says of each what a gate must know, and nothing about people", async () => {
    const { tickets } = await buy(office, "stalls-1", "stalls-3");
    const [first, second] = tickets;
    const nonce = crypto.randomUUID();
    await gate.scan({ code: first?.code }, { nonce, gate: "South" });
    await office.sql.query("UPDATE passes SET voided_at = '2027-01-01T00:00:00Z' WHERE id = $1", [second?.ticketId]);
    const list = doorListDocument.parse(await gate.list());
    expect(list).toMatchObject({ event: { id: office.eventId, title: "An evening with music" }, total: 2, next: null });
    const [, number, place, category, edition, voided, inside] = (await rowOf(first?.ticketId)) ?? [];
    expect([number, place, category, edition, voided]).toEqual([first?.number, first?.label, "stalls", 1, null]);
    expect([inside?.[0], inside?.[2]]).toEqual([nonce, "South"]);
    expect((await rowOf(second?.ticketId))?.[5]).toBe(Date.UTC(2027, 0, 1));
    expect(JSON.stringify(list)).not.toContain("Ada");
  });

  it("is signed over its bytes with the key of the codes, and not with one that opens a door", async () => {
    const response = await gate.send("GET", "/door");
    const bytes = Buffer.from(await response.arrayBuffer());
    const signature = response.headers.get(LIST_SIGNATURE) ?? "";
    const { keys } = JSON.parse(bytes.toString()) as DoorListDocument;
    const { payload } = await jwtVerify(signature, createLocalJWKSet({ keys: [...keys] }), {
      typ: "door-list+jwt",
      algorithms: ["EdDSA"],
      audience: office.eventId,
    });
    expect(payload["sha"]).toBe(createHash("sha256").update(bytes).digest("base64url"));
    expect(await gate.scan({ code: signature })).toMatchObject({ outcome: "not_genuine" });
  });

  it("tells what changed since: sold, scanned, sent back, given back, issued anew", async () => {
    const { tickets } = await buy(office, "stalls-11");
    const passId = tickets[0]?.ticketId;
    // far enough back that nothing is told for being recent
    const quiet = async (): Promise<string> => {
      await office.sql.query("ALTER TABLE passes DISABLE TRIGGER passes_note_change");
      await office.sql.query("UPDATE passes SET changed_at = now() - interval '1 hour'");
      await office.sql.query("UPDATE scans SET changed_at = now() - interval '1 hour'");
      await office.sql.query("ALTER TABLE passes ENABLE TRIGGER passes_note_change");
      const query = `?since=${(await gate.list()).version}`;
      expect((await gate.list(query)).passes).toEqual([]);
      return query;
    };
    let since = await quiet();
    const nonce = crypto.randomUUID();
    await gate.scan({ passId }, { nonce });
    expect((await rowOf(passId, since))?.[6]?.[0]).toBe(nonce);
    since = await quiet();
    await gate.ask("POST", `/scans/${nonce}/undo`);
    expect((await rowOf(passId, since))?.[6]).toBeNull();
    since = await quiet();
    await office.sql.query("UPDATE passes SET edition = 2 WHERE id = $1", [passId]);
    expect((await rowOf(passId, since))?.[4]).toBe(2);
    since = await quiet();
    await office.sql.query("UPDATE passes SET voided_at = now() WHERE id = $1", [passId]);
    expect((await rowOf(passId, since))?.[5]).toBeGreaterThan(0);
    since = await quiet();
    const sold = (await buy(office, "stalls-13")).tickets[0]?.ticketId;
    expect((await gate.list(since)).passes.map(([id]) => id)).toEqual([sold]);
  });

  it("comes page by page when it is long, each pass once, in some megabytes", async () => {
    const { orderId } = await buy(office, "stalls-21");
    await office.sql.query(
      `INSERT INTO passes (id, order_id, position, seat_id, label, category, price_minor)
       SELECT gen_random_uuid(), $1, n, 's' || n, 'Block ' || n % 40 || ', Row ' || n % 97 || ', Seat ' || n, 'stalls', 1
       FROM generate_series(1, 40000) AS n`,
      [orderId],
    );
    const seen = new Set<string>();
    let [query, bytes] = ["", 0];
    for (let pages = 0; pages < 20; pages += 1) {
      const list = await gate.list(query);
      expect(list.passes.length).toBeLessThanOrEqual(DOOR_LIMITS.listPageMax);
      bytes += gzipSync(JSON.stringify(list)).byteLength;
      for (const [id] of list.passes) seen.add(id);
      if (list.next === null) break;
      query = `?after=${list.next}`;
    }
    expect(seen.size).toBeGreaterThan(40_000);
    expect(seen.size).toBe((await gate.list()).total);
    expect(bytes).toBeLessThan(4 * 1_048_576);
  });

  it.each(["?since=-1", "?since=x", "?after=x", "?since=1&since=2", "?page=2"])("refuses %s", async (query) => {
    expect(await gate.ask("GET", `/door${query}`)).toMatchObject({ status: 422 });
  });
});
