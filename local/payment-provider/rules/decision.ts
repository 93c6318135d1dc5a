// The answer of every rule: the records to write, the events to tell, what is to happen later, and the refusal, if
// there is one. A decline writes and refuses; a refusal only refuses. Nothing here touches storage or the network.
import type { BalanceTransaction } from "./balance.ts";
import type { Charge } from "./charge.ts";
import type { Dispute } from "./dispute.ts";
import type { EventType } from "./event-type.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import type { PaymentMethod } from "./payment-method.ts";
import type { Refund } from "./refund.ts";
import type { Refusal } from "./refusal.ts";
import type { Mint } from "../ids.ts";
import type { Fees } from "./balance.ts";

export type MoneyRecord = PaymentIntent | Charge | Refund | Dispute | BalanceTransaction | PaymentMethod;

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
