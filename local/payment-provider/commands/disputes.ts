// What can be done with disputes: let the bank decide.
import type { Dispute } from "../rules/records.ts";
import type { Desk, Origin, Reply } from "../desk.ts";
import { closeDispute } from "../rules/dispute.ts";
import { missing } from "../rules/refusal.ts";

export function decideDispute(desk: Desk, id: string, outcome: "won" | "lost", origin: Origin): Reply<Dispute> {
  const dispute = desk.store.records.get("dispute", id);
  if (dispute === undefined) return { ok: false, refusal: missing("dispute", id) };
  return desk.apply(closeDispute(dispute, outcome, desk.at()), origin);
}
