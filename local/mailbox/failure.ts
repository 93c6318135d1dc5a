// Owns the switch that makes the mail server misbehave on request, always with an answer.

const DELAY_MS_MAX = 120_000;

export type MailFailure =
  | { readonly kind: "none" }
  /** Refuses recipients with 451: try again later. With `recipient`, only those that contain it. */
  | { readonly kind: "temporary"; readonly recipient?: string }
  /** Refuses recipients with 550: never try again. */
  | { readonly kind: "permanent"; readonly recipient?: string }
  /** Accepts each mail, but only after so long. */
  | { readonly kind: "slow"; readonly delayMs: number };

/** An answer that smtp-server sends with its code. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.name = "SmtpRefusal";
    this.responseCode = responseCode;
  }
}

export class FailureSwitch {
  #failure: MailFailure = { kind: "none" };
  refused = 0;

  set(failure: MailFailure): void {
    this.#failure = failure;
  }

  /** Whether a recipient is to be refused now, and how. */
  refusalOf(recipient: string): SmtpRefusal | undefined {
    const failure = this.#failure;
    if (failure.kind !== "temporary" && failure.kind !== "permanent") return undefined;
    if (!recipient.toLowerCase().includes(failure.recipient?.toLowerCase() ?? "")) return undefined;
    this.refused += 1;
    return failure.kind === "temporary"
      ? new SmtpRefusal(451, "4.3.0 Try again later (failure switch)")
      : new SmtpRefusal(550, "5.1.1 No such mailbox (failure switch)");
  }

  get delayMs(): number {
    return this.#failure.kind === "slow" ? Math.min(this.#failure.delayMs, DELAY_MS_MAX) : 0;
  }
}
