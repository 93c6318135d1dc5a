/** The calls of the waiting room: a place, how things stand, through the door. */
import { z } from "zod";
import { admissionDocument, placeDocument, statusDocument } from "../waiting-room.ts";
import type { OperationGroup } from "./operation.ts";

const jwks = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

export const waitingRoomOperations: OperationGroup = {
  name: "Waiting room",
  description: "Take a place, watch the public status, and go in when your place is called.",
  operations: [
    {
      id: "takeTicket",
      method: "post",
      path: "/rooms/{roomId}/tickets",
      summary: "Take a place in line",
      description: "Show the ticket again (`foyer-ticket`) and you get the same place, not a second one.",
      access: "public",
      answers: {
        201: { description: "A new place.", schema: placeDocument },
        200: { description: "The place of the ticket that was shown.", schema: placeDocument },
      },
      problems: ["token_invalid", "joining_refused", "room_ended", "not_found"],
    },
    {
      id: "showStatus",
      method: "get",
      path: "/rooms/{roomId}/status",
      summary: "How the room stands",
      description:
        "The same bytes for everybody, at most a second old. Your place is your number less `servingCounter`.",
      access: "public",
      answers: { 200: { description: "The public status.", schema: statusDocument } },
      problems: ["not_found"],
    },
    {
      id: "enter",
      method: "post",
      path: "/rooms/{roomId}/admissions",
      summary: "Go in when your place is called",
      description: "Asking again gives the same admission.",
      access: "ticket",
      answers: {
        201: { description: "You are in.", schema: admissionDocument },
        200: { description: "You are in already: the same admission.", schema: admissionDocument },
      },
      problems: ["not_your_turn", "turn_missed", "token_invalid", "room_ended", "not_found"],
    },
    {
      id: "renewAdmission",
      method: "post",
      path: "/rooms/{roomId}/admissions/renew",
      summary: "Stay longer, once",
      access: "admission",
      answers: { 200: { description: "A new token for the same visit.", schema: admissionDocument } },
      problems: ["renewal_used", "admission_ended", "admission_required", "token_invalid"],
    },
    {
      id: "leave",
      method: "delete",
      path: "/rooms/{roomId}/admissions/current",
      summary: "Leave, and let the next person in at once",
      access: "admission",
      answers: { 204: { description: "The slot is free again." } },
      problems: ["admission_ended", "admission_required", "token_invalid"],
    },
    {
      id: "showKeys",
      method: "get",
      path: "/.well-known/jwks.json",
      summary: "Public keys of admissions",
      description: "For origins that verify admissions themselves: EdDSA, `typ` `admission+jwt`, `aud` the room.",
      access: "public",
      answers: { 200: { description: "A JWK set (RFC 7517).", schema: jwks } },
      problems: [],
    },
  ],
};
