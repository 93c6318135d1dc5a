/** What the three say about one event, as the comparison needs it. Plain data; nothing here asks anybody. */
import type { OrderId } from "../../../core/brand.ts";

/** A sale in the allocator's journal. */
export interface SeatSide {
  readonly orderId: OrderId;
  readonly paymentRef: string;
  readonly totalMinor: number;
  /** Still sold. */
  readonly places: number;
  readonly soldAtMs: number;
  readonly settled: boolean;
}

/** A payment in the books, with its order unless it is late money. */
export interface BookSide {
  readonly paymentId: string;
  readonly orderId: OrderId | null;
  readonly totalMinor: number;
  /** Passes that are valid. */
  readonly places: number;
  readonly capturedMinor: number;
  /** Settled and under way. */
  readonly refundedMinor: number;
  /** Its arrival, and for an order its fulfilment, stand in the ledger. */
  readonly isPosted: boolean;
}

/** A payment at the provider. */
export interface ProviderSide {
  readonly paymentId: string;
  readonly reservationId: OrderId | null;
  readonly amountMinor: number;
  readonly capturedMinor: number;
  readonly capturableMinor: number;
  readonly refundedMinor: number;
  readonly balanceMinor: number;
  /** Held for a reservation that is in payment right now. */
  readonly isUnderWay: boolean;
}

export interface ThreeAccounts {
  readonly seats: ReadonlyMap<OrderId, SeatSide>;
  readonly books: ReadonlyMap<string, BookSide>;
  readonly provider: ReadonlyMap<string, ProviderSide>;
  readonly ledger: {
    /** Balance of the clearing account. */
    readonly clearingMinor: number;
    /** Sum over all accounts: zero, or the ledger is broken. */
    readonly sumMinor: number;
  };
  /** What the provider's balance transactions of refunds and disputes sum to. */
  readonly movementsMinor: number;
}
