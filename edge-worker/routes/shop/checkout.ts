/**
 * `/checkout/{reservationId}`: paying for held seats, with forms alone. Sends the same commit as the API.
 */
import { z } from "zod";
import { parseValue } from "../../../core/contract/body.ts";
import { fieldError, problem, PROBLEMS, type Problem, type ProblemCode } from "../../../core/contract/problem.ts";
import { reservationId } from "../../../core/contract/fields.ts";
import { allocatorOf } from "../../../core/contract/objects.ts";
import type { Reservation, SaleCard } from "../../../core/contract/seat-allocator.ts";
import { actionDocument, commitBody, orderDocument, SALE_LIMITS } from "../../../core/contract/seats.ts";
import { toDecimal } from "../../../core/sale/money.ts";
import { seeOther, showPage } from "../../answers/page.ts";
import { refusalOf } from "../../answers/refusal.ts";
import { reservationDocumentOf } from "../../answers/reservation.ts";
import { utf8 } from "../../answers/utf8.ts";
import { askAgain } from "../../objects/ask-again.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import { bankPage, checkoutPage, processingPage } from "../../pages/shop/checkout.ts";
import { paymentSorry } from "../../pages/shop/decline.ts";
import type { Entered, PaymentMeans } from "../../pages/shop/pay-form.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { readForm } from "../../requests/form.ts";
import type { Admitted } from "../../visitors/holder.ts";
import { sendCommit } from "../commit.ts";
import { FOR_BUYERS, passOn } from "../office.ts";
import { holderOfReservation } from "../reservations.ts";
import { driveOn, leadsToOrder } from "../return.ts";
import { sayNo } from "./refusal.ts";

const toOffice = passOn(FOR_BUYERS);
const LOOK_AGAIN_SECONDS = 3;
const BANK_READING_SECONDS = 2;

interface Held {
  readonly admitted: Admitted;
  readonly reservation: Reservation;
  readonly card: SaleCard;
}

export async function showCheckout(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return toOffice(call);
  const held = await heldBy(call);
  if ("code" in held) return sayNo(call, held);
  const { state } = held.reservation;
  if (state === "paying" || state === "sold") return showProcessing(call, held);
  const declined = problem("payment_declined", { extra: { declineCode: "not_completed" } });
  return checkout(call, held, call.query.get("outcome") === "declined" ? declined : undefined);
}

/** `GET /events/{eventId}/checkout?reservation=…`: where the office sends a buyer whose payment did not end in a sale. */
export function toCheckout(call: Call): Response | Promise<Response> {
  const { query } = call;
  const named = reservationId.safeParse(query.get("reservation"));
  if (!named.success) return sayNo(call, "not_found");
  const outcome = query.get("outcome") === "declined" ? "?outcome=declined" : "";
  return seeOther(call, `/checkout/${named.data}${outcome}`);
}

/** The payment is under way, or just through: asks how it ended, and leads to the order or looks again soon. */
async function showProcessing(call: Call, { admitted, reservation, card }: Held): Promise<Response> {
  const { eventId } = reservation;
  const answer = await driveOn(call, admitted, `/checkout/return?event=${eventId}&reservation=${call.reservationId}`);
  if (leadsToOrder(answer)) return answer;
  if (answer.headers.get("location")?.includes("outcome=declined") === true)
    return seeOther(call, `${call.path}?outcome=declined`);
  const page = processingPage(card.title, textsOf(call.request));
  return showPage(call, 200, page, { refreshSeconds: LOOK_AGAIN_SECONDS });
}

export async function actOnCheckout(call: Call): Promise<Response> {
  if ((call.request.headers.get("content-type") ?? "").startsWith("application/json")) return toOffice(call);
  const form = await readForm(call.request);
  if (!form.ok) return sayNo(call, form.problem);
  const held = await heldBy(call);
  if ("code" in held) return sayNo(call, held);
  const { reservation, admitted } = held;
  const { reservationId, eventId } = reservation;
  const { visitorId } = admitted.claims;
  switch (form.fields.get("act")) {
    case "release": {
      await askAgain(() => allocatorOf(call.door.env, eventId).release(reservationId, visitorId));
      return seeOther(call, `/events/${eventId}/tickets`);
    }
    case "extend": {
      const outcome = await allocatorOf(call.door.env, eventId).extend(reservationId, visitorId);
      return outcome.kind === "refused" ? checkout(call, held, refusalOf(outcome)) : seeOther(call, call.path);
    }
    default:
      return pay(call, held, form.fields);
  }
}

