/**
 * Seats that this visitor holds already, chosen before in this tab: whoever comes back from the checkout to the map is
 * led to them, instead of finding their own seats taken by somebody.
 */
import type { ReservationDocument } from "../../../core/contract/seats.ts";
import { part } from "./parts.ts";

const nameFor = (eventId: string): string => `foyer-kept-${eventId}`;

export function rememberKept(eventId: string, reservationId: string): void {
  try {
    sessionStorage.setItem(nameFor(eventId), reservationId);
  } catch {
    // a browser that keeps nothing: the note does not appear
  }
}

export async function showKept(eventId: string): Promise<void> {
  const reservationId = kept(eventId);
  if (reservationId === null) return;
  const answer = await fetch(`/seats/reservations/${reservationId}`).catch(() => undefined);
  if (answer?.ok !== true) return;
  const { state, clockStopped, expiresAt } = (await answer.json()) as ReservationDocument;
  const isAlive = state === "paying" || (state === "held" && (clockStopped || Date.parse(expiresAt) > Date.now()));
  const note = part("kept-elsewhere");
  note.hidden = !isAlive;
  note.querySelector("a")?.setAttribute("href", `/checkout/${reservationId}`);
}

function kept(eventId: string): string | null {
  try {
    return sessionStorage.getItem(nameFor(eventId));
  } catch {
    return null;
  }
}
