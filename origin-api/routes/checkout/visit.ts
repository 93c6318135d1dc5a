/**
 * Who is at the desk, as the edge vouches for it: visitor, and the events behind the room. The edge removes these
 * headers from what comes from outside.
 */
import type { Context } from "hono";
import type { EventId, VisitorId } from "../../../core/brand.ts";
import { eventId, visitorId } from "../../../core/contract/fields.ts";
import { EVENTS, SESSION_ENDED, VISITOR } from "../../../core/contract/headers.ts";

const EVENTS_MAX = 100;

export interface Visit {
  readonly visitorId: VisitorId;
  readonly events: readonly EventId[];
  readonly sessionEnded: boolean;
}

/** @returns `undefined` when nobody was admitted. */
export function visitOf(context: Context): Visit | undefined {
  const visitor = visitorId.safeParse(context.req.header(VISITOR));
  if (!visitor.success) return undefined;
  const named = (context.req.header(EVENTS) ?? "").split(",", EVENTS_MAX);
  const events = named.flatMap((name) => {
    const event = eventId.safeParse(name.trim());
    return event.success ? [event.data] : [];
  });
  return { visitorId: visitor.data, events, sessionEnded: context.req.header(SESSION_ENDED) === "1" };
}
