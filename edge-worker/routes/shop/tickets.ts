/**
 * `/events/{eventId}/tickets`, behind the gate: choosing seats, holding them, leaving. Works with forms alone.
 */
import { parseValue } from "../../../core/contract/body.ts";
import { problem, PROBLEMS, type Problem } from "../../../core/contract/problem.ts";
import { roomOf } from "../../../core/contract/objects.ts";
import type { SaleCard } from "../../../core/contract/seat-allocator.ts";
import type { AdmissionClaims } from "../../../core/contract/tokens.ts";
import { reserveBody } from "../../../core/contract/seats.ts";
import { json } from "../../answers/json.ts";
import { seeOther, showPage } from "../../answers/page.ts";
import { refusalOf } from "../../answers/refusal.ts";
import { askAgain } from "../../objects/ask-again.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import { choosePage } from "../../pages/shop/choose.ts";
import { reasonText } from "../../pages/sorry.ts";
import type { Call } from "../../requests/call.ts";
import { wantsJson } from "../../requests/accept.ts";
import { readForm } from "../../requests/form.ts";
import { clearedAdmissionCookie } from "../../tokens/presented.ts";
import { formerVisitor, joinAndEnter, passGate } from "../../visitors/gate.ts";
import { type Admitted, holderIn } from "../../visitors/holder.ts";
import { hold } from "../../visitors/holding.ts";
import { cardDocumentOf } from "../events.ts";
import { showOutside } from "./at-gate.ts";
import { sayNo } from "./refusal.ts";

export async function showChoice(call: Call): Promise<Response> {
  const known = await call.door.events.card(call.eventId, call);
  if (known === undefined) return sayNo(call, "not_found");
  const outcome = await passGate(call, known.card);
  if (outcome.kind !== "inside") return showOutside(call, outcome, known.card);
  const { cookies, claims } = outcome;
  if (!wantsJson(call.request.headers)) return choice(call, known.card, claims, { cookies });
  const answer = json(call, 200, cardDocumentOf(known.card, known.stale));
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}

/** What a form of the page asks for. */
export async function act(call: Call): Promise<Response> {
  const form = await readForm(call.request);
  if (!form.ok) return sayNo(call, form.problem);
  const known = await call.door.events.card(call.eventId, call);
  if (known === undefined) return sayNo(call, "not_found");
  const { fields } = form;
  if (fields.get("act") === "again") return takeNewPlace(call, known.card);
  const holder = await holderIn(call, call.eventId);
  if (!holder.ok) return seeOther(call, call.path); // the page itself says how things stand
  return fields.get("act") === "leave" ? leave(call, holder.admitted) : take(call, holder.admitted, known.card, fields);
}

/** A new place for somebody whose visit is over: asked for with a button, never taken by itself. */
async function takeNewPlace(call: Call, card: SaleCard): Promise<Response> {
  const room = await call.door.rooms.forLettingIn(card.roomId, call);
  if (room === undefined) return sayNo(call, "not_found");
  const outcome = await joinAndEnter(call, room, await formerVisitor(call, card.roomId));
  if (outcome.kind !== "inside" && outcome.kind !== "waiting") return showOutside(call, outcome, card);
  const cookies =
    outcome.kind === "inside" ? outcome.cookies : [clearedAdmissionCookie(card.roomId), ...outcome.cookies];
  return seeOther(call, call.path, cookies);
}

async function leave(call: Call, { claims }: Admitted): Promise<Response> {
  const { roomId, sessionId } = claims;
  await askAgain(() => roomOf(call.door.env, roomId).end(sessionId, "left"));
  call.door.rooms.close(roomId, sessionId, call.now());
  return seeOther(call, `/events/${call.eventId}`, [clearedAdmissionCookie(roomId)]);
}

async function take(call: Call, admitted: Admitted, card: SaleCard, fields: URLSearchParams): Promise<Response> {
  const body = parseValue(
    {
      eventId: call.eventId,
      userId: admitted.claims.visitorId,
      expiryInMinutes: card.limits.holdMinutes,
      ...chosenIn(fields),
    },
    reserveBody,
  );
  if (!body.ok) return choice(call, card, admitted.claims, { refused: body.problem });
  const outcome = await hold(call, admitted, body.value, fields.get("key") ?? crypto.randomUUID());
  return outcome.kind === "refused"
    ? choice(call, card, admitted.claims, { refused: refusalOf(outcome) })
    : seeOther(call, `/checkout/${outcome.reservation.reservationId}`);
}

function chosenIn(fields: URLSearchParams): Record<string, unknown> {
  const quantity = Number(fields.get("quantity"));
  switch (fields.get("act")) {
    case "seats":
      return { seatIds: fields.getAll("seat") };
    case "area":
      return { area: { area: fields.get("area"), quantity } };
    default: {
      const [category, zone] = [fields.get("category") ?? "", fields.get("zone") ?? ""];
      const accessible = fields.get("accessible") === "1";
      return {
        bestAvailable: {
          quantity,
          ...(category === "" ? {} : { category }),
          ...(zone === "" ? {} : { zone }),
          ...(accessible ? { accessible } : {}),
        },
      };
    }
  }
}

async function choice(
  call: Call,
  card: SaleCard,
  { visitorId }: AdmissionClaims,
  { cookies = [], refused }: { readonly cookies?: readonly string[]; readonly refused?: Problem },
): Promise<Response> {
  const texts = textsOf(call.request);
  const [chart, map] = await Promise.all([
    call.door.charts.chart(card.eventId, card.chartHash, call),
    call.door.events.seats(card.eventId, call),
  ]);
  if (chart === undefined || map === undefined) return sayNo(call, problem("unavailable", { retryAfterSeconds: 1 }));
  const asked = call.query.get("section");
  const view = {
    card,
    chart,
    visitorId,
    code: (index: number) => map.code(index),
    areas: map.areas,
    section: asked !== null && /^\d{1,5}$/u.test(asked) ? Number(asked) : undefined,
    sorry: refused === undefined ? undefined : reasonText(refused, texts),
    key: crypto.randomUUID(),
  };
  return showPage(call, refused === undefined ? 200 : PROBLEMS[refused.code].status, choosePage(view, texts), {
    cookies,
  });
}
