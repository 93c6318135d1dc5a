/**
 * `/orders/{orderId}?key=…`: the order's page for people, and its one form, which asks for the money back; programs get
 * the office's document. The address is a secret: no cache keeps it, and it is told to nobody but us.
 */
import { parseValue } from "../../../core/contract/body.ts";
import { refundRequestBody } from "../../../core/contract/refund-requests.ts";
import { orderDocument, type OrderDocument } from "../../../core/contract/seats.ts";
import type { Chart } from "../../../core/seating/chart.ts";
import { seeOther, showPage } from "../../answers/page.ts";
import { utf8 } from "../../answers/utf8.ts";
import { textsOf } from "../../pages/languages/choice.ts";
import type { Texts } from "../../pages/languages/texts.ts";
import { orderPage, type OrderView } from "../../pages/shop/order.ts";
import type { TicketPart } from "../../pages/shop/ticket.ts";
import { wantsPage } from "../../requests/accept.ts";
import type { Call } from "../../requests/call.ts";
import { readForm } from "../../requests/form.ts";
import { NotReadable } from "../../views/shared-view.ts";
import { askOffice, FOR_BUYERS, passOn } from "../office.ts";
import { sayNo } from "./refusal.ts";

const toOffice = passOn(FOR_BUYERS);
/** The page is whole without the chart. */
const CHART_PATIENCE_MS = 800;

type Tried = Pick<OrderView, "sorry" | "reason">;
const NOTHING_TRIED: Tried = { sorry: undefined, reason: "" };

export async function showOrder(call: Call): Promise<Response> {
  return wantsPage(call.request.headers) ? page(call, 200, NOTHING_TRIED) : toOffice(call);
}

export async function actOnOrder(call: Call): Promise<Response> {
  const form = await readForm(call.request);
  if (!form.ok) return sayNo(call, form.problem);
  const { receipt } = textsOf(call.request);
  const reason = (form.fields.get("reason") ?? "").replaceAll("\r\n", "\n");
  const body = parseValue({ reason }, refundRequestBody);
  if (!body.ok) return page(call, 422, { sorry: receipt.reasonBad, reason });
  const answer = await askOffice(call, FOR_BUYERS, {
    body: utf8(JSON.stringify(body.value)),
    pathAndQuery: `${call.path}/refund-requests${ownQuery(call)}`,
    vouched: { "content-type": "application/json", accept: "application/json" },
  });
  if (answer.ok) return seeOther(call, `${call.path}${ownQuery(call)}#refund`);
  if (answer.status >= 500) throw new NotReadable();
  return answer.status === 409 ? page(call, 409, { sorry: receipt.notPossible, reason }) : sayNo(call, "not_found");
}

async function page(call: Call, status: number, tried: Tried): Promise<Response> {
  const answer = await askOffice(call, FOR_BUYERS, {
    body: null,
    method: "GET",
    pathAndQuery: `${call.path}${ownQuery(call)}`,
    vouched: { accept: "application/json" },
  });
  if (answer.status >= 500) throw new NotReadable();
  if (!answer.ok) return sayNo(call, "not_found"); // whether there is such an order is nobody's business without its key
  const order = orderDocument.parse(await answer.json());
  const texts = textsOf(call.request);
  const seen = await Promise.race([seatsOf(call, order), call.sleep(CHART_PATIENCE_MS).then(() => undefined)]);
  const view: OrderView = {
    order,
    query: ownQuery(call),
    title: order.details?.event.title ?? seen?.title,
    placeOf: (ticket) => partsOf(ticket, seen?.chart, texts),
    ...tried,
  };
  return showPage(call, status, orderPage(view, texts));
}

/** The key and nothing else: what is chosen on the page does not travel on. */
function ownQuery(call: Call): string {
  return `?${new URLSearchParams({ key: call.query.get("key") ?? "" }).toString()}`;
}

/** The chart that the order's seats are in; absent while the event's allocator does not say so. */
async function seatsOf(
  call: Call,
  { eventId }: OrderDocument,
): Promise<{ readonly title: string; readonly chart: Chart | undefined } | undefined> {
  try {
    const known = await call.door.events.card(eventId, call);
    if (known === undefined) return undefined;
    const { title, chartHash } = known.card;
    return { title, chart: await call.door.charts.chart(eventId, chartHash, call) };
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}

function partsOf(
  { seatId, label }: OrderDocument["tickets"][number],
  chart: Chart | undefined,
  { receipt }: Texts,
): readonly TicketPart[] {
  for (const section of chart?.sections ?? []) {
    for (const row of section.rows) {
      const seat = row.seats.find(({ id }) => id === seatId);
      if (seat === undefined) continue;
      const named = [
        [receipt.section, section.label],
        [receipt.row, row.label],
        [receipt.place, seat.label],
      ] as const;
      return named.filter(([, value]) => value !== "");
    }
  }
  return [[receipt.place, label]];
}
