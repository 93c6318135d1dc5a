/**
 * Keeps up with the sale: asks every second what changed since the last answer, less often in a hidden tab and at once
 * when it is shown again. A crowd does not ask in step, and an answer is at most a second old where it comes from.
 */
import type { SeatsDocument } from "../../../core/contract/seats.ts";

const ASK_EVERY_MS = 900;
/** Each asks a little earlier or later than planned. */
const JITTER_MS = 200;
const HIDDEN_MS = 15_000;
const AFTER_FAILURE_MS = 3_000;
/** An answer that takes longer than this is given up. */
const PATIENCE_MS = 8_000;

export interface Listener {
  /** What to ask from; `undefined` for all. */
  since(): number | undefined;
  /** @returns false when it cannot be used, and everything must be loaded anew. */
  took(document: SeatsDocument): boolean;
  isOnline(online: boolean): void;
}

export function keepUp(eventId: string, listener: Listener): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;

  const plan = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  };

  async function look(): Promise<void> {
    if (asking) return;
    asking = true;
    let nextMs = document.visibilityState === "hidden" ? HIDDEN_MS : ASK_EVERY_MS + Math.random() * JITTER_MS;
    try {
      const answer = await readSeats(eventId, listener.since());
      if (!listener.took(answer)) return location.reload();
      listener.isOnline(true);
    } catch {
      listener.isOnline(false);
      nextMs = AFTER_FAILURE_MS;
    } finally {
      asking = false;
      plan(nextMs);
    }
  }

  plan(ASK_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void look();
  });
  window.addEventListener("online", () => void look());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) void look();
  });
}

/** Past the browser's own cache, which would add its second to the edge's. */
export async function readSeats(eventId: string, since: number | undefined): Promise<SeatsDocument> {
  const query = since === undefined ? "" : `?since=${since}`;
  const answer = await fetch(`/events/${eventId}/seats${query}`, {
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as SeatsDocument;
}
