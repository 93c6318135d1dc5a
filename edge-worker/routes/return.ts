/**
 * `GET /checkout/return`: the bank sends its customer back. The office drives the sale on and says where the buyer goes
 * next; the door vouches for who that is, and ends the visit when the seats were sold.
 *
 * Driving on asks the payment provider, whose own limits all buyers share: whoever cannot show that they are the buyer
 * may ask for it only so often.
 */
import { reservationId } from "../../core/contract/fields.ts";
import { problem } from "../../core/contract/problem.ts";
import { limitReached } from "../gate/address-limit.ts";
import type { Call } from "../requests/call.ts";
import type { Admitted } from "../visitors/holder.ts";
import { endVisit, holderOfPurchase, vouchedFor } from "./commit.ts";
import { askOffice, FOR_BUYERS } from "./office.ts";
import { sayNo } from "./shop/refusal.ts";

/** The limiter counts per minute; half of that is a fair guess of when there is room again. */
const RETRY_SECONDS = 30;

export async function returnFromBank(call: Call): Promise<Response> {
  const named = reservationId.safeParse(call.query.get("reservation"));
  const holder = named.success ? await holderOfPurchase(call, named.data) : undefined;
  if (holder?.ok === true) return driveOn(call, holder.admitted, undefined);
  if (await limitReached(call.door.env, "normal", call.clientAddress, "returns")) {
    return sayNo(call, problem("rate_limited", { retryAfterSeconds: RETRY_SECONDS }));
  }
  return driveOn(call, undefined, undefined);
}

/**
 * Asks the office how a payment ended, in the buyer's name.
 *
 * @param pathAndQuery of the return address; the caller's own when absent.
 */
export async function driveOn(
  call: Call,
  admitted: Admitted | undefined,
  pathAndQuery: string | undefined,
): Promise<Response> {
  const answer = await askOffice(call, FOR_BUYERS, {
    body: null,
    method: "GET",
    vouched: admitted === undefined ? {} : vouchedFor(admitted),
    ...(pathAndQuery === undefined ? {} : { pathAndQuery }),
  });
  if (admitted !== undefined && !admitted.ended && leadsToOrder(answer))
    call.waitUntil(endVisit(call, admitted.claims));
  return answer;
}

/** Whether the office sends the buyer to the order: the seats were sold. */
export function leadsToOrder(answer: Response): boolean {
  return answer.status === 303 && pathOf(answer.headers.get("location")).startsWith("/orders/");
}

function pathOf(location: string | null): string {
  return location === null ? "" : (URL.parse(location, "http://here")?.pathname ?? "");
}
