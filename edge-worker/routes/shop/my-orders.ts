/**
 * `/my-orders` and `/my-orders/list?token=…`: for people as pages, for programs as the office answers. Whoever asks for a
 * link reads the same, bought or not; the list's address is a secret that travels to no other page.
 */
import { parseValue } from "../../../core/contract/body.ts";
import {
  myOrdersDocument,
  ORDERS_LINK_MINUTES,
  ordersLinkBody,
  ordersLinkDocument,
} from "../../../core/contract/my-orders.ts";
import { problem } from "../../../core/contract/problem.ts";
import { refuse } from "../../answers/json.ts";
import { showPage } from "../../answers/page.ts";
import { utf8 } from "../../answers/utf8.ts";
import { limitReached } from "../../gate/address-limit.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import { askPage, expiredPage, listPage, sentPage } from "../../pages/shop/my-orders.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { readForm } from "../../requests/form.ts";
import { NotReadable } from "../../views/shared-view.ts";
import { askOffice, FOR_BUYERS, passOn } from "../office.ts";
import { sayNo } from "./refusal.ts";

const toOffice = passOn(FOR_BUYERS);
/** The limiter counts per minute; half of that is a fair guess of when there is room again. */
const TOO_MANY = problem("rate_limited", { retryAfterSeconds: 30 });

export function showMyOrders(call: Call): Response | Promise<Response> {
  return showPage(call, 200, askPage({ email: "", wrong: false }, textsOf(call.request)));
}

export async function askForOrders(call: Call): Promise<Response> {
  if ((call.request.headers.get("content-type") ?? "").startsWith("application/json")) {
    return (await tooMany(call)) ? refuse(call, TOO_MANY) : toOffice(call);
  }
  const form = await readForm(call.request);
  if (!form.ok) return sayNo(call, form.problem);
  const texts = textsOf(call.request);
  const email = (form.fields.get("email") ?? "").trim();
  const body = parseValue({ email, language: texts.language }, ordersLinkBody);
  if (!body.ok) return showPage(call, 422, askPage({ email, wrong: true }, texts));
  if (await tooMany(call)) return sayNo(call, TOO_MANY);
  const answer = await askOffice(call, FOR_BUYERS, {
    body: utf8(JSON.stringify(body.value)),
    vouched: { "content-type": "application/json", accept: "application/json" },
  });
  if (!answer.ok) throw new NotReadable();
  const { minutes } = ordersLinkDocument.parse(await answer.json());
  return showPage(call, 200, sentPage({ email: body.value.email, minutes }, texts));
}

export async function listMyOrders(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return toOffice(call);
  const texts = textsOf(call.request);
  const token = new URLSearchParams({ token: call.query.get("token") ?? "" });
  const answer = await askOffice(call, FOR_BUYERS, {
    body: null,
    pathAndQuery: `${call.path}?${token.toString()}`,
    vouched: { accept: "application/json" },
  });
  const headers = { referrerPolicy: "no-referrer" } as const;
  if (answer.status === 401) return showPage(call, 401, expiredPage(ORDERS_LINK_MINUTES, texts), headers);
  if (!answer.ok) throw new NotReadable();
  return showPage(call, 200, listPage(myOrdersDocument.parse(await answer.json()), texts), headers);
}

function tooMany(call: Call): Promise<boolean> {
  return limitReached(call.door.env, "strict", call.clientAddress, "order links");
}
