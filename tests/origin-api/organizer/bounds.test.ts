/** What an organization may have is bounded, and the bound holds for calls that are made at once. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHARTS_PER_VENUE_MAX } from "../../../core/contract/organizer/charts.ts";
import { TEAM_LIMITS } from "../../../core/contract/organizer/team.ts";
import { VENUES_MAX } from "../../../core/contract/organizer/venues.ts";
import { pretixPlan } from "../../core/seating/import/drawings.ts";
import { found, openDesk, sqlOf, type Answer, type Desk } from "./desk.ts";

const AT_ONCE = 12;
const LEFT = 3;

let desk: Desk;
let cookie: string;
let venueId: string;

beforeAll(async () => {
  desk = await openDesk();
  cookie = await found(desk, "olga");
  venueId = (await post<{ id: string }>("/api/venues", { name: "Hall", timeZone: "UTC" })).body.id;
});
afterAll(() => desk.stop());

const post = <Body = Record<string, unknown>>(path: string, json: unknown): Promise<Answer<Body>> =>
  desk.call<Body>(path, { cookie, json });

/** Fills a list up to `LEFT` places, then asks for many at once. @returns what was answered, counted */
async function crowd(fill: string, ask: (index: number) => Promise<Answer<Record<string, unknown>>>) {
  await sqlOf(desk, fill);
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(index)));
  const made = answers.filter(({ status }) => status === 201).length;
  const refused = answers.filter(({ status, body }) => status === 409 && body["code"] === "conflict").length;
  return { made, refused };
}

const exactlyWhatWasLeft = { made: LEFT, refused: AT_ONCE - LEFT };
const ORGANIZATION = "(SELECT id FROM organizations WHERE name = 'olga')";

describe("an organization never has more than it may", () => {
  it("of keys, each of which it can see and revoke", async () => {
    const fill = `INSERT INTO api_keys (id, name, reference_id, key, metadata)
      SELECT 'k' || n, 'k', ${ORGANIZATION}, 'h' || n, '{"role":"door"}'
      FROM generate_series(1, ${TEAM_LIMITS.apiKeysMax - LEFT}) AS n`;
    const outcome = await crowd(fill, () => post("/api/api-keys", { name: "till", role: "door" }));
    expect(outcome).toEqual(exactlyWhatWasLeft);
    const { body } = await desk.call<{ apiKeys: unknown[] }>("/api/api-keys", { cookie });
    expect(body.apiKeys).toHaveLength(TEAM_LIMITS.apiKeysMax);
  });

  it("of members", async () => {
    const fill = `WITH made AS (INSERT INTO users (id, name, email)
        SELECT 'u' || n, 'n', 'u' || n || '@example.com'
        FROM generate_series(1, ${TEAM_LIMITS.membersMax - 1 - LEFT}) AS n RETURNING id)
      INSERT INTO members (id, organization_id, user_id, role) SELECT 'm' || id, ${ORGANIZATION}, id, 'door' FROM made`;
    const outcome = await crowd(fill, (index) =>
      post("/api/members", { email: `new${index}@example.com`, name: "New", role: "door" }),
    );
    expect(outcome).toEqual(exactlyWhatWasLeft);
  });

  it("of venues", async () => {
    const fill = `INSERT INTO venues (id, organization_id, name, time_zone)
      SELECT gen_random_uuid(), ${ORGANIZATION}, 'v', 'UTC' FROM generate_series(1, ${VENUES_MAX - 1 - LEFT})`;
    expect(await crowd(fill, () => post("/api/venues", { name: "Hall", timeZone: "UTC" }))).toEqual(exactlyWhatWasLeft);
  });

  it("of charts in a venue; one that is there already is still found", async () => {
    const fill = `INSERT INTO charts (id, organization_id, venue_id, name, source_format, hash, seat_count, area_count,
        capacity, categories, drawing)
      SELECT gen_random_uuid(), ${ORGANIZATION}, '${venueId}', 'c', 'foyer', 'h' || n, 1, 0, 1, '[]', '{}'
      FROM generate_series(1, ${CHARTS_PER_VENUE_MAX - LEFT}) AS n`;
    const chart = (index: number) =>
      post(`/api/venues/${venueId}/charts`, { format: "pretix", name: `Hall ${index}`, drawing: pretixPlan() });
    expect(await crowd(fill, chart)).toEqual(exactlyWhatWasLeft);
    const names = await sqlOf(desk, "SELECT name FROM charts WHERE name LIKE 'Hall %' LIMIT 1");
    const again = await chart(Number(String(names[0]?.["name"]).slice("Hall ".length)));
    expect(again.status).toBe(200);
  });
});
