/**
 * Which parts of the system answer. What was learned serves everybody for a second, so that asking is no way to make
 * load; each part is given a bounded time to answer.
 */
import type { RoomId } from "../../core/brand.ts";
import { roomOf } from "../../core/contract/objects.ts";
import type { Env } from "../env.ts";
import { type Pace, SharedView } from "./shared-view.ts";

type PartState = "up" | "down";
export type Parts = Readonly<Record<string, PartState>>;

const PATIENCE_MS = 3_000;
/** A room that is never created: that its object answers is all that is asked. */
const NO_ROOM = "00000000-0000-0000-0000-000000000000" as RoomId;

export function healthView(env: Env): SharedView<Parts> {
  return new SharedView<Parts>(async (_previous, pace) => {
    const [objects, office] = await Promise.all([
      within(pace, roomOf(env, NO_ROOM).observe(-1)).then(
        (): PartState => "up",
        (): PartState => "down",
      ),
      within(pace, officeParts(env)).catch((): Parts => ({ origin: "down" })),
    ]);
    return { edge: "up", objects, ...office };
  });
}

/** The office says how its own parts are: `{ parts: { database: "up", … } }`. */
async function officeParts(env: Env): Promise<Parts> {
  const answer = await env.ORIGIN.fetch(new Request(`${env.PUBLIC_URL}/health`));
  const report: unknown = await answer.json();
  const told = typeof report === "object" && report !== null && "parts" in report ? report.parts : undefined;
  if (typeof told !== "object" || told === null) return { origin: answer.ok ? "up" : "down" };
  const parts: Record<string, PartState> = { origin: "up" };
  for (const [part, state] of Object.entries(told)) parts[part] = state === "up" ? "up" : "down";
  return parts;
}

function within<Value>(pace: Pace, work: Promise<Value>): Promise<Value> {
  return Promise.race([
    work,
    pace.sleep(PATIENCE_MS).then(() => {
      throw new Error("no answer in time");
    }),
  ]);
}
