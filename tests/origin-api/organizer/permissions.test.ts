/**
 * Every call of the desk by every role: what was promised to the people in these roles, and nothing else. The list is
 * the API's own description, so a call that is described and not listed here fails, and so does one that is served under
 * `/api` and not described: none is added without saying whom it is for.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATION_GROUPS } from "../../../core/contract/operations/index.ts";
import type { Operation } from "../../../core/contract/operations/operation.ts";
import { ROLES, type Role } from "../../../core/contract/roles.ts";
import { PASS_KEY_OF_THE_TESTS } from "../../support/test-office.ts";
import { app } from "../../../origin-api/app.ts";
import { draftEvent, found, hire, openDesk, type Desk } from "./desk.ts";

const ALL: readonly Role[] = ["organizer", "finance", "support", "door"];
const ORGANIZER: readonly Role[] = ["organizer"];
const BOOKS: readonly Role[] = ["organizer", "finance"];
const PHONE: readonly Role[] = ["organizer", "support"];
const GATE: readonly Role[] = ["organizer", "support", "door"];
const ORDERS: readonly Role[] = ["organizer", "finance", "support"];
/** Needs somebody signed in, whoever it is: tested in sign-in.test.ts. */
const ANYBODY = "anybody";

/** Spelled out again, on purpose: this is what was promised to the people in these roles. */
const WHO: Record<string, readonly Role[] | typeof ANYBODY> = {
  signOut: ANYBODY,
  chooseOrganization: ANYBODY,
  changePassword: ANYBODY,
  showMe: ALL,
  listMembers: ORGANIZER,
  addMember: ORGANIZER,
  changeMember: ORGANIZER,
  removeMember: ORGANIZER,
  makePasswordToken: ORGANIZER,
  listApiKeys: ORGANIZER,
  makeApiKey: ORGANIZER,
  revokeApiKey: ORGANIZER,
  readAuditLog: BOOKS,
  checkAuditLog: BOOKS,
  listVenues: ALL,
  addVenue: ORGANIZER,
  showVenue: ALL,
  changeVenue: ORGANIZER,
  listCharts: ALL,
  importChart: ORGANIZER,
  showChartOfVenue: ALL,
  listEvents: ALL,
  draftEvent: ORGANIZER,
  showEventOfDesk: ALL,
  changeEvent: ORGANIZER,
  publishEvent: ORGANIZER,
  openEvent: ORGANIZER,
  pauseEvent: ORGANIZER,
  resumeEvent: ORGANIZER,
  closeEvent: ORGANIZER,
  blockSeats: ORGANIZER,
  showRoom: PHONE,
  changeRoom: ORGANIZER,
  showSales: BOOKS,
  showSalesCsv: BOOKS,
  listOrders: ORDERS,
  showOfficeOrder: ORDERS,
  changeOrder: PHONE,
  showOrderStory: ORDERS,
  refundOrder: ORDERS,
  listRefundRequests: ORDERS,
  decideRefundRequest: ORDERS,
  listBookings: ORDERS,
  showLedger: BOOKS,
  reconcile: BOOKS,
  readDoorList: GATE,
  scan: GATE,
  undoScan: GATE,
  countAtTheDoor: GATE,
  setDoorHours: ORGANIZER,
  listNotifications: PHONE,
  resendNotification: PHONE,
  listTemplates: ALL,
  showTemplate: ALL,
  writeTemplate: ORGANIZER,
  removeTemplate: ORGANIZER,
  showTemplatePreview: ORGANIZER,
  previewTemplate: ORGANIZER,
};
const NOBODY = "00000000-0000-4000-8000-000000000000";
/** Bodies that are right, so that another organization's caller is told 404 and not what is wrong with the body. */
const RIGHT_BODIES: Record<string, object> = {
  changeMember: { role: "door" },
  changeVenue: { name: "Mine" },
  changeEvent: { title: "Mine" },
  changeRoom: { total_active_users: 1 },
  blockSeats: { action: "block", seatIds: ["1-1"], reason: "mine" },
  importChart: { format: "foyer", drawing: {} },
  changeOrder: { name: "Mine" },
  refundOrder: { reason: "mine" },
  decideRefundRequest: { decision: "decline" },
  scan: { scans: [{ nonce: NOBODY, passId: NOBODY, at: "2027-06-01T20:00:00Z", gate: "North", offline: false }] },
  setDoorHours: { opensAt: null, closesAt: null },
};

