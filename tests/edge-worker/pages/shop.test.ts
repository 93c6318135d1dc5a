/** The shop's pages and forms, without a script: what is on, choosing, paying, the order; and forms from elsewhere. */
import { describe, expect, it } from "vitest";
import type { AdmissionDocument } from "../../../core/contract/waiting-room.ts";
import { TestDoor } from "../../support/test-door.ts";

const HTML = { accept: "text/html" };
const OURS = { ...HTML, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

function cookie(door: TestDoor, admission: AdmissionDocument): Record<string, string> {
  return { cookie: `__Host-foyer-admission-${door.roomId}=${admission.admission}` };
}

function press(
  door: TestDoor,
  path: string,
  fields: Record<string, string> | [string, string][],
  headers: Record<string, string>,
): Promise<Response> {
  return door.send("POST", path, { body: new URLSearchParams(fields).toString(), headers: { ...OURS, ...headers } });
}

async function held(
  door: TestDoor,
): Promise<{ admission: AdmissionDocument; path: string; headers: Record<string, string> }> {
  const admission = await door.admit();
  const headers = cookie(door, admission);
  const answer = await press(
    door,
    `/events/${door.eventId}/tickets`,
    { act: "best", quantity: "1", key: "k" },
    headers,
  );
  return { admission, path: answer.headers.get("location") ?? "", headers };
}

const ORDER = {
  orderId: "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867",
  reference: "ABCDE-FGHIJ",
  reservationId: "0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867",
  eventId: "0b9e6f5d-2c1a-4f3e-9d8c-1c2b3a495867",
  status: "paid",
  amount: { currency: "USD", value: 77.5 },
  tickets: [
    {
      ticketId: "0b9e6f5d-2c1a-4f3e-9d8c-1c2b3a495868",
      seatId: "A-1",
      label: "Row A, seat <1>",
      number: "ABCDE-FGHIJ-1",
    },
  ],
  url: "https://elsewhere.example/orders/0b9e6f5d-2c1a-8f3e-9d8c-1c2b3a495867?key=k",
};

describe("an event", () => {
  it("shows an event to everybody, and to programs as JSON", async () => {
    const door = await TestDoor.open();
    const page = await door.send("GET", `/events/${door.eventId}`, { headers: HTML });
    expect(await page.text()).toContain("An evening &lt;with&gt; music");
    const card = await door.send("GET", `/events/${door.eventId}`, { headers: { accept: "*/*" } });
    expect(await card.json()).toMatchObject({
      eventId: door.eventId,
      roomId: door.roomId,
      prices: { stalls: 75 },
      feePerPlace: 2.5,
      seatsLeft: 10,
    });
    expect(door.room.count("join")).toBe(0);
  });
});

describe("choosing seats with forms", () => {
  it("holds what was ticked, and leads to the checkout", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const fields: [string, string][] = [
      ["act", "seats"],
      ["seat", "A-3"],
      ["seat", "A-4"],
      ["key", "k1"],
    ];
    const answer = await press(door, `/events/${door.eventId}/tickets`, fields, cookie(door, admission));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/checkout\/[0-9a-f-]{36}$/u);
    expect(door.seats.asked.at(-1)?.argument).toMatchObject({
      choice: { kind: "seats", seatIds: ["A-3", "A-4"] },
      holder: admission.visitorId,
      requestId: "k1",
    });
    const twice = await press(door, `/events/${door.eventId}/tickets`, fields, cookie(door, admission));
    expect(twice.headers.get("location")).toBe(answer.headers.get("location"));
  });

  it.each([
    [
      { act: "best", quantity: "3", category: "stalls", zone: "", accessible: "1" },
      { kind: "best", quantity: 3, category: "stalls", accessible: true },
    ],
    [
      { act: "area", area: "FLOOR", quantity: "2" },
      { kind: "area", area: "FLOOR", quantity: 2 },
    ],
  ])("understands %o", async (fields, choice) => {
    const door = await TestDoor.open();
    await press(door, `/events/${door.eventId}/tickets`, fields, cookie(door, await door.admit()));
    expect(door.seats.asked.findLast(({ call }) => call === "hold")?.argument).toMatchObject({ choice });
  });

  it.each([
    ["nothing ticked", { act: "seats" }, undefined, 422, "check what you entered"],
    ["an odd number", { act: "best", quantity: "1e9" }, undefined, 422, "check what you entered"],
    [
      "a seat that somebody else was faster to take",
      { act: "seats", seat: "A-1" },
      "seats_unavailable",
      409,
      "Somebody was faster",
    ],
    [
      "a choice that leaves a single seat",
      { act: "seats", seat: "A-2" },
      "would_leave_single_seat",
      409,
      "a single seat",
    ],
    ["more than one may take", { act: "best", quantity: "6" }, "limit_reached", 422, "more than one person may take"],
  ] as const)("tells people about %s, on the same page", async (_name, fields, reason, status, words) => {
    const door = await TestDoor.open();
    if (reason !== undefined) door.seats.holdAnswer = { kind: "refused", reason };
    const answer = await press(door, `/events/${door.eventId}/tickets`, fields, cookie(door, await door.admit()));
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(new RegExp(`role="alert"[^]*${words}`, "u"));
  });

  it("shows the free seats of a section, and no others", async () => {
    const door = await TestDoor.open();
    const codes = String.fromCharCode(0b00_01_10_11, 0, 0); // A-1 blocked, A-2 sold, A-3 held, A-4 free
    door.seats.seatsAnswer = () => ({
      kind: "snapshot",
      version: 1,
      chart: "c",
      seatCount: 10,
      seats: btoa(codes),
      areas: {},
      seatsLeft: 7,
    });
    const page = await door.send("GET", `/events/${door.eventId}/tickets?section=0`, {
      headers: { ...HTML, ...cookie(door, await door.admit()) },
    });
    const offered = [...(await page.text()).matchAll(/name="seat"\s+value="([^"]+)"/gu)].map(([, id]) => id);
    expect(offered).toEqual(["A-4", "A-5", "A-6", "A-7", "A-8", "A-9", "A-10"]);
  });

  it("lets people leave, and their slot is free", async () => {
    const door = await TestDoor.open();
    const answer = await press(
      door,
      `/events/${door.eventId}/tickets`,
      { act: "leave" },
      cookie(door, await door.admit()),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/events/${door.eventId}`]);
    expect(answer.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(door.room.count("end")).toBe(1);
  });

  it.each([
    ["from another site", { "sec-fetch-site": "cross-site" }, 403],
    ["from another site of the same domain", { "sec-fetch-site": "same-site" }, 403],
    ["from another origin, said the old way", { "sec-fetch-site": "", origin: "https://evil.example" }, 403],
    ["that is no form", { "content-type": "application/json" }, 415],
  ])("does nothing for a form %s", async (_name, headers, status) => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const clean = Object.fromEntries(
      Object.entries({ ...OURS, ...headers, ...cookie(door, admission) }).filter(([, value]) => value !== ""),
    );
    const refused = await door.send("POST", `/events/${door.eventId}/tickets`, { body: "act=leave", headers: clean });
    expect(refused.status).toBe(status);
    expect(door.room.count("end")).toBe(0);
  });

  it("shows those outside how things stand instead", async () => {
    const door = await TestDoor.open();
    const answer = await press(door, `/events/${door.eventId}/tickets`, { act: "best", quantity: "1" }, {});
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/events/${door.eventId}/tickets`]);
    expect(door.seats.count("hold")).toBe(0);
  });
});

