/**
 * What the objects are given: their own namespaces and the queues that they only ever send to.
 */
import type { ObjectBindings } from "../core/contract/objects.ts";
import type { RecoveryRequest, SaleEvent } from "../core/contract/messages.ts";

export interface Env extends ObjectBindings {
  readonly SALE_EVENTS: Queue<SaleEvent>;
  readonly CHECKOUT_RECOVERY: Queue<RecoveryRequest>;
}
