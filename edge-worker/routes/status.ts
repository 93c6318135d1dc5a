/**
 * `GET /rooms/{roomId}/status`: the public document, the same bytes for everybody. A million people waiting ask here;
 * the room is asked once a second (W7).
 */
import { publicJson, refuse } from "../answers/json.ts";
import type { Call } from "../requests/call.ts";

const CACHE = "public, max-age=1";

export function showStatus(call: Call): Response | Promise<Response> {
  const document = call.door.rooms.freshDocument(call.roomId, call.now());
  return document === undefined ? readAnew(call) : publicJson(call, document, CACHE);
}

async function readAnew(call: Call): Promise<Response> {
  const room = await call.door.rooms.forTelling(call.roomId, call);
  return room === undefined ? refuse(call, "not_found") : publicJson(call, room.document, CACHE);
}
