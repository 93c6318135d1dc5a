/** What a gate keeps on its device. No names of people are among it. */
import type { EventId, PassId } from "../../../core/brand.ts";
import type { DoorListDocument, Outcome, PassPublicKey, Scan } from "../../../core/contract/door.ts";
import type { Entry } from "../../../core/door/judge.ts";

/** The head of an event's list. */
export interface KeptList {
  readonly eventId: EventId;
  readonly event: DoorListDocument["event"];
  readonly keys: readonly PassPublicKey[];
  /** What to ask for next time. */
  readonly version: number;
  /** Where the first download stopped; `null` when it is whole. */
  readonly next: PassId | null;
  readonly total: number;
  /** When it was last brought up to date, by the clock of the books. */
  readonly asOfMs: number;
  /** What to add to the device's clock to have that of the books. */
  readonly clockOffsetMs: number;
}

export interface KeptPass {
  readonly eventId: EventId;
  readonly id: PassId;
  /** Empty for a ticket that the list does not have. */
  readonly number: string;
  readonly place: string;
  readonly category: string;
  readonly edition: number;
  readonly voidedAtMs: number | null;
  readonly inside: Entry | null;
}

/** What the office must still be told. */
export interface Queued {
  readonly nonce: string;
  readonly eventId: EventId;
  readonly passId: PassId | null;
  /** `null` when the office has it and only the undoing is left. */
  readonly scan: Scan | null;
  readonly undo: boolean;
}

/** A scan as the steward saw it. */
export interface ScanRecord {
  readonly nonce: string;
  readonly eventId: EventId;
  readonly passId: PassId | null;
  readonly outcome: Outcome;
  readonly place: string;
  readonly category: string;
  readonly number: string;
  readonly atMs: number;
  /** Judged on this device. */
  readonly offline: boolean;
  readonly inside: { readonly at: string; readonly gate: string } | null;
  /** What the office said of it later. */
  readonly conflict: Outcome | null;
  readonly undone: boolean;
}
