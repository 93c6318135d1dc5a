// Idempotency keys as Stripe keeps them (S7, S8): the first executed answer is saved with the work, in one transaction,
// a saved 500 included; the same key with anything else in the request is refused; a key whose request is under way
// answers 409. What failed validation was never executed and is not saved. Keys belong to the account; the path is part
// of the request, so one key on two paths is a mistake, as it is at Stripe.
import { createHash } from "node:crypto";
import type { Desk } from "../desk.ts";
import { IDEMPOTENCY_KEPT_MS } from "../limits.ts";
import type { Refusal } from "../rules/refusal.ts";

export interface Executed {
  readonly status: number;
  readonly body: string;
  /** False for what was refused before the work began. */
  readonly saved: boolean;
}
export type Once =
  | { readonly kind: "fresh"; readonly status: number; readonly body: string }
  | { readonly kind: "replayed"; readonly status: number; readonly body: string; readonly originalRequestId: string }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Independent of the order of the parameters; whoever retries may encode them anew. */
export function fingerprintOf(method: string, path: string, encoded: string): string {
  const sorted = encoded.split("&").sort().join("&");
  return createHash("sha256").update(`${method} ${path}\n${sorted}`).digest("base64");
}

export class KeyLocks {
  readonly #underWay = new Set<string>();

  /** False when the key's first request has not been answered yet. */
  take(key: string): boolean {
    if (this.#underWay.has(key)) return false;
    this.#underWay.add(key);
    return true;
  }
  release(key: string): void {
    this.#underWay.delete(key);
  }
}

export function keyInUse(key: string): Refusal {
  const message =
    "There is currently another in-progress request using this Idempotent Key (that probably means you submitted " +
    `twice, and the other request is still going through): ${key}. Please try again later.`;
  return { status: 409, type: "invalid_request_error", code: "idempotency_key_in_use", message };
}

/** Must run inside a transaction, so that the work and its saved answer are one. */
export function once(desk: Desk, key: string, fingerprint: string, requestId: string, work: () => Executed): Once {
  const nowMs = desk.nowMs();
  const saved = desk.store.savedAnswers.find(key, nowMs - IDEMPOTENCY_KEPT_MS);
  if (saved === undefined) {
    const { status, body, saved: keep } = work();
    if (keep) desk.store.savedAnswers.save(key, { fingerprint, status, body, requestId }, nowMs);
    return { kind: "fresh", status, body };
  }
  if (saved.fingerprint !== fingerprint) {
    const message =
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a " +
      `key other than '${key}' if you meant to execute a different request.`;
    return { kind: "refused", refusal: { status: 400, type: "idempotency_error", message } };
  }
  return { kind: "replayed", status: saved.status, body: saved.body, originalRequestId: saved.requestId };
}
