/**
 * `POST /seats/reserve`, as ordered: holds seats for the admitted visitor. All or nothing (S3); the same
 * `Idempotency-Key` gives the same answer (S8). A caller without one cannot repeat safely, but is served.
 */
import { problem } from "../../core/contract/problem.ts";
import { idempotencyKey } from "../../core/contract/fields.ts";
import { reserveBody } from "../../core/contract/seats.ts";
import { json, refuse } from "../answers/json.ts";
import { refusalOf } from "../answers/refusal.ts";
import { reservationDocumentOf } from "../answers/reservation.ts";
import { readJson } from "../requests/body.ts";
import type { Call } from "../requests/call.ts";
import { presentedAdmissions } from "../tokens/presented.ts";
import { holderIn, isHolder } from "../visitors/holder.ts";
import { hold } from "../visitors/holding.ts";

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
