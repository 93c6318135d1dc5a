/**
 * Asks for a hold, by the same call that every program uses. The same choice keeps its key until there is an answer, so
 * that asking again after a lost answer holds nothing twice (S8).
 */
import type { ReservationDocument } from "../../../core/contract/seats.ts";

export type Choice =
  | { readonly seatIds: readonly string[] }
  | { readonly area: { readonly area: string; readonly quantity: number } }
  | {
      readonly bestAvailable: {
        readonly quantity: number;
        readonly category?: string;
        readonly zone?: string;
        readonly accessible?: boolean;
      };
    };

export type Answer =
  | { readonly kind: "held"; readonly reservation: ReservationDocument }
  | {
      readonly kind: "refused";
      readonly code: string;
      /** Seats or areas that are gone. */
      readonly conflicts: readonly string[];
      readonly retryAfterSeconds: number;
    }
  /** The visit is over: the page itself says how things stand. */
  | { readonly kind: "outside" }
  /** Nobody knows whether it was held; asking again is safe. */
  | { readonly kind: "failed" };

interface Problem {
  readonly code?: string;
  readonly conflicts?: readonly { readonly seatId: string }[];
}

const PATIENCE_MS = 20_000;

export class Holding {
  readonly #visit: { readonly eventId: string; readonly userId: string; readonly holdMinutes: number };
  #pending: { readonly text: string; readonly key: string } | undefined;

  constructor(visit: { readonly eventId: string; readonly userId: string; readonly holdMinutes: number }) {
    this.#visit = visit;
  }

  async hold(choice: Choice): Promise<Answer> {
    const { eventId, userId, holdMinutes } = this.#visit;
    const text = JSON.stringify({ eventId, userId, expiryInMinutes: holdMinutes, ...choice });
    if (this.#pending?.text !== text) this.#pending = { text, key: newKey() };
    try {
      const answer = await fetch("/seats/reserve", {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": this.#pending.key },
        body: text,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (answer.status >= 500) return { kind: "failed" };
      this.#pending = undefined;
      if (answer.status === 201) return { kind: "held", reservation: (await answer.json()) as ReservationDocument };
      if (answer.status === 401) return { kind: "outside" };
      const { code = "", conflicts = [] } = (await answer.json()) as Problem;
      const retryAfterSeconds = Number(answer.headers.get("retry-after") ?? 0);
      return { kind: "refused", code, conflicts: conflicts.map(({ seatId }) => seatId), retryAfterSeconds };
    } catch {
      return { kind: "failed" };
    }
  }
}

/** `crypto.randomUUID` is missing where the page did not come over a safe connection. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
