/**
 * `POST /seats/reserve`, as ordered: holds seats for the admitted visitor. All or nothing (S3); the same
 * `Idempotency-Key` gives the same answer (S8). A caller without one cannot repeat safely, but is served.
 */
import { problem } from "../../core/contract/problem.ts";
import { allocatorOf } from "../../core/contract/objects.ts";
import { idempotencyKey } from "../../core/contract/fields.ts";
import type { HoldOutcome, SeatChoice } from "../../core/contract/seat-allocator.ts";
import { reserveBody, type ReserveBody } from "../../core/contract/seats.ts";
import { millis, type EventId } from "../../core/brand.ts";
import { json, refuse } from "../answers/json.ts";
import { refusalOf } from "../answers/refusal.ts";
import { reservationDocumentOf } from "../answers/reservation.ts";
import { utf8 } from "../answers/utf8.ts";
import { askAgain } from "../objects/ask-again.ts";
import { readJson } from "../requests/body.ts";
import type { Call } from "../requests/call.ts";
import { presentedAdmissions } from "../tokens/presented.ts";
import { type Admitted, holderIn, isHolder } from "../visitors/holder.ts";

const MS_PER_MINUTE = 60_000;

export async function reserve(call: Call): Promise<Response> {
  const { headers } = call.request;
  if (presentedAdmissions(headers).length === 0) return refuse(call, "admission_required");
  const key = headers.get("idempotency-key");
  if (key !== null && !idempotencyKey.safeParse(key).success) {
    const errors = [{ field: "Idempotency-Key", message: "must be 1 to 255 visible ASCII characters" }];
    return refuse(call, problem("invalid_request", { errors }));
  }
  const body = await readJson(call.request, reserveBody);
  if (!body.ok) return refuse(call, body.problem);
  const holder = await holderIn(call, body.value.eventId);
  if (!holder.ok) return refuse(call, holder.why);
  if (!isHolder(holder.admitted, body.value.userId)) return refuse(call, "wrong_holder");
  const outcome = await hold(call, holder.admitted, body.value, key ?? crypto.randomUUID());
  if (outcome.kind === "refused") return refuse(call, refusalOf(outcome));
  const { reservation, replayed } = outcome;
  return json(call, 201, reservationDocumentOf(reservation), replayed ? { "idempotency-replayed": "true" } : {});
}

/** The hold itself, for the API and for the shop's pages. */
export async function hold(
  call: Call,
  { claims, eventId }: Admitted,
  body: ReserveBody,
  requestId: string,
): Promise<HoldOutcome> {
  const choice = choiceOf(body);
  const holdMs = millis(body.expiryInMinutes * MS_PER_MINUTE);
  const fingerprint = await fingerprintOf(eventId, choice, holdMs);
  return askAgain(() =>
    allocatorOf(call.door.env, eventId).hold({
      requestId,
      fingerprint,
      holder: claims.visitorId,
      roomId: claims.roomId,
      choice,
      holdMs,
    }),
  );
}

function choiceOf({ seatIds, bestAvailable, area }: ReserveBody): SeatChoice {
  if (seatIds !== undefined) return { kind: "seats", seatIds };
  if (area !== undefined) return { kind: "area", ...area };
  if (bestAvailable === undefined) throw new Error("the schema lets no body through without a choice");
  const { quantity, category, zone, accessible } = bestAvailable;
  return {
    kind: "best",
    quantity,
    ...(category === undefined ? {} : { category }),
    ...(zone === undefined ? {} : { zone }),
    ...(accessible === undefined ? {} : { accessible }),
  };
}

/** Equal exactly when the same was asked for: the parts stand in a fixed order. */
async function fingerprintOf(eventId: EventId, choice: SeatChoice, holdMs: number): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(JSON.stringify([eventId, choice, holdMs])));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
