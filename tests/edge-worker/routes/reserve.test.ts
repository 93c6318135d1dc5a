/** `POST /seats/reserve`: the ordered contract, behind admission. */
import { describe, expect, it } from "vitest";
import { TestDoor } from "../../support/test-door.ts";

describe("POST /seats/reserve", () => {
  it("holds the seats that were asked for and says until when and for how much", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const answer = await door.json("POST", "/seats/reserve", door.reserveBody(admission), {
      "foyer-admission": admission.admission,
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      eventId: door.eventId,
      state: "held",
      seats: [
        { seatId: "A-1", price: { currency: "USD", value: 75 } },
        { seatId: "A-2", price: { currency: "USD", value: 75 } },
      ],
      amount: {
        currency: "USD",
        value: 155,
        lines: [
          { kind: "place", quantity: 2, unit: 75, total: 150 },
          { kind: "fee", quantity: 2, unit: 2.5, total: 5 },
        ],
      },
      expiresAt: new Date(door.nowMs + 300_000).toISOString(),
    });
    expect(door.seats.asked.at(-1)?.argument).toMatchObject({
      holder: admission.visitorId,
      roomId: door.roomId,
      holdMs: 300_000,
    });
  });

  it("gives the same answer for the same key, and refuses the key for anything else (S8)", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const headers = { "foyer-admission": admission.admission, "idempotency-key": "order-1" };
    const body = door.reserveBody(admission);
    const first = await door.json("POST", "/seats/reserve", body, headers);
    const reordered = Object.fromEntries(Object.entries(body).toReversed());
    const second = await door.json("POST", "/seats/reserve", reordered, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
    const other = await door.json(
      "POST",
      "/seats/reserve",
      door.reserveBody(admission, { expiryInMinutes: 6 }),
      headers,
    );
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ code: "idempotency_mismatch" });
  });

  it("asks again when the answer was lost on the way, and holds the seats once (S8)", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const holdAll = door.seats.holdAll.bind(door.seats);
    let lost = 0;
    door.seats.holdAll = async (requests) => {
      const outcomes = await holdAll(requests);
      if (lost++ === 0) throw Object.assign(new Error("the object restarts"), { retryable: true });
      return outcomes;
    };
    const headers = { "foyer-admission": admission.admission };
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), headers)).status).toBe(201);
    const asked = door.seats.asked.filter(({ call }) => call === "hold").map(({ argument }) => argument);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(door.seats.reservations.size).toBe(1);
  });

  it("tells those who come at once each their own outcome (S1)", async () => {
    const door = await TestDoor.open();
    const admissions = await Promise.all(Array.from({ length: 10 }, () => door.admit()));
    const answers = await Promise.all(
      admissions.map((admission, index) =>
        door.json("POST", "/seats/reserve", door.reserveBody(admission, { seatIds: [`A-${(index % 5) + 1}`] }), {
          "foyer-admission": admission.admission,
        }),
      ),
    );
    // of the two who want a seat one has it, whoever it was that came first
    for (let seat = 0; seat < 5; seat++)
      expect([answers[seat]?.status, answers[seat + 5]?.status].toSorted((a = 0, b = 0) => a - b)).toEqual([201, 409]);
    for (const [index, answer] of answers.entries()) {
      if (answer.status !== 201) continue;
      const { reservationId, seats } = await answer.json();
      expect(seats[0].seatId).toBe(`A-${(index % 5) + 1}`);
      expect(door.seats.reservations.get(reservationId)?.holder).toBe(admissions[index]?.visitorId);
    }
  });

  it("names every seat that is taken, and why", async () => {
    const door = await TestDoor.open();
    const [one, other] = [await door.admit(), await door.admit()];
    await door.json("POST", "/seats/reserve", door.reserveBody(one), { "foyer-admission": one.admission });
    const answer = await door.json("POST", "/seats/reserve", door.reserveBody(other, { seatIds: ["A-2", "A-3"] }), {
      "foyer-admission": other.admission,
    });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: "seats_unavailable",
      conflicts: [{ seatId: "A-2", why: "held" }],
    });
  });

  it.each([
    [{ quantity: 2 }, { kind: "best", quantity: 2 }],
    [
      { quantity: 3, category: "stalls", accessible: true },
      { kind: "best", quantity: 3, category: "stalls", accessible: true },
    ],
  ])("passes %o on as a choice", async (bestAvailable, choice) => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const body = door.reserveBody(admission, { seatIds: undefined, bestAvailable });
    expect((await door.json("POST", "/seats/reserve", body, { "foyer-admission": admission.admission })).status).toBe(
      201,
    );
    expect(door.seats.asked.at(-1)?.argument).toMatchObject({ choice });
  });

  it("names the field when a hold would last longer than the event allows", async () => {
    const door = await TestDoor.open();
    door.seats.holdAnswer = {
      kind: "refused",
      reason: "validation_failed",
      wrong: "holdMs",
      detail: "a hold of this event lasts at most 10 minutes",
    };
    const admission = await door.admit();
    const body = door.reserveBody(admission, { expiryInMinutes: 11 });
    const answer = await door.json("POST", "/seats/reserve", body, { "foyer-admission": admission.admission });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: "validation_failed",
      errors: [{ field: "/expiryInMinutes", message: "a hold of this event lasts at most 10 minutes" }],
    });
  });

  it("refuses to hold for somebody else", async () => {
    const door = await TestDoor.open();
    const [one, other] = [await door.admit(), await door.admit()];
    const answer = await door.json("POST", "/seats/reserve", door.reserveBody(other), {
      "foyer-admission": one.admission,
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "wrong_holder" });
    expect(door.seats.count("hold")).toBe(0);
  });

  it("refuses an event behind another room, and knows no event that is not there", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const headers = { "foyer-admission": admission.admission };
    const elsewhere = await door.json(
      "POST",
      "/seats/reserve",
      door.reserveBody(admission, { eventId: door.otherEventId }),
      headers,
    );
    expect([elsewhere.status, (await elsewhere.json()).code]).toEqual([401, "token_invalid"]);
    const nowhere = await door.json(
      "POST",
      "/seats/reserve",
      door.reserveBody(admission, { eventId: crypto.randomUUID() }),
      headers,
    );
    expect([nowhere.status, (await nowhere.json()).code]).toEqual([404, "not_found"]);
    expect(door.otherSeats.count("hold")).toBe(0);
  });

  it("picks among the cookies of several rooms the one of the event's room", async () => {
    const door = await TestDoor.open();
    const admission = await door.admit();
    const cookie = `__Host-foyer-admission-${door.otherRoomId}=abc.def.ghi; __Host-foyer-admission-${door.roomId}=${admission.admission}`;
    expect((await door.json("POST", "/seats/reserve", door.reserveBody(admission), { cookie })).status).toBe(201);
  });
});

describe("a reservation", () => {
  it("is shown, extended once and given back by its holder, and is not there for anybody else", async () => {
    const door = await TestDoor.open();
    const [one, other] = [await door.admit(), await door.admit()];
    const mine = { "foyer-admission": one.admission };
    const reserved = await (await door.json("POST", "/seats/reserve", door.reserveBody(one), mine)).json();
    const path = `/seats/reservations/${reserved.reservationId}`;
    for (const [method, target] of [
      ["GET", path],
      ["POST", `${path}/extend`],
      ["DELETE", path],
    ] as const) {
      expect((await door.send(method, target, { headers: { "foyer-admission": other.admission } })).status).toBe(404);
    }
    expect(await (await door.send("GET", path, { headers: mine })).json()).toEqual(reserved);
    expect(await (await door.send("POST", `${path}/extend`, { headers: mine })).json()).toMatchObject({
      extended: true,
    });
    const again = await door.send("POST", `${path}/extend`, { headers: mine });
    expect([again.status, (await again.json()).code]).toEqual([409, "extension_used"]);
    expect(await (await door.send("DELETE", path, { headers: mine })).json()).toMatchObject({ state: "released" });
  });
});
