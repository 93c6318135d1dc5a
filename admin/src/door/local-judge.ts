/** What this device says by itself, with the same rule as the office. */
import { millis, type EventId, type PassId } from "../../../core/brand.ts";
import type { Outcome } from "../../../core/contract/door.ts";
import { judge, type Entry, type Presented } from "../../../core/door/judge.ts";
import { keptPass } from "./list-store.ts";
import type { KeptList, KeptPass } from "./records.ts";
import { verifyCode } from "./verify.ts";

/** A code that was read or typed, or a pass that a person chose from the list. */
export type Shown = { readonly code: string } | { readonly passId: PassId };

export interface LocalVerdict {
  readonly outcome: Outcome;
  readonly passId: PassId | null;
  readonly pass: KeptPass | undefined;
  /** As the code says it. */
  readonly place: string;
  readonly inside: Entry | undefined;
}

export async function judgeLocally(list: KeptList, shown: Shown, atMs: number): Promise<LocalVerdict> {
  const { eventId, event } = list;
  const { presented, passId, place } = await presentedIn(shown, list);
  const pass = passId === null ? undefined : await keptPass(eventId, passId);
  const hours = {
    opensAtMs: millis(Date.parse(event.opensAt)),
    closesAtMs: millis(Date.parse(event.closesAt)),
  };
  // a pass without a number is one that the list does not have, remembered because somebody went in with it
  const listed = pass === undefined || pass.number === "" ? undefined : listedOf(pass);
  const inside = pass?.inside ?? undefined;
  const verdict = judge(presented, listed, inside, { eventId, hours, atMs: millis(atMs) });
  const outcome = verdict.kind === "admitted" ? "admitted" : verdict.reason;
  return { outcome, passId, pass, place, inside };
}

function listedOf({ edition, voidedAtMs }: KeptPass) {
  return { edition, voidedAtMs: voidedAtMs === null ? undefined : millis(voidedAtMs) };
}

interface Read {
  readonly presented: Presented;
  readonly passId: PassId | null;
  readonly place: string;
}

async function presentedIn(shown: Shown, { keys }: KeptList): Promise<Read> {
  if ("passId" in shown) return { presented: { kind: "typed", passId: shown.passId }, passId: shown.passId, place: "" };
  const claims = await verifyCode(shown.code, keys);
  if (claims === undefined) return { presented: { kind: "not_genuine" }, passId: null, place: "" };
  const { aud, sub, ed, pl } = claims;
  const eventId: EventId = aud;
  return { presented: { kind: "code", eventId, passId: sub, edition: ed }, passId: sub, place: pl };
}