async function heldBy(call: Call): Promise<Held | Problem> {
  const holder = await holderOfReservation(call);
  if (!holder.ok) return holder.why;
  const { admitted } = holder;
  const { eventId, claims } = admitted;
  const [reservation, known] = await Promise.all([
    askAgain(() => allocatorOf(call.door.env, eventId).reservation(call.reservationId, claims.visitorId)),
    call.door.events.card(eventId, call),
  ]);
  return reservation === undefined || known === undefined
    ? problem("not_found")
    : { admitted, reservation, card: known.card };
}

async function pay(call: Call, held: Held, fields: URLSearchParams): Promise<Response> {
  const { reservation, admitted } = held;
  const { total } = reservation.quote;
  const name = (fields.get("name") ?? "").trim();
  const phone = (fields.get("phone") ?? "").replaceAll(/[\s()./-]/gu, ""); // as people write it
  const texts = textsOf(call.request);
  const body = parseValue(
    {
      reservationId: reservation.reservationId,
      paymentToken: fields.get("paymentToken"),
      amount: { currency: total.currency, value: toDecimal(total) },
      buyer: {
        email: fields.get("email"),
        ...(name === "" ? {} : { name }),
        ...(phone === "" ? {} : { phone }),
        language: texts.language,
      },
    },
    commitBody,
  );
  if (!body.ok) return checkout(call, held, body.problem, fields);
  const answer = await sendCommit(call, admitted, utf8(JSON.stringify(body.value)));
  const document: unknown = await answer.json();
  if (answer.status === 200) return seeOther(call, ownPath(orderDocument.parse(document).url));
  if (answer.status === 202) {
    const { redirectUrl } = actionDocument.parse(document);
    const headers = { refreshSeconds: BANK_READING_SECONDS, refreshTo: redirectUrl };
    return showPage(call, 200, bankPage(held.card.title, redirectUrl, texts), headers);
  }
  const now = await heldBy(call); // a try is used up, and the hold may have got a minute more
  return checkout(call, "code" in now ? held : now, problemIn(document), fields);
}

/** The order's page under the name by which this visitor reached us. */
function ownPath(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

const fieldErrors = z.array(fieldError);

/** What the office refused with. */
function problemIn(document: unknown): Problem {
  if (typeof document !== "object" || document === null || !("code" in document)) return problem("internal");
  const { code } = document;
  const known = typeof code === "string" && Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : "internal";
  const errors = fieldErrors.safeParse("errors" in document ? document.errors : undefined);
  return problem(known, {
    ...(errors.success ? { errors: errors.data } : {}),
    ...("declineCode" in document ? { extra: { declineCode: document.declineCode } } : {}),
  });
}

function checkout(call: Call, held: Held, refused?: Problem, fields?: URLSearchParams): Response | Promise<Response> {
  const { reservation, card } = held;
  const texts = textsOf(call.request);
  const nowMs = call.now();
  const isOver = !reservation.clockStopped && reservation.state === "held" && reservation.expiresAtMs <= nowMs;
  if (isOver || (reservation.state !== "held" && reservation.state !== "paying")) {
    const way = { label: texts.shop.chooseSeats, path: `/events/${reservation.eventId}/tickets` };
    return sayNo(call, problem("hold_expired"), way);
  }
  const { attempt } = reservation;
  const view = {
    reservation: reservationDocumentOf(reservation),
    title: card.title,
    nowMs,
    timeZone: card.timeZone,
    sorry: refused === undefined ? undefined : paymentSorry(refused, texts),
    triesLeft: attempt === 0 ? undefined : Math.max(0, SALE_LIMITS.paymentAttemptsMax - attempt),
    means: meansOf(call),
    entered: enteredIn(call, fields, refused),
  };
  return showPage(call, refused === undefined ? 200 : PROBLEMS[refused.code].status, checkoutPage(view, texts));
}

function meansOf({ door }: Call): PaymentMeans {
  const { STRIPE_PUBLISHABLE_KEY: publishableKey = "", PAYMENT_TEST_METHODS } = door.env;
  if (publishableKey !== "") return { kind: "element", publishableKey };
  return PAYMENT_TEST_METHODS === "1" ? { kind: "test_cards" } : { kind: "token" };
}

function enteredIn({ door }: Call, fields: URLSearchParams | undefined, refused: Problem | undefined): Entered {
  const wrong = new Set(refused?.errors?.map(({ field }) => field));
  return {
    email: fields?.get("email") ?? "",
    name: fields?.get("name") ?? "",
    phone: door.env.SMS_OFFERED === "1" ? (fields?.get("phone") ?? "") : undefined,
    wrong: new Set((["email", "name", "phone"] as const).filter((name) => wrong.has(`/buyer/${name}`))),
  };
}
