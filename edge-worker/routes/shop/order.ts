/**
 * `GET /orders/{orderId}?key=…`: the order's page for people; programs get the office's document.
 */
import { orderDocument } from "../../../core/contract/seats.ts";
import { showPage } from "../../answers/page.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import { orderPage } from "../../pages/shop/order.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { askOffice, FOR_BUYERS, passOn } from "../office.ts";
import { NotReadable } from "../../views/shared-view.ts";
import { sayNo } from "./refusal.ts";

const toOffice = passOn(FOR_BUYERS);

export async function showOrder(call: Call): Promise<Response> {
  if (!wantsPage(call.request.headers)) return toOffice(call);
  const answer = await askOffice(call, FOR_BUYERS, { body: null, vouched: { accept: "application/json" } });
  if (answer.status >= 500) throw new NotReadable();
  if (!answer.ok) return sayNo(call, "not_found"); // whether there is such an order is nobody's business without its key
  const order = orderDocument.parse(await answer.json());
  return showPage(call, 200, orderPage(order, textsOf(call.request)));
}
