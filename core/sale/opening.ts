/**
 * Taking over the terms of a sale: once, again with the same terms, or anew while nobody has a seat under the old ones.
 */
import { canonicalJson } from "../seating/canonical-json.ts";
import { SEAT } from "../seating/seat-states.ts";
import type { SaleAct } from "./act.ts";
import type { Allocation } from "./allocation.ts";
import { refused, type Decision } from "./outcomes.ts";
import { RUNNING } from "./sale-clock.ts";
import type { SaleTerms } from "./terms.ts";

export type OpenAct = Extract<SaleAct, { command: "open" }>;

/** `done`: these are the terms already. Blocked seats stay blocked when the chart stays the same. */
export function decideOpen(allocation: Allocation | undefined, terms: SaleTerms): Decision<OpenAct, "sale_fixed"> {
  if (allocation === undefined)
    return { kind: "act", act: { command: "open", body: { terms, said: "scheduled", clock: RUNNING, blocked: [] } } };
  if (canonicalJson(allocation.terms) === canonicalJson(terms)) return { kind: "done" };
  if (allocation.everSold || allocation.live.size > 0) return refused("sale_fixed");
  const { said, clock, seats } = allocation;
  const blocked: number[] = [];
  if (allocation.terms.chartHash === terms.chartHash) {
    for (const [seat, state] of seats.seats.entries()) if (state === SEAT.blocked) blocked.push(seat);
    for (let place = allocation.plan.seatCount; place < allocation.plan.ids.length; place += 1)
      for (let count = seats.countIn(place, SEAT.blocked); count > 0; count -= 1) blocked.push(place);
  }
  return { kind: "act", act: { command: "open", body: { terms, said, clock, blocked } } };
}
