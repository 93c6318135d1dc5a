/** A visitor's place: it follows from their number and the public status alone, so that waiting costs no call (W7). */
import type { QueueNumber } from "../brand.ts";
import type { RoomStatus } from "./status.ts";

export interface Place {
  readonly number: QueueNumber;
  /** 1 is next. 0: the turn has come. */
  readonly position: number;
  /** How many are called before. */
  readonly ahead: number;
  readonly called: boolean;
}

/** Never gets worse while the serving counter only grows (W4). */
export function placeOf(number: QueueNumber, status: Pick<RoomStatus, "servingCounter">): Place {
  const ahead = Math.max(0, number - status.servingCounter);
  const called = number < status.servingCounter;
  return { number, position: called ? 0 : ahead + 1, ahead, called };
}
