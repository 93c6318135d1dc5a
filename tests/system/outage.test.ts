/**
 * S10 against the real thing: a sale goes on while Postgres is down and the books catch up by themselves; while the
 * payment provider is down nobody's hold runs out, the room lets nobody new in, and the page says why.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Buyer } from "../support/buyer.ts";
import { eventually } from "../support/eventually.ts";
import { Organizer } from "../support/organizer.ts";
import { insistently, startOwnSystem, type OwnSystem } from "../support/own-system.ts";

let system: OwnSystem;

beforeAll(async () => {
  system = await startOwnSystem();
});

afterAll(() => system.stop());

function newBuyer(): Buyer {
  return new Buyer(system.stack.urls.edge, system.demo.ids.roomId);
}

describe("while Postgres is down", () => {
  it("sells, and books what was sold once Postgres is back", async () => {
    const { eventId } = system.demo.ids;
    const organizer = await Organizer.signIn(system.stack.urls.edge, system.demo.logins);
    const before = await organizer.reconcile(eventId);
    system.stack.database.setOutage("down");
    try {
      const buyer = await newBuyer().arrive();
      const reserved = await buyer.reserve(eventId, { bestAvailable: { quantity: 2 } });
      expect(reserved.status).toBe(201);
      const sold = await buyer.commit(reserved.body, "pm_card_visa", {
        buyer: { email: "during-the-outage@example.com" },
      });
      expect(sold.status).toBe(200);
      expect(sold.body.tickets).toHaveLength(2);
      const health = await fetch(`${system.stack.urls.edge}/health`);
      expect(JSON.stringify(await health.json())).toMatch(/database/u);
      expect(health.status).toBe(503);
    } finally {
      system.stack.database.setOutage("none");
    }
    const after = await eventually(
      () => organizer.reconcile(eventId),
      (report) => report.books.orders === before.books.orders + 1 && report.differences.length === 0,
    );
    expect(after.differences).toEqual([]);
    const mails = await eventually(
      () =>
        fetch(`${system.stack.urls.mailbox}/api/messages?to=during-the-outage@example.com`).then(
          (response) => response.json() as Promise<{ messages: unknown[] }>,
        ),
      (seen) => seen.messages.length > 0,
    );
    expect(mails.messages).toHaveLength(1);
  });
});

describe("while the payment provider is down", () => {
  it("stops the clock of every hold, calls nobody, says why, and goes on by itself afterwards", async () => {
    const { eventId, roomId } = system.demo.ids;
    const buyer = await newBuyer().arrive();
    const reserved = await buyer.reserve(eventId, { bestAvailable: { quantity: 1 } });
    expect(reserved.status).toBe(201);
    system.stack.provider.control.setOutage({ mode: "down" });
    try {
      const path = `/seats/reservations/${reserved.body.reservationId}`;
      const stopped = await eventually(
        async () => {
          await buyer.commit(reserved.body);
          return (await buyer.call<{ clockStopped: boolean }>("GET", path)).body;
        },
        (seen) => seen.clockStopped,
      );
      expect(stopped.clockStopped).toBe(true);
      const status = await eventually(
        () => buyer.call<{ phase: string; feed: { message: string }[] }>("GET", `/rooms/${roomId}/status`),
        (seen) => seen.body.phase === "paused",
      );
      expect(status.body.feed.at(-1)?.message).toMatch(/payment/iu);
    } finally {
      system.stack.provider.control.setOutage(null);
    }
    const status = await eventually(
      () => buyer.call<{ phase: string }>("GET", `/rooms/${roomId}/status`),
      (seen) => seen.body.phase !== "paused",
    );
    expect(status.status).toBe(200);
    const sold = await insistently(() => buyer.commit(reserved.body));
    expect(sold.status).toBe(200);
  });
});
