/** `/api/events`: events while they are drafts, and reading them afterwards. What moves a sale is in `sale.ts`. */
import { Hono, type Context } from "hono";
import type { CurrencyCode } from "../../../core/brand.ts";
import { eventId, roomId } from "../../../core/contract/fields.ts";
import {
  eventBody,
  eventChangeBody,
  eventsQuery,
  LIMIT_DEFAULTS,
  type EventChangeBody,
} from "../../../core/contract/organizer/events.ts";
import { problem, type Problem } from "../../../core/contract/problem.ts";
import { eventsOf } from "../../catalogue/event-queries.ts";
import { changeDraft, createEvent } from "../../catalogue/event-store.ts";
import { checkDraft, columnsOf, pricesOf } from "../../catalogue/draft.ts";
import { eventDocumentOf } from "../../catalogue/event-views.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, queryOf, refuse } from "../answers.ts";
import { actOf } from "./act.ts";
import { eventOfCall } from "./event-of-call.ts";

export const eventRoutes = new Hono<OfficeEnv>()
  .get("/events", requirePermission("catalogue.read"), async (context) => {
    const query = queryOf(context, eventsQuery);
    if (!query.ok) return refuse(context, query.problem);
    const { state, limit, offset } = query.value;
    const found = await eventsOf(databaseOf(context.env), context.var.access.organizationId, {
      limit: limit + 1, // one more tells whether there is a next page
      offset,
      ...(state === undefined ? {} : { state }),
    });
    const next = found.length > limit ? offset + limit : null;
    return answer(context, { events: found.slice(0, limit), next });
  })
  .post("/events", requirePermission("catalogue.write"), async (context) => {
    const body = await bodyOf(context, eventBody);
    if (!body.ok) return refuse(context, body.problem);
    const { currency } = body.value;
    const wanted: EventChangeBody = {
      ...body.value,
      limits: { ...LIMIT_DEFAULTS, ...body.value.limits },
      categories: body.value.categories ?? [],
    };
    const draft = await checkDraft(databaseOf(context.env), context.var.access.organizationId, wanted, body.value);
    if ("code" in draft) return refuse(context, draft);
    const id = eventId.parse(crypto.randomUUID());
    const act = actOf(context, "event.created", `event:${id}`, { after: body.value });
    const { venueId, chartId, title, startsAt, saleStartsAt, saleEndsAt } = body.value;
    await createEvent(
      databaseOf(context.env),
      act,
      {
        id,
        roomId: roomId.parse(crypto.randomUUID()),
        feeMinor: 0,
        taxBasisPoints: 0,
        description: null,
        room: {},
        ...LIMIT_DEFAULTS,
        venueId,
        chartId,
        title,
        currency,
        startsAt: new Date(startsAt),
        saleStartsAt: new Date(saleStartsAt),
        saleEndsAt: new Date(saleEndsAt),
        ...columnsOf(wanted, currency),
      },
      pricesOf(wanted, draft.categories, currency) ?? [],
    );
    return shown(context, id, 201);
  })
  .get("/events/:id", requirePermission("catalogue.read"), async (context) => {
    const found = await eventOfCall(context);
    return "code" in found ? refuse(context, found) : answer(context, eventDocumentOf(found));
  })
  .patch("/events/:id", requirePermission("catalogue.write"), async (context) => {
    const body = await bodyOf(context, eventChangeBody);
    if (!body.ok) return refuse(context, body.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { version = found.event.version, ...wanted } = body.value;
    const before = eventDocumentOf(found);
    if (found.event.state !== "draft") return refuse(context, notADraft(found.event.state));
    const draft = await checkDraft(databaseOf(context.env), context.var.access.organizationId, wanted, before);
    if ("code" in draft) return refuse(context, draft);
    const currency: CurrencyCode = wanted.currency ?? before.currency;
    const act = actOf(context, "event.changed", `event:${found.event.id}`, {
      before: sameFields(before, wanted),
      after: wanted,
    });
    const changed = await changeDraft(
      databaseOf(context.env),
      act,
      { eventId: found.event.id, version },
      columnsOf(wanted, currency),
      pricesOf(wanted, draft.categories, currency),
    );
    if (!changed)
      return refuse(context, problem("conflict", { detail: "the event was changed meanwhile; read it again" }));
    return shown(context, found.event.id);
  });

async function shown(context: Context<OfficeEnv>, id: string, status: 200 | 201 = 200): Promise<Response> {
  const found = await eventOfCall(context, id);
  return "code" in found ? refuse(context, found) : answer(context, eventDocumentOf(found), status);
}

function notADraft(state: string): Problem {
  return problem("conflict", { detail: `the event is ${state}: only a draft can be changed` });
}

/** Of the event as it was, what the change names. */
function sameFields(before: object, wanted: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(before).filter(([name]) => Object.hasOwn(wanted, name)));
}
