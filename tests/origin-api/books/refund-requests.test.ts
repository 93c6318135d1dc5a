// What buyers ask back: one open request an order, whoever asks how often; a yes is one refund, a no gives nothing; and
// both are the office's to say, each once.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newVisitor, TestOffice } from "../../support/test-office.ts";
import { OfficeDesk } from "./office-desk.ts";

let office: TestOffice;
let support: OfficeDesk;
let order: { readonly orderId: string; readonly path: string };

beforeEach(async () => {
  office = await TestOffice.open();
  support = await OfficeDesk.as(office, "support");
  order = await bought("stalls-1");
});
afterEach(() => office.close());

async function bought(seat: string): Promise<typeof order> {
  const reservation = await office.hold(newVisitor(), [seat]);
  const { body } = await office.commit(reservation);
  await office.idle();
  const { pathname, search } = new URL(body.url);
  return { orderId: body.orderId, path: `${pathname}/refund-requests${search}` };
}

const ask = (reason: unknown = "My train does not run.", path = order.path) => office.fetch("POST", path, { reason });
const decide = (id: string, body: object, desk = support) => desk.ask("POST", `/refund-requests/${id}`, body);
const refundsMade = () => office.rows("SELECT amount_minor::int, state FROM refunds");
const audited = async () =>
  (await office.rows("SELECT action FROM audit_entries WHERE subject LIKE 'order:%'")).map(({ action }) => action);

describe("a buyer who asks for a refund", () => {
  it("has one open request, however often and from how many tabs they ask", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.requestId)).size).toBe(1);
    const shown = await office.fetch("GET", order.path.replace("/refund-requests", ""));
    expect(shown.body.details.refundRequest).toMatchObject({
      state: "open",
      reason: "My train does not run.",
      answer: null,
    });
    expect(await refundsMade()).toEqual([]);
  });

  it("needs the order's own key", async () => {
    const other = await bought("stalls-2");
    const wrong = `${order.path.split("?")[0]}?${other.path.split("?")[1]}`;
    expect(await ask("x", wrong)).toMatchObject({ status: 404 });
    expect(await ask("x", order.path.split("?")[0])).toMatchObject({ status: 404 });
    expect(await office.rows("SELECT id FROM refund_requests")).toEqual([]);
  });

  it.each([[undefined], [""], ["   "], ["x".repeat(1_001)], [5], ["nul\u0000"]])("says why: not %j", async (reason) => {
    const refused = await office.fetch("POST", order.path, reason === undefined ? {} : { reason });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: "/reason" }] } });
  });

  it("gets no request for an order of which nothing is left, and no sixth one", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { body, status } = await ask(`round ${round}`);
      expect(status).toBe(201);
      await decide(body.requestId, { decision: "decline" });
    }
    expect(await ask()).toMatchObject({ status: 409, body: { code: "conflict" } });
    const other = await bought("stalls-2");
    await support.refund(other.orderId);
    expect(await ask("x", other.path)).toMatchObject({ status: 409, body: { code: "refund_too_large" } });
    const free = await bought("free-1");
    expect(await ask("x", free.path)).toMatchObject({ status: 409 });
  });
});

