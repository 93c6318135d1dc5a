/** The door's API: what a gate needs to let people in, with and without a network. */
import {
  doorCountsDocument,
  doorHoursBody,
  doorHoursDocument,
  doorListDocument,
  doorListQuery,
  scanNonce,
  scansBody,
  scansDocument,
} from "../door.ts";
import { eventId } from "../fields.ts";
import type { OperationGroup } from "./operation.ts";

export const doorOperations: OperationGroup = {
  name: "Door",
  description:
    "Who may come in. The code of a ticket is a JWS (`typ` pass+jwt, EdDSA) that anybody can check with the keys of the list or of `/.well-known/jwks.json`; whether it still counts is in the list.",
  operations: [
    {
      id: "readDoorList",
      method: "get",
      path: "/api/events/{id}/door",
      summary: "The passes of an event, for gates that may lose their network",
      description:
        "Whole, page by page, or what changed since a `version`. What changed just before it may be told once more. The header `foyer-list-signature` is a JWS (`typ` door-list+jwt) with the SHA-256 of the body.",
      access: "desk",
      query: doorListQuery,
      answers: { 200: { description: "A page of the list.", schema: doorListDocument } },
      problems: ["not_found"],
    },
    {
      id: "scan",
      method: "post",
      path: "/api/events/{id}/scans",
      summary: "Let people in, or hear why not; tell of scans made without a network",
      description:
        "Each nonce is judged once; the same again is answered the same and counts once. An offline scan is written as it was made: when the books object, or somebody came first with the same ticket, the answer says so in `conflict`, and nobody is lost.",
      access: "desk",
      body: scansBody,
      answers: { 200: { description: "An answer for each scan, in the same order.", schema: scansDocument } },
      problems: ["not_found", "body_too_large", "idempotency_mismatch", "unavailable"],
    },
    {
      id: "undoScan",
      method: "post",
      path: "/api/events/{id}/scans/{nonce}/undo",
      summary: "Somebody was let in by mistake: the ticket opens the door again",
      access: "desk",
      params: { id: eventId, nonce: scanNonce },
      answers: { 204: { description: "It is undone, now or before." } },
      problems: ["not_found", "conflict"],
    },
    {
      id: "countAtTheDoor",
      method: "get",
      path: "/api/events/{id}/door/counts",
      summary: "Who is inside, who is expected, who was refused and why",
      access: "desk",
      answers: { 200: { description: "The counts of this moment.", schema: doorCountsDocument } },
      problems: ["not_found"],
    },
    {
      id: "setDoorHours",
      method: "put",
      path: "/api/events/{id}/door/hours",
      summary: "When people may come in",
      description: "Without a say of yours: from four hours before the start to a day after it.",
      access: "desk",
      body: doorHoursBody,
      answers: { 200: { description: "The hours as they are now.", schema: doorHoursDocument } },
      problems: ["not_found"],
    },
  ],
};
