/**
 * How Workers reach the objects: by name, through the interfaces of this folder and nothing more.
 */
import type { EventId, RoomId } from "../brand.ts";
import type { SeatAllocatorRpc } from "./seat-allocator.ts";
import type { WaitingRoomRpc } from "./waiting-room.ts";

/** The part of a Durable Object namespace that is used; `getByName` gives a new stub each time, as retries need. */
export interface ObjectNamespace<Rpc> {
  getByName(name: string): Rpc;
}

export interface ObjectBindings {
  readonly WAITING_ROOM: ObjectNamespace<WaitingRoomRpc>;
  readonly SEAT_ALLOCATOR: ObjectNamespace<SeatAllocatorRpc>;
}

/** A room's object bears the room's id as its name, an event's allocator the event's. */
export function roomOf(bindings: ObjectBindings, roomId: RoomId): WaitingRoomRpc {
  return bindings.WAITING_ROOM.getByName(roomId);
}

export function allocatorOf(bindings: ObjectBindings, eventId: EventId): SeatAllocatorRpc {
  return bindings.SEAT_ALLOCATOR.getByName(eventId);
}
