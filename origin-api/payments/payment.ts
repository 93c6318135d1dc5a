/**
 * A payment as the checkout sees it, whoever the provider is, and what became of a call to the provider.
 *
 * No answer is no outcome: `no_answer` says that nobody knows whether the call was carried out (S5, S7).
 */
import type { CurrencyCode, EventId, MinorUnits, ReservationId } from "../../core/brand.ts";

/**
 * - `failed`: the last attempt was refused; it could still be tried again with another card, so it is not final
 * - `unconfirmed`: made, and nobody asked for money
 * - `action`: the bank wants to see the buyer
 * - `authorised`: the money is held for us
 * - `captured`: the money is ours
 * - `canceled`: no money can ever land
 */
export type PaymentStatus = "failed" | "unconfirmed" | "action" | "processing" | "authorised" | "captured" | "canceled";

export interface Decline {
  readonly code: string;
  /** What the buyer may read. */
  readonly message: string;
}

/** Where a confirmation goes, as far as the provider knows. */
export interface Payer {
  readonly email?: string;
  readonly name?: string;
  readonly language?: string;
  /** E.164: where a text message goes. */
  readonly phone?: string;
}

export interface Payment {
  /** The provider's id. */
  readonly id: string;
  readonly status: PaymentStatus;
  readonly currency: CurrencyCode;
  readonly amountMinor: MinorUnits;
  readonly receivedMinor: MinorUnits;
  /** Given back or about to be, as far as it was asked for; see {@link PaymentGateway.read}. */
  readonly refundedMinor: MinorUnits;
  readonly livemode: boolean;
  /** What the payment says that it is for; absent where it is none of ours. */
  readonly reservationId?: ReservationId;
  readonly eventId?: EventId;
  readonly attempt?: number;
  /** True for a payment that was only made to keep another from being made. */
  readonly isFence: boolean;
  /** Where the buyer has to go, while `action`. */
  readonly redirectUrl?: string;
  /** Known to the payer's browser alone. */
  readonly clientSecret?: string;
  readonly decline?: Decline;
  readonly payer: Payer;
}

export type NoAnswer =
  /** Nobody knows. */
  | { readonly kind: "no_answer"; readonly why: string }
  /** The same call is being carried out, or we ask too often: ask again. */
  | { readonly kind: "busy"; readonly why: string };

export type PaymentAnswer =
  | { readonly kind: "payment"; readonly payment: Payment }
  /** Not carried out, and never will be. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly field?: string }
  /** The idempotency key belongs to another request: a payment under it exists. */
  | { readonly kind: "key_taken" }
  | NoAnswer;

export interface FoundPayments {
  readonly kind: "payments";
  readonly payments: readonly Payment[];
  /** There is no other. */
  readonly complete: boolean;
}

export interface AuthoriseRequest {
  /** The allocator's, one an attempt. */
  readonly idempotencyKey: string;
  readonly reservationId: ReservationId;
  readonly eventId: EventId;
  readonly attempt: number;
  readonly amountMinor: MinorUnits;
  readonly currency: CurrencyCode;
  readonly paymentToken: string;
  readonly payer: Payer;
  /** Where the bank sends the buyer back to. */
  readonly returnUrl: string;
}

export type FenceRequest = Omit<AuthoriseRequest, "paymentToken" | "payer" | "returnUrl">;

export interface RefundRequest {
  readonly idempotencyKey: string;
  readonly paymentId: string;
  readonly amountMinor: MinorUnits;
  /** Ours; comes back in webhooks. */
  readonly refundId: string;
}

export type RefundStatus = "pending" | "succeeded" | "failed";

export interface ProviderRefund {
  readonly id: string;
  readonly status: RefundStatus;
  readonly amountMinor: MinorUnits;
  readonly paymentId: string;
  readonly refundId?: string;
}

export type RefundAnswer =
  | { readonly kind: "refund"; readonly refund: ProviderRefund }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | NoAnswer;

/** The payment provider, one call a method; no method retries by itself. */
export interface PaymentGateway {
  /** Asks the bank to hold the money. Repeatable under its key. */
  authorise(request: AuthoriseRequest): Promise<PaymentAnswer>;
  /** Takes the key of an attempt with a payment that asks for no money; `key_taken` when the attempt came through. */
  fence(request: FenceRequest): Promise<PaymentAnswer>;
  /** The payment as it is now, with what was refunded. */
  read(paymentId: string): Promise<PaymentAnswer>;
  /**
   * Payments of a reservation, newest first. The search lags behind, so finding nothing proves nothing, unless
   * `complete`: then all payments of the time after `sinceMs` were looked through one by one.
   *
   * @param sinceMs when the payment was begun; without it nothing is looked through.
   */
  find(reservationId: ReservationId, sinceMs?: number): Promise<FoundPayments | NoAnswer>;
  /** Takes the money that is held. @param idempotencyKey leave it out to get past an answer that was saved as broken. */
  capture(paymentId: string, idempotencyKey?: string): Promise<PaymentAnswer>;
  /** Lets go of it. A payment that is captured stays so, and is answered as it is. */
  cancel(paymentId: string): Promise<PaymentAnswer>;
  refund(request: RefundRequest): Promise<RefundAnswer>;
  /** The refunds of a payment; looked through when a refund's outcome is unknown. */
  refundsOf(
    paymentId: string,
  ): Promise<{ readonly kind: "refunds"; readonly refunds: readonly ProviderRefund[] } | NoAnswer>;
  /** Does the provider answer at all? */
  probe(): Promise<boolean>;
}
