/**
 * `POST /events/{eventId}/sale-reminder`, `/notices/sale-opening`, `/notices/unsubscribe`: the pages around being told
 * when a sale opens. Programs get the office's documents under the same addresses. A POST to the link of a mail
 * unsubscribes at once, whoever sends it: that is the one click of mail programs (RFC 8058).
 */
import { email } from "../../core/contract/fields.ts";
import { saleReminderDocument, subscriptionDocument } from "../../core/contract/notices.ts";
import { problem } from "../../core/contract/problem.ts";
import { refuse } from "../answers/json.ts";
import { seeOther, showPage } from "../answers/page.ts";
import { utf8 } from "../answers/utf8.ts";
import { limitReached } from "../gate/address-limit.ts";
import { textsOf } from "../pages/languages/choice.ts";
import { askedPage, reminderPage, subscriptionPage } from "../pages/notices.ts";
import { wantsPage } from "../requests/accept.ts";
import { readBounded } from "../requests/body.ts";
import type { Call } from "../requests/call.ts";
import { readForm } from "../requests/form.ts";
import { askOffice, FOR_BUYERS, passOn } from "./office.ts";
import { sayNo } from "./shop/refusal.ts";

const toOffice = passOn(FOR_BUYERS);
/** The form of one click is one field. */
const CLICK_BYTES_MAX = 4_096;
const LOOK_AGAIN_S = 30;

/** The form of an event's page. */
export async function askForReminder(call: Call): Promise<Response> {
  const form = await readForm(call.request);
  if (!form.ok) return sayNo(call, form.problem);
  const address = email.safeParse(form.fields.get("email")?.trim());
  if (!address.success) return sayNo(call, "validation_failed");
  if (await isTooMany(call)) return sayNo(call, problem("rate_limited", { retryAfterSeconds: LOOK_AGAIN_S }));
  const { eventId } = call;
  const { language } = textsOf(call.request);
  const answer = await tell(call, "/notices/sale-opening", { eventId, email: address.data, language });
  return answer.ok ? seeOther(call, call.path) : sayNo(call, "unavailable");
}

/** What everybody reads who pressed it. */
export function showAsked(call: Call): Promise<Response> {
  return showPage(call, 200, askedPage(call.eventId, textsOf(call.request)));
}

/** The same for programs. */
async function askForReminderByApi(call: Call): Promise<Response> {
  if (await isTooMany(call)) return refuse(call, problem("rate_limited", { retryAfterSeconds: LOOK_AGAIN_S }));
  return toOffice(call);
}

/** GET shows what the mail was about, POST says yes. */
export async function showReminder(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return toOffice(call);
  const answer = await ask(call, "/notices/sale-opening");
  return answer.ok
    ? showPage(call, 200, reminderPage(saleReminderDocument.parse(await answer.json()), textsOf(call.request)))
    : notThere(call, answer);
}

export async function confirmReminder(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return askForReminderByApi(call);
  const answer = await tell(call, "/notices/sale-opening/confirmation", { token: tokenOf(call) });
  return answer.ok
    ? showPage(call, 200, reminderPage(saleReminderDocument.parse(await answer.json()), textsOf(call.request)))
    : notThere(call, answer);
}

export async function showUnsubscribing(call: Call): Promise<Response> {
  const answer = await ask(call, "/notices/subscription");
  return answer.ok
    ? showPage(
        call,
        200,
        subscriptionPage(subscriptionDocument.parse(await answer.json()), false, textsOf(call.request)),
      )
    : notThere(call, answer);
}

export async function unsubscribe(call: Call): Promise<Response> {
  const body = await readBounded(call.request, CLICK_BYTES_MAX);
  if (body.kind === "too_large") return sayNo(call, "body_too_large");
  const act = new URLSearchParams(new TextDecoder().decode(body.bytes)).get("act");
  const subscribed = act === "again";
  const answer = await tell(call, "/notices/subscription", { token: tokenOf(call), subscribed });
  return answer.ok
    ? showPage(
        call,
        200,
        subscriptionPage(subscriptionDocument.parse(await answer.json()), true, textsOf(call.request)),
      )
    : notThere(call, answer);
}

function ask(call: Call, path: string): Promise<Response> {
  const pathAndQuery = `${path}?${new URLSearchParams({ token: tokenOf(call) }).toString()}`;
  return askOffice(call, FOR_BUYERS, { method: "GET", body: null, pathAndQuery, vouched: JSON_WANTED });
}

function tell(call: Call, pathAndQuery: string, body: object): Promise<Response> {
  return askOffice(call, FOR_BUYERS, {
    method: "POST",
    body: utf8(JSON.stringify(body)),
    pathAndQuery,
    vouched: { ...JSON_WANTED, "content-type": "application/json" },
  });
}

const JSON_WANTED = { accept: "application/json" };

function notThere(call: Call, answer: Response): Promise<Response> | Response {
  return sayNo(call, answer.status >= 500 ? "unavailable" : "not_found"); // a token that is none of ours opens nothing
}

function tokenOf(call: Call): string {
  return call.query.get("token") ?? "";
}

function isTooMany(call: Call): Promise<boolean> {
  return limitReached(call.door.env, "strict", call.clientAddress, "reminders");
}
