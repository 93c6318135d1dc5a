/** `POST /seats/commit`, as ordered: 200 order, 202 what the bank wants, else a problem. The saga is in `checkout/`. */
import { Hono } from "hono";
import { problem } from "../../../core/contract/problem.ts";
import { commitBody, type ActionDocument } from "../../../core/contract/seats.ts";
import { toMinorUnits } from "../../../core/sale/money.ts";
import { eventOfReservation } from "../../../core/sale/reservation-id.ts";
import { commit } from "../../checkout/commit.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import type { Env } from "../../env.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { intoTheBooks, orderAnswer } from "./sold.ts";
import { visitOf } from "./visit.ts";

export const commitRoutes = new Hono<{ Bindings: Env }>().post("/seats/commit", async (context) => {
  const visit = visitOf(context);
  if (visit === undefined) return refuse(context, problem("admission_required"));
  const parsed = await bodyOf(context, commitBody);
  if (!parsed.ok) return refuse(context, parsed.problem);
  const body = parsed.value;
  const amountMinor = toMinorUnits(body.amount.value, body.amount.currency);
  if (amountMinor === undefined) {
    const errors = [{ field: "/amount/value", message: `is not an amount in ${body.amount.currency}` }];
    return refuse(context, problem("validation_failed", { errors }));
  }
  const eventId = eventOfReservation(body.reservationId, visit.events);
  if (eventId === undefined) return refuse(context, problem(visit.sessionEnded ? "admission_ended" : "not_found"));
  const parts = checkoutPartsOf(context.env);
  const { visitorId: holder, sessionEnded } = visit;
  const committed = await commit(parts, { eventId, holder, body, amountMinor, sessionEnded });
  switch (committed.kind) {
    case "sold":
      if (!committed.booked) await intoTheBooks(context, parts, committed.sale);
      return answer(context, await orderAnswer(parts, committed.sale.reservation));
    case "action": {
      const { reservationId, deadlineMs, expiresAtMs } = committed.reservation;
      const document: ActionDocument = {
        status: "requires_action",
        reservationId,
        redirectUrl: committed.redirectUrl,
        expiresAt: new Date(deadlineMs ?? expiresAtMs).toISOString(),
      };
      return answer(context, document, 202);
    }
    case "session_ended":
      return refuse(context, problem("admission_ended"));
    case "problem":
      return refuse(context, committed.problem);
    default:
      return committed satisfies never;
  }
});
