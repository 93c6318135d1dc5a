/**
 * Every route of the organizers' API by every role: what the table of roles says, and nothing else. A route that is not
 * listed here fails, so none is added without saying whom it is for.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, type Role } from "../../../core/contract/roles.ts";
import { organizerRoutes } from "../../../origin-api/routes/organizer/index.ts";
import { draftEvent, found, hire, openDesk, type Desk } from "./desk.ts";

const ALL: readonly Role[] = ["organizer", "finance", "support", "door"];
const ORGANIZER: readonly Role[] = ["organizer"];
const BOOKS: readonly Role[] = ["organizer", "finance"];

/** Spelled out again, on purpose: this is what was promised to the people in these roles. */
const WHO: Record<string, readonly Role[]> = {
  "GET /me": ALL,
  "GET /members": ORGANIZER,
  "POST /members": ORGANIZER,
  "PATCH /members/:id": ORGANIZER,
  "DELETE /members/:id": ORGANIZER,
  "POST /members/:id/password-tokens": ORGANIZER,
  "GET /api-keys": ORGANIZER,
  "POST /api-keys": ORGANIZER,
  "DELETE /api-keys/:id": ORGANIZER,
  "GET /audit": BOOKS,
  "GET /audit/check": BOOKS,
  "GET /venues": ALL,
  "POST /venues": ORGANIZER,
  "GET /venues/:id": ALL,
  "PATCH /venues/:id": ORGANIZER,
  "GET /venues/:id/charts": ALL,
  "POST /venues/:id/charts": ORGANIZER,
  "GET /charts/:id": ALL,
  "GET /events": ALL,
  "POST /events": ORGANIZER,
  "GET /events/:id": ALL,
  "PATCH /events/:id": ORGANIZER,
  "POST /events/:id/publish": ORGANIZER,
  "POST /events/:id/open": ORGANIZER,
  "POST /events/:id/pause": ORGANIZER,
  "POST /events/:id/resume": ORGANIZER,
  "POST /events/:id/close": ORGANIZER,
  "GET /events/:id/room": ["organizer", "support"],
  "PATCH /events/:id/room": ORGANIZER,
  "POST /events/:id/blocks": ORGANIZER,
  "GET /events/:id/sales": BOOKS,
  "GET /events/:id/sales.csv": BOOKS,
};
/** Before or besides a role: tested in sign-in.test.ts. */
const WITHOUT_A_ROLE = [
  "POST /bootstrap",
  "POST /session",
  "DELETE /session",
  "PUT /session/organization",
  "POST /password",
  "PUT /me/password",
];

let desk: Desk;
const cookies = new Map<Role, string>();
let stranger: string;
let ids: Awaited<ReturnType<typeof draftEvent>>;

beforeAll(async () => {
  desk = await openDesk();
  const organizer = await found(desk, "olga");
  cookies.set("organizer", organizer);
  for (const role of ROLES) {
    if (role !== "organizer") cookies.set(role, await hire(desk, organizer, role, `${role}@example.com`));
  }
  stranger = await found(desk, "stranger");
  ids = await draftEvent(desk, organizer);
});
afterAll(() => desk.stop());

const routes = Object.keys(WHO).map((route) => {
  const [method = "", path = ""] = route.split(" ");
  return { route, method, path };
});

/** A body of the wrong make: whoever may pass is told so, and nothing changes. */
function callOf(method: string, path: string): { path: string; method: string; json?: unknown } {
  const id = path.startsWith("/venues") ? ids.venueId : path.startsWith("/charts") ? ids.chartId : ids.eventId;
  const filled = `/api${path.replace(":id", id)}`;
  return method === "GET" || method === "DELETE"
    ? { method, path: filled }
    : { method, path: filled, json: { unknownField: 1 } };
}

describe("the list of routes", () => {
  it("is complete", () => {
    const served = new Set(organizerRoutes.routes.map(({ method, path }) => `${method} ${path}`));
    expect([...served].toSorted()).toEqual([...Object.keys(WHO), ...WITHOUT_A_ROLE].toSorted());
  });
});

describe.each(routes)("$route", ({ route, method, path }) => {
  it.each(ROLES)("%s: passes or is refused as the table says", async (role) => {
    const call = callOf(method, path);
    const { status, text } = await desk.text(call.path, { ...call, cookie: cookies.get(role) ?? "" });
    const refused = status === 403 && JSON.parse(text).code === "role_refused";
    expect([role, refused]).toEqual([role, !WHO[route]?.includes(role)]);
    if (!refused) expect([200, 404, 409, 422]).toContain(status);
  });

  it("is closed to whoever is not signed in", async () => {
    const call = callOf(method, path);
    const { status, body } = await desk.call(call.path, call);
    expect([status, body["code"]]).toEqual([401, "signed_out"]);
  });

  it.skipIf(!path.includes(":id"))("does not know another organization's things", async () => {
    const call = callOf(method, path);
    const json = validBody(route);
    const { status, body } = await desk.call(call.path, { ...call, ...(json && { json }), cookie: stranger });
    expect([status, body["code"]]).toEqual([404, "not_found"]);
  });
});

function validBody(route: string): object | undefined {
  const bodies: Record<string, object> = {
    "PATCH /members/:id": { role: "door" },
    "PATCH /venues/:id": { name: "Mine" },
    "PATCH /events/:id": { title: "Mine" },
    "PATCH /events/:id/room": { total_active_users: 1 },
    "POST /events/:id/blocks": { action: "block", seatIds: ["1-1"], reason: "mine" },
    "POST /venues/:id/charts": { format: "foyer", drawing: {} },
    "POST /events/:id/publish": {},
    "POST /events/:id/open": {},
    "POST /events/:id/pause": {},
    "POST /events/:id/resume": {},
    "POST /events/:id/close": {},
  };
  return bodies[route];
}
