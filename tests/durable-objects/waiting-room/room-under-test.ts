/** A room in workerd on real SQLite, with a clock that tests set, and visitors to send there. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach } from "vitest";
import type { EventId, Millis, QueueNumber, QueueTicketId, RoomId, VisitorId } from "../../../core/brand.ts";
import type { ClaimOutcome, JoinOutcome, WaitingRoomRpc } from "../../../core/contract/waiting-room.ts";
import type { RoomSettings } from "../../../core/queue/settings.ts";
import { systemClock } from "../../../durable-objects/platform/clock.ts";
import { WaitingRoom } from "../../../durable-objects/waiting-room/object.ts";

export type RoomStub = DurableObjectStub & WaitingRoomRpc;

/** Starts ahead of the real time, so that no alarm rings before a test makes it ring. */
const START_MS = Date.now() + 3_600_000;

export class TestClock {
  #nowMs = START_MS;
  nowMs(): Millis {
    return this.#nowMs as Millis;
  }
  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}

/** Sets the time of every room for this test; it outlives evictions, as time does. */
export function testClock(): TestClock {
  const clock = new TestClock();
  WaitingRoom.clock = clock;
  return clock;
}

afterEach(() => {
  WaitingRoom.clock = systemClock;
});

export const TEST_SETTINGS: Omit<RoomSettings, "roomId"> = {
  name: "Test",
  eventIds: ["00000000-0000-4000-8000-00000000e0e0" as EventId],
  totalActiveUsers: 10,
  newUsersPerMinute: 6_000,
  sessionDurationMs: 600_000 as Millis,
  claimWindowMs: 300_000 as Millis,
  queueingMethod: "fifo",
  queueAll: false,
  suspended: false,
  paused: false,
  addressLimit: "off",
};

export function theRoom(roomId: RoomId): RoomStub {
  return (env as unknown as { WAITING_ROOM: DurableObjectNamespace }).WAITING_ROOM.getByName(
    roomId,
  ) as unknown as RoomStub;
}

export async function newRoom(change: Partial<RoomSettings> = {}): Promise<{ room: () => RoomStub; roomId: RoomId }> {
  const roomId = crypto.randomUUID() as RoomId;
  // A stub of an instance that was evicted is dead: every call takes a new one, as the edge does.
  const room = (): RoomStub => theRoom(roomId);
  await room().create({ ...TEST_SETTINGS, ...change, roomId }, "tester");
  return { room, roomId };
}

export interface Ticket {
  readonly number: QueueNumber;
  readonly visitorId: VisitorId;
  readonly ticketId: QueueTicketId;
}

export async function join(room: RoomStub): Promise<Ticket & { readonly outcome: JoinOutcome }> {
  const visitorId = crypto.randomUUID() as VisitorId;
  const ticketId = crypto.randomUUID() as QueueTicketId;
  const outcome = await room.join(1);
  if (outcome.kind !== "issued") throw new Error(`not issued: ${outcome.reason}`);
  return { number: outcome.first, visitorId, ticketId, outcome };
}

/** A list whose first three are there as far as the compiler is concerned; a test that joins fewer names fewer. */
export type Tickets = [Ticket, Ticket, Ticket, ...Ticket[]];

export async function joinMany(room: RoomStub, count: number): Promise<Tickets> {
  const tickets: Ticket[] = [];
  for (let index = 0; index < count; index++) tickets.push(await join(room));
  return tickets as unknown as Tickets;
}

export async function claim(room: RoomStub, ticket: Ticket): Promise<ClaimOutcome> {
  const { number, visitorId, ticketId } = ticket;
  return room.claim({ number, visitorId, ticketId });
}

export async function admitted(room: RoomStub, ticket: Ticket): Promise<Extract<ClaimOutcome, { kind: "admitted" }>> {
  const outcome = await claim(room, ticket);
  if (outcome.kind !== "admitted") throw new Error(`not admitted: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Ends every instance in the middle of its life: nothing survives that was only in memory. */
export async function crash(): Promise<void> {
  await abortAllDurableObjects();
}

/** Takes a quiet instance out of memory, as the runtime does. One that ticks would be waited for. */
export async function evict(room: RoomStub): Promise<void> {
  await evictDurableObject(room);
}

/** Reads a figure from the object's storage until it is `expected`, or for two seconds; the room is not asked. */
export async function settled(room: RoomStub, query: string, expected: number): Promise<unknown> {
  let value: unknown;
  for (let attempt = 0; attempt < 40 && value !== expected; attempt++) {
    await scheduler.wait(50);
    value = await runInDurableObject(room, (_, { storage }) => storage.sql.exec(query).one()["value"]);
  }
  return value;
}

/** Rows that changed in the object's tables during `act`. */
export async function rowsWritten(room: RoomStub, act: () => Promise<void>): Promise<number> {
  const total = (): Promise<number> =>
    runInDurableObject(room, (_, { storage }) =>
      Number(storage.sql.exec("SELECT total_changes() AS total").one()["total"]),
    );
  const before = await total();
  await act();
  return (await total()) - before;
}
