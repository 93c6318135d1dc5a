/** An event's waiting room: how it is for its operator, and the public status that everybody in the queue sees. */
import {
  roomPictureDocument,
  roomSettingsDocument,
  type RoomChangeBody,
} from "../../../core/contract/organizer/rooms.ts";
import { statusDocument } from "../../../core/contract/waiting-room.ts";
import { ask, askPublic } from "./client.ts";

export function readRoom(eventId: string) {
  return ask(`/events/${encodeURIComponent(eventId)}/room`, roomPictureDocument);
}

export function changeRoom(eventId: string, body: RoomChangeBody) {
  return ask(`/events/${encodeURIComponent(eventId)}/room`, roomSettingsDocument, { method: "PATCH", body });
}

/** The same bytes that visitors get: seats left and the pace from which their wait follows. */
export function readPublicStatus(roomId: string) {
  return askPublic(`/rooms/${encodeURIComponent(roomId)}/status`, statusDocument);
}
