/**
 * `/api/events/{id}/room`: the event's waiting room: how it is set, and how it is now.
 *
 * A change is in the books first, then the room is told; the public status shows it within two seconds.
 */
import { Hono } from "hono";
import { roomOf } from "../../../core/contract/objects.ts";
import {
  fullRoomSettings,
  roomChangeBody,
  roomSettingsDocumentOf,
  type RoomPictureDocument,
} from "../../../core/contract/organizer/rooms.ts";
import { problem } from "../../../core/contract/problem.ts";
import type { RoomPicture } from "../../../core/contract/waiting-room.ts";
import { changeRoom } from "../../catalogue/event-store.ts";
import { tellRoom } from "../../catalogue/obedience.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { actOf } from "./act.ts";
import { eventOfCall } from "./event-of-call.ts";

export const roomRoutes = new Hono<OfficeEnv>()
  .get("/events/:id/room", requirePermission("room.read"), async (context) => {
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const picture = await roomOf(context.env, found.event.roomId).picture();
    if (picture === undefined) {
      return refuse(context, problem("conflict", { detail: "the room stands when the event is published" }));
    }
    return answer(context, pictureDocument(picture));
  })
  .patch("/events/:id/room", requirePermission("room.operate"), async (context) => {
    const body = await bodyOf(context, roomChangeBody);
    if (!body.ok) return refuse(context, body.problem);
    const { message, ...change } = body.value;
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { event } = found;
    if (event.state === "closed") return refuse(context, problem("conflict", { detail: "the sale is closed" }));
    const before = fullRoomSettings(event.room, event.title);
    const room = { ...event.room, ...change };
    const act = actOf(context, "room.changed", `event:${event.id}`, {
      before: Object.fromEntries(Object.entries(before).filter(([name]) => Object.hasOwn(change, name))),
      after: body.value,
    });
    const database = databaseOf(context.env);
    if (!(await changeRoom(database, act, { eventId: event.id, version: event.version }, room))) {
      return refuse(context, problem("conflict", { detail: "the event was changed meanwhile; call again" }));
    }
    const told = await eventOfCall(context);
    if ("code" in told) return refuse(context, told);
    await tellRoom(context.env, told, context.var.access.actor, message);
    return answer(context, fullRoomSettings(told.event.room, told.event.title));
  });

function pictureDocument({ status, settings, ...figures }: RoomPicture): RoomPictureDocument {
  return {
    phase: status.phase,
    paused: settings.paused,
    waiting: Math.max(0, status.nextNumber - status.servingCounter),
    inside: status.inside,
    ...figures,
    servingCounter: status.servingCounter,
    nextNumber: status.nextNumber,
    settings: roomSettingsDocumentOf(settings),
    feed: status.feed.map(({ sequence, atMs, kind, message }) => ({
      sequence,
      at: new Date(atMs).toISOString(),
      kind,
      message,
    })),
    asOf: new Date(status.asOfMs).toISOString(),
  };
}
