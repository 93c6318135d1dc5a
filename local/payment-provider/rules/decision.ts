// The answer of every rule: the records to write, the events to tell, what is to happen later, and the refusal, if
// there is one. A decline writes and refuses; a refusal only refuses. Nothing here touches storage or the network.
import type { Fees, MoneyRecord } from "./records.ts";
import type { EventType } from "./event-type.ts";
import type { Refusal } from "./refusal.ts";
import type { Mint } from "../ids.ts";

export interface PlannedEvent {
  readonly type: EventType;
  readonly object: MoneyRecord;
}

export type LaterAction = "settle_refund" | "fail_refund" | "settle_payment" | "fail_payment";
export interface Later {
  readonly action: LaterAction;
  readonly id: string;
}

export interface Changes {
  readonly also: readonly MoneyRecord[];
  readonly events: readonly PlannedEvent[];
  readonly later?: readonly Later[];
}

export type Decision<T extends MoneyRecord> =
  | ({ readonly kind: "done"; readonly result: T } & Changes)
  | ({ readonly kind: "declined"; readonly result: T; readonly refusal: Refusal } & Changes)
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What a rule may know of the world: the second it is, fresh identifiers, the price of a payment. */
export interface Circumstances {
  readonly nowS: number;
  readonly mint: Mint;
  readonly fees: Fees;
}

export function refused(refusal: Refusal): { kind: "refused"; refusal: Refusal } {
  return { kind: "refused", refusal };
}
