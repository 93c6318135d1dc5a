// Stripe's test payment methods and what each does, as https://docs.stripe.com/testing lists them: names, numbers'
// last four, error codes and decline codes. One table; the state machines read it and know no name.
export interface PaymentFailure {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
  readonly adviceCode?: string;
  readonly param?: string;
}

export type CardOutcome =
  | { readonly kind: "approved" }
  | { readonly kind: "declined"; readonly failure: PaymentFailure }
  | { readonly kind: "authentication"; readonly after: Exclude<CardOutcome, { kind: "authentication" | "processing" }> }
  | { readonly kind: "processing"; readonly ends: "succeeded" | "never" | PaymentFailure };

export interface TestCard {
  readonly type: "card" | "us_bank_account";
  readonly brand: string;
  readonly last4: string;
  readonly country: string;
  readonly funding: "credit" | "debit" | "prepaid";
  readonly outcome: CardOutcome;
  /** A dispute that opens by itself as soon as the money was taken. */
  readonly dispute?: "fraudulent" | "product_not_received" | "inquiry";
  /** What becomes of a refund: at once by default. */
  readonly refund?: "pending" | "fails";
  /** Money is available at once instead of in two days. */
  readonly bypassPending?: true;
}

const APPROVED: CardOutcome = { kind: "approved" };
const failure = (code: string, declineCode: string, message: string, more: Partial<PaymentFailure> = {}) =>
  ({ code, declineCode, message, ...more }) satisfies PaymentFailure;
const AGAIN = { adviceCode: "try_again_later" };
const NEVER_AGAIN = { adviceCode: "do_not_try_again" };
const CHECK_DATA = { adviceCode: "confirm_card_data" };

const FAILURES = {
  generic: failure("card_declined", "generic_decline", "Your card was declined.", AGAIN),
  funds: failure("card_declined", "insufficient_funds", "Your card has insufficient funds.", AGAIN),
  lost: failure("card_declined", "lost_card", "Your card was declined.", NEVER_AGAIN),
  stolen: failure("card_declined", "stolen_card", "Your card was declined.", NEVER_AGAIN),
  fraudulent: failure("card_declined", "fraudulent", "Your card was declined."),
  velocity: failure(
    "card_declined",
    "card_velocity_exceeded",
    "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    AGAIN,
  ),
  expired: failure("expired_card", "expired_card", "Your card has expired.", { param: "exp_month", ...CHECK_DATA }),
  cvc: failure("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.", {
    param: "cvc",
    ...CHECK_DATA,
  }),
  processing: failure(
    "processing_error",
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
    AGAIN,
  ),
  bank: failure(
    "payment_method_provider_decline",
    "insufficient_funds",
    "The customer's account has insufficient funds.",
  ),
} as const;

function card(last4: string, more: Partial<TestCard> = {}): TestCard {
  return { type: "card", brand: "visa", last4, country: "US", funding: "credit", outcome: APPROVED, ...more };
}
function bank(last4: string, ends: "succeeded" | "never" | PaymentFailure): TestCard {
  return card(last4, { type: "us_bank_account", brand: "stripe_test_bank", outcome: { kind: "processing", ends } });
}
const declined = (reason: keyof typeof FAILURES) => ({ kind: "declined", failure: FAILURES[reason] }) as const;
const authentication = (after: ReturnType<typeof declined> | { kind: "approved" }) =>
  ({ outcome: { kind: "authentication", after } }) as const;

const CARDS: Readonly<Record<string, TestCard>> = {
  visa: card("4242"),
  visa_debit: card("5556", { funding: "debit" }),
  mastercard: card("4444", { brand: "mastercard" }),
  mastercard_debit: card("8210", { brand: "mastercard", funding: "debit" }),
  mastercard_prepaid: card("5100", { brand: "mastercard", funding: "prepaid" }),
  amex: card("8431", { brand: "amex" }),
  discover: card("1117", { brand: "discover" }),
  diners: card("0004", { brand: "diners" }),
  jcb: card("0505", { brand: "jcb" }),
  unionpay: card("0005", { brand: "unionpay" }),
  us: card("4242"),
  de: card("0016", { country: "DE" }),
  fr: card("0003", { country: "FR" }),
  gb: card("0000", { country: "GB" }),
  bypassPending: card("0077", { bypassPending: true }),
  chargeDeclined: card("0002", { outcome: declined("generic") }),
  chargeDeclinedInsufficientFunds: card("9995", { outcome: declined("funds") }),
  chargeDeclinedLostCard: card("9987", { outcome: declined("lost") }),
  chargeDeclinedStolenCard: card("9979", { outcome: declined("stolen") }),
  chargeDeclinedFraudulent: card("0019", { outcome: declined("fraudulent") }),
  chargeDeclinedVelocityLimitExceeded: card("6975", { outcome: declined("velocity") }),
  chargeDeclinedExpiredCard: card("0069", { outcome: declined("expired") }),
  chargeDeclinedIncorrectCvc: card("0127", { outcome: declined("cvc") }),
  chargeDeclinedProcessingError: card("0119", { outcome: declined("processing") }),
  chargeCustomerFail: card("0341", { outcome: declined("generic") }),
  threeDSecure2Required: card("3220", authentication({ kind: "approved" })),
  threeDSecureRequired: card("3063", authentication({ kind: "approved" })),
  threeDSecureRequiredChargeDeclined: card("1629", authentication(declined("generic"))),
  threeDSecureRequiredProcessingError: card("1280", { outcome: declined("processing") }),
  threeDSecureOptional: card("3055"),
  authenticationRequired: card("3184", authentication({ kind: "approved" })),
  authenticationRequiredChargeDeclinedInsufficientFunds: card("8260", authentication(declined("funds"))),
  createDispute: card("0259", { dispute: "fraudulent" }),
  createDisputeProductNotReceived: card("2685", { dispute: "product_not_received" }),
  createDisputeInquiry: card("1976", { dispute: "inquiry" }),
  pendingRefund: card("7726", { refund: "pending" }),
  refundFail: card("5126", { refund: "fails" }),
};

const BANK_ACCOUNTS: Readonly<Record<string, TestCard>> = {
  pm_usBankAccount: bank("6789", "succeeded"),
  pm_usBankAccount_success: bank("6789", "succeeded"),
  pm_usBankAccount_processing: bank("0009", "never"),
  pm_usBankAccount_insufficientFunds: bank("2227", FAILURES.bank),
};

/**
 * Looks up `pm_card_…`, `pm_card_visa_…`, `tok_…`, `tok_visa_…` or `pm_usBankAccount…`.
 *
 * Stripe spells some declines with the brand and some without; both spellings are taken for all of them.
 */
export function testCardNamed(name: string): TestCard | undefined {
  if (Object.hasOwn(BANK_ACCOUNTS, name)) return BANK_ACCOUNTS[name];
  const short = /^(?:pm_card_|tok_)(.+)$/u.exec(name)?.[1];
  if (short === undefined) return undefined;
  const plain = short.replace(/^visa_(?=[a-zA-Z]*[A-Z])/u, "");
  return Object.hasOwn(CARDS, plain) ? CARDS[plain] : undefined;
}

/** Every name that works, for the page and the documentation. */
export function testCardNames(): string[] {
  return [...Object.keys(CARDS).map((name) => `pm_card_${name}`), ...Object.keys(BANK_ACCOUNTS)];
}
