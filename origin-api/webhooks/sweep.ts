/** Works off the inbox: at once for one that was just received, by the clock for what is due. */
import type { CheckoutParts } from "../checkout/parts.ts";
import { actOn } from "./act-on.ts";
import { closeBooked, judge, prune, takeDue, type InboxEntry, type Verdict } from "./inbox-store.ts";
import { gistOf } from "../fault-gist.ts";

const PAGE = 20;
const PAGES_MAX = 25;
const ACTED_AT_ONCE = 4;

export async function sweepInbox(parts: CheckoutParts): Promise<void> {
  await closeBooked(parts.database);
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const due = await takeDue(parts.database, PAGE);
    for (let from = 0; from < due.length; from += ACTED_AT_ONCE) {
      await Promise.all(due.slice(from, from + ACTED_AT_ONCE).map((entry) => workOff(parts, entry)));
    }
    if (due.length < PAGE) break;
  }
  await prune(parts.database);
}

export async function workOffOne(parts: CheckoutParts, id: string): Promise<void> {
  for (const entry of await takeDue(parts.database, 1, id)) await workOff(parts, entry);
}

async function workOff(parts: CheckoutParts, entry: InboxEntry): Promise<void> {
  const verdict = await actOn(parts, entry).catch((error: unknown): Verdict => ({
    state: "again",
    why: gistOf(error),
  }));
  if (verdict.state !== "processed") {
    parts.report(`a webhook is ${verdict.state === "again" ? "not acted on yet" : "about something unknown"}`, {
      webhookId: entry.id,
      type: entry.type,
      objectId: entry.objectId,
      why: verdict.why,
    });
  }
  await judge(parts.database, entry, verdict);
}