describe("the office that answers", () => {
  it("finds open requests, and sees them with the order", async () => {
    const { body: request } = await ask();
    const { body: page } = await support.ask("GET", "/refund-requests?state=open");
    expect(page).toMatchObject({
      refundRequests: [
        {
          requestId: request.requestId,
          orderId: order.orderId,
          eventTitle: "An evening with music",
          buyer: { email: "ada@example.com" },
          amount: { value: 152.5 },
          refundId: null,
        },
      ],
      next: null,
    });
    expect((await support.ask("GET", "/refund-requests?state=declined")).body.refundRequests).toEqual([]);
    const { body: whole } = await support.ask("GET", `/orders/${order.orderId}`);
    expect(whole.refundRequests).toEqual(page.refundRequests);
  });

  it("pages through them, newest first", async () => {
    const ids: string[] = [];
    for (const seat of ["stalls-2", "stalls-3"])
      ids.unshift((await ask("x", (await bought(seat)).path)).body.requestId);
    const first = await support.ask("GET", "/refund-requests?limit=1");
    const second = await support.ask("GET", `/refund-requests?limit=1&before=${first.body.next}`);
    const seen = [first, second].map(({ body }) => body.refundRequests[0].requestId);
    expect([seen, second.body.next]).toEqual([ids, null]);
  });

  it("approves once, however many press at once: one refund in full, seats free, one audit row", async () => {
    const { body: request } = await ask();
    const approve = { decision: "approve", answer: "Of course." };
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(request.requestId, approve)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.body).toMatchObject({ state: "approved", answer: "Of course.", refundId: expect.any(String) });
    expect(await refundsMade()).toEqual([{ amount_minor: 15_250, state: "settled" }]);
    expect(await office.seats.totals()).toMatchObject({ sold: 0 });
    expect(await audited()).toEqual(["refund_request.approved"]);
    const shown = await office.fetch("GET", order.path.replace("/refund-requests", ""));
    expect(shown.body).toMatchObject({ status: "refunded", details: { refundRequest: { state: "approved" } } });
  });

  it("approves a part, and then the seats stay", async () => {
    const { body: request } = await ask();
    const approve = { decision: "approve", amount: { currency: "USD", value: 50 } };
    expect(await decide(request.requestId, approve)).toMatchObject({ status: 200 });
    expect(await refundsMade()).toEqual([{ amount_minor: 5_000, state: "settled" }]);
    expect(await office.seats.totals()).toMatchObject({ sold: 1 });
    const more = { decision: "approve", amount: { currency: "USD", value: 51 } };
    expect(await decide(request.requestId, more)).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
  });

  it("declines, and that is that: the same again changes nothing, a yes afterwards is refused", async () => {
    const { body: request } = await ask();
    const no = { decision: "decline", answer: "The show goes on." };
    expect(await decide(request.requestId, no)).toMatchObject({ status: 200, body: { state: "declined" } });
    expect(await decide(request.requestId, { ...no, answer: "Other words" })).toMatchObject({
      status: 200,
      body: { answer: "The show goes on." },
    });
    expect(await decide(request.requestId, { decision: "approve" })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect(await refundsMade()).toEqual([]);
    expect(await audited()).toEqual(["refund_request.declined"]);
  });

  it("either approves or declines when both are pressed at once", async () => {
    const { body: request } = await ask();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        decide(request.requestId, { decision: index % 2 === 0 ? "approve" : "decline" }),
      ),
    );
    const [row] = await office.rows("SELECT state, refund_id FROM refund_requests");
    expect(await refundsMade()).toHaveLength(row?.["state"] === "approved" ? 1 : 0);
    for (const { status, body } of answers) {
      if (status === 200) expect(body.state).toBe(row?.["state"]);
      else expect([status, body.code]).toEqual([409, "conflict"]);
    }
    expect(await audited()).toHaveLength(1);
  });

  it("leaves a request open when the refund cannot be made", async () => {
    const { body: request } = await ask();
    await office.rows(
      "INSERT INTO disputes (id, payment_id, amount_minor, withdrawn, reason, state, opened_at) SELECT 'dp_1', id, 100, true, 'fraudulent', 'open', now() FROM payments",
    );
    expect(await decide(request.requestId, { decision: "approve" })).toMatchObject({
      status: 409,
      body: { code: "refund_blocked" },
    });
    expect(await office.rows("SELECT state FROM refund_requests")).toEqual([{ state: "open" }]);
  });

  it("is the organization's own, in a role that may", async () => {
    const { body: request } = await ask();
    const stranger = await OfficeDesk.stranger(office);
    expect(await decide(request.requestId, { decision: "approve" }, stranger)).toMatchObject({ status: 404 });
    expect((await stranger.ask("GET", "/refund-requests")).body.refundRequests).toEqual([]);
    const door = await OfficeDesk.as(office, "door");
    expect(await door.ask("GET", "/refund-requests")).toMatchObject({ status: 403 });
    expect(await decide(request.requestId, { decision: "approve" }, door)).toMatchObject({ status: 403 });
    expect(await decide("no-id", { decision: "approve" })).toMatchObject({ status: 404 });
    expect(await refundsMade()).toEqual([]);
  });

  it.each([
    [{}, "/decision"],
    [{ decision: "perhaps" }, "/decision"],
    [{ decision: "decline", amount: { currency: "USD", value: 1 } }, "/decision"],
    [{ decision: "approve", amount: { currency: "USD", value: 0.001 } }, "/amount/value"],
    [{ decision: "approve", amount: { currency: "EUR", value: 1 } }, "/amount/currency"],
    [{ decision: "approve", answer: "" }, "/answer"],
  ])("is told what is wrong with %j", async (body, field) => {
    const { body: request } = await ask();
    expect(await decide(request.requestId, body)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect(await refundsMade()).toEqual([]);
  });
});
