// Owns the switch that makes the gateway misbehave on request: with Twilio's own answers, or without one.

export type TextFailure =
  | { readonly kind: "none" }
  /** 400 with a code of Twilio's; `21211`: there is no such number. With `to`, only for numbers that contain it. */
  | { readonly kind: "refused"; readonly code: number; readonly to?: string }
  /** 429, code 20429: ask more slowly. */
  | { readonly kind: "busy" }
  /** 503: nothing was taken. */
  | { readonly kind: "closed" }
  /** Takes the message and answers 500. */
  | { readonly kind: "broken" }
  /** Takes the message and hangs up. */
  | { readonly kind: "silent" };

/** What is answered instead of taking a message, in Twilio's words. */
export interface TextRefusal {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

export function refusalBy(failure: TextFailure, to: string): TextRefusal | undefined {
  switch (failure.kind) {
    case "refused":
      return to.includes(failure.to ?? "")
        ? { status: 400, code: failure.code, message: `The number ${to} is refused (failure switch)` }
        : undefined;
    case "busy":
      return { status: 429, code: 20_429, message: "Too Many Requests (failure switch)" };
    case "closed":
      return { status: 503, code: 20_503, message: "Service unavailable (failure switch)" };
    default:
      return undefined;
  }
}