describe("the checkout", () => {
  it("shows what is held, for how much and how long, and nothing to anybody else", async () => {
    const door = await TestDoor.open();
    const { path, headers } = await held(door);
    const text = await (await door.send("GET", path, { headers: { ...HTML, ...headers } })).text();
    expect(text).toContain("$77.50");
    expect(text).toContain(new Date(door.nowMs + 600_000).toISOString());
    const other = await door.admit();
    const refused = await door.send("GET", path, { headers: { ...HTML, ...cookie(door, other) } });
    expect(refused.status).toBe(404);
    expect(await refused.text()).not.toContain("Row A");
  });

  it("gives more time once, with a button, and says so afterwards", async () => {
    const door = await TestDoor.open();
    const { path, headers } = await held(door);
    const before = await (await door.send("GET", path, { headers: { ...HTML, ...headers } })).text();
    expect(before).toContain('value="extend"');
    expect((await press(door, path, { act: "extend" }, headers)).status).toBe(303);
    const after = await (await door.send("GET", path, { headers: { ...HTML, ...headers } })).text();
    expect(after).not.toContain('value="extend"');
    expect(after).toContain("You have taken more time");
  });

  it("sends the same commit as the API, with the price that the server knows", async () => {
    const door = await TestDoor.open();
    const { path, headers, admission } = await held(door);
    door.office = () => Response.json(ORDER);
    const fields = { act: "pay", email: "Ada@Example.com", name: "Ada", paymentToken: "pm_card_visa", amount: "1" };
    const answer = await press(door, path, fields, headers);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      new URL(ORDER.url).pathname + new URL(ORDER.url).search,
    ]);
    const { request, body } = door.passedOn[0] ?? {};
    expect(new URL(request?.url ?? "").pathname).toBe("/seats/commit");
    expect(request?.headers.get("foyer-visitor")).toBe(admission.visitorId);
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual({
      reservationId: path.split("/")[2],
      paymentToken: "pm_card_visa",
      amount: { currency: "USD", value: 77.5 },
      buyer: { email: "ada@example.com", name: "Ada", language: "en" },
    });
    await door.settled();
    expect(door.room.count("end")).toBe(1);
  });

  it("says why a payment was declined, and keeps what was entered", async () => {
    const door = await TestDoor.open();
    const { path, headers } = await held(door);
    door.office = () => Response.json({ code: "payment_declined", detail: "No <funds>." }, { status: 402 });
    const answer = await press(door, path, { act: "pay", email: "ada@example.com", paymentToken: "pm_x" }, headers);
    expect(answer.status).toBe(402);
    const text = await answer.text();
    expect(text).not.toContain("No <funds>"); // the bank's words are not ours to show
    expect(text).toContain('value="ada@example.com"');
  });

  it("asks nobody when the address is no address", async () => {
    const door = await TestDoor.open();
    const { path, headers } = await held(door);
    const answer = await press(door, path, { act: "pay", email: "ada", paymentToken: "pm_x" }, headers);
    expect(answer.status).toBe(422);
    expect(door.passedOn).toHaveLength(0);
  });

  it("leads to the bank over a page of ours, because no form of ours may lead elsewhere", async () => {
    const door = await TestDoor.open();
    const { path, headers } = await held(door);
    const redirectUrl = "https://bank.example/3ds?a=1&b=2";
    door.office = () =>
      Response.json(
        {
          status: "requires_action",
          reservationId: ORDER.reservationId,
          redirectUrl,
          expiresAt: "2027-06-01T10:00:00Z",
        },
        { status: 202 },
      );
    const answer = await press(door, path, { act: "pay", email: "ada@example.com", paymentToken: "pm_x" }, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("refresh")).toBe(`2;url=${redirectUrl}`);
    expect(await answer.text()).toContain('href="https://bank.example/3ds?a=1&amp;b=2"');
    expect(answer.headers.get("content-security-policy")).toContain("form-action 'self'");
  });

  it("gives seats back, and gives more time once", async () => {
    const door = await TestDoor.open();
    const { path, headers } = await held(door);
    expect((await press(door, path, { act: "extend" }, headers)).status).toBe(303);
    expect((await press(door, path, { act: "extend" }, headers)).status).toBe(409);
    const released = await press(door, path, { act: "release" }, headers);
    expect(released.headers.get("location")).toBe(`/events/${door.eventId}/tickets`);
    expect(door.seats.count("release")).toBe(1);
  });

  it("says so when the time has run out", async () => {
    const door = await TestDoor.open();
    door.room.set({ sessionDurationMs: 3_600_000 as never });
    const { path, headers } = await held(door);
    door.pass(600_000);
    const answer = await door.send("GET", path, { headers: { ...HTML, ...headers } });
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain("run out");
  });
});
