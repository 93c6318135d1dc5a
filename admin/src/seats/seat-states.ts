/** The public picture of an event's seats, unpacked: a code for each seat in walking order, and how many there are of each. */
import { SEAT_CODES, seatsDocument } from "../../../core/contract/seats.ts";
import { askPublic } from "../api/client.ts";

export type SeatState = keyof typeof SEAT_CODES;
export const SEAT_STATES = Object.keys(SEAT_CODES) as SeatState[];

export interface SeatStates {
  readonly version: number;
  readonly codes: Uint8Array;
}

export async function readSeats(eventId: string): Promise<SeatStates> {
  const document = await askPublic(`/events/${encodeURIComponent(eventId)}/seats`, seatsDocument);
  if (document.kind !== "snapshot") throw new Error("asked for all seats, and was told of changes");
  const packed = Uint8Array.from(atob(document.seats), (character) => character.charCodeAt(0));
  const codes = Uint8Array.from({ length: document.seatCount }, (_, seat) => {
    return ((packed[seat >> 2] ?? 0) >> ((seat & 3) * 2)) & 3;
  });
  return { version: document.version, codes };
}

export function stateOf(code: number | undefined): SeatState {
  return SEAT_STATES.find((state) => SEAT_CODES[state] === code) ?? "free";
}

export function countsOf(codes: Uint8Array): Record<SeatState, number> {
  const counts = { free: 0, held: 0, sold: 0, blocked: 0 };
  for (const code of codes) counts[stateOf(code)] += 1;
  return counts;
}