const operations: Operation[] = OPERATION_GROUPS.flatMap((group) => group.operations).filter(
  ({ access }) => access === "desk",
);
const judged = operations.filter(({ id }) => WHO[id] !== ANYBODY);

let desk: Desk;
const cookies = new Map<Role, string>();
let stranger: string;
let ids: Awaited<ReturnType<typeof draftEvent>>;

beforeAll(async () => {
  desk = await openDesk();
  // nothing was sold, and the provider is not there: whoever may compare them is told so
  desk.objects.allocator["sold"] = () => [];
  Object.assign(desk.env, {
    PASS_KEY: PASS_KEY_OF_THE_TESTS,
    STRIPE_SECRET_KEY: "sk_test_nobody",
    STRIPE_API_URL: "http://127.0.0.1:1",
  });
  const organizer = await found(desk, "olga");
  cookies.set("organizer", organizer);
  for (const role of ROLES) {
    if (role !== "organizer") cookies.set(role, await hire(desk, organizer, role, `${role}@example.com`));
  }
  stranger = await found(desk, "stranger");
  ids = await draftEvent(desk, organizer);
});
afterAll(() => desk.stop());

interface PlainCall {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly headers: Record<string, string>;
}

/** A body of the wrong make unless `json` is given: whoever may pass is told so, and nothing changes. */
function callOf({ method, path }: Operation, json: unknown = { unknownField: 1 }): PlainCall {
  const id = /\/(venues|charts|events)\//u.exec(path)?.[1];
  const known = { venues: ids.venueId, charts: ids.chartId, events: ids.eventId }[id ?? ""] ?? NOBODY;
  const call = {
    method: method.toUpperCase(),
    path: path.replaceAll(/\{[^}]+\}/gu, known),
    headers: { "idempotency-key": "the-same" },
  };
  return method === "get" || method === "delete" ? call : { ...call, json };
}

describe("the list of calls", () => {
  it("has a line for every call of the desk that is described, and no other", () => {
    expect(Object.keys(WHO).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  });

  it("describes everything that is served under /api", () => {
    const described = new Set(
      OPERATION_GROUPS.flatMap((group) => group.operations).map(
        ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/gu, ":$1")}`,
      ),
    );
    const served = app.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(served)].filter((route) => !described.has(route))).toEqual([]);
  });
});

describe.each(judged.map((operation) => ({ operation, id: operation.id })))("$id", ({ operation, id }) => {
  it.each(ROLES)("%s: passes or is refused as was promised", async (role) => {
    const call = callOf(operation);
    const { status, text } = await desk.text(call.path, { ...call, cookie: cookies.get(role) ?? "" });
    const refused = status === 403 && JSON.parse(text).code === "role_refused";
    expect([role, refused]).toEqual([role, !WHO[id]?.includes(role)]);
    if (!refused) expect([200, 404, 409, 422, 503]).toContain(status);
  });

  it("is closed to whoever is not signed in", async () => {
    const call = callOf(operation);
    const { status, body } = await desk.call(call.path, call);
    expect([status, body["code"]]).toEqual([401, "signed_out"]);
  });

  it.skipIf(!operation.path.includes("{"))("does not know another organization's things", async () => {
    const call = callOf(operation, RIGHT_BODIES[id] ?? {});
    const { status, body } = await desk.call(call.path, { ...call, cookie: stranger });
    expect([status, body["code"]]).toEqual([404, "not_found"]);
  });
});
