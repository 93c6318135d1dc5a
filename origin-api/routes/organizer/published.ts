/**
 * `GET /catalogue/events`, `/catalogue/events/{id}`: what everybody may read, for the shop and the edge; mounted at
 * `/catalogue`. The same for all, so it may be cached for a moment.
 */
import { Hono, type Context } from "hono";
import { catalogueQuery } from "../../../core/contract/catalogue.ts";
import { eventId } from "../../../core/contract/fields.ts";
import { REQUEST_ID } from "../../../core/contract/headers.ts";
import { problem } from "../../../core/contract/problem.ts";
import { publishedEvent, publishedEvents } from "../../catalogue/published-queries.ts";
import { databaseOf } from "../../db/client.ts";
import type { Env } from "../../env.ts";
import { calendarFile } from "../../tickets/calendar.ts";
import { queryOf, refuse, requestIdOf } from "../answers.ts";

/** A change of an event is seen this much later at most, give or take a revalidation. */
const FRESH_SECONDS = 10;

export const catalogueRoutes = new Hono<{ Bindings: Env }>()
  .get("/events", async (context) => {
    const query = queryOf(context, catalogueQuery);
    if (!query.ok) return refuse(context, query.problem);
    const { limit, offset } = query.value;
    const found = await publishedEvents(databaseOf(context.env), query.value, Date.now());
    return cacheable(context, { events: found.slice(0, limit), next: found.length > limit ? offset + limit : null });
  })
  .get("/events/:id/calendar.ics", async (context) => {
    const id = eventId.safeParse(context.req.param("id"));
    const event = id.success ? await publishedEvent(databaseOf(context.env), id.data) : undefined;
    if (event === undefined) return refuse(context, problem("not_found"));
    const { hostname } = new URL(context.env.PUBLIC_URL);
    const text = calendarFile({
      uid: `${event.id}@${hostname}`,
      title: event.title,
      startsAt: new Date(event.startsAt),
      venue: event.venue,
      description: event.description,
      url: `${context.env.PUBLIC_URL}/events/${event.id}`,
      asOf: new Date(event.saleStartsAt),
    });
    return new Response(text, {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="event-${event.id.slice(0, 8)}.ics"`,
        "cache-control": `public, max-age=${FRESH_SECONDS}`,
        [REQUEST_ID]: requestIdOf(context),
      },
    });
  })
  .get("/events/:id", async (context) => {
    const id = eventId.safeParse(context.req.param("id"));
    const found = id.success ? await publishedEvent(databaseOf(context.env), id.data) : undefined;
    return found === undefined ? refuse(context, problem("not_found")) : cacheable(context, found);
  });

function cacheable(context: Context, document: unknown): Response {
  return Response.json(document, {
    headers: {
      "cache-control": `public, max-age=${FRESH_SECONDS}, stale-while-revalidate=${6 * FRESH_SECONDS}`,
      [REQUEST_ID]: requestIdOf(context),
    },
  });
}
