/** `/api/venues`: where events take place. */
import { Hono } from "hono";
import { venueId } from "../../../core/contract/fields.ts";
import { venueBody, venueChangeBody, VENUES_MAX } from "../../../core/contract/organizer/venues.ts";
import { problem } from "../../../core/contract/problem.ts";
import { venueOf, venuesOf } from "../../catalogue/venue-queries.ts";
import { changeVenue, createVenue } from "../../catalogue/venue-store.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, refuse } from "../answers.ts";
import { actOf } from "./act.ts";

export const venueRoutes = new Hono<OfficeEnv>()
  .get("/venues", requirePermission("catalogue.read"), async (context) =>
    answer(context, { venues: await venuesOf(databaseOf(context.env), context.var.access.organizationId) }),
  )
  .post("/venues", requirePermission("catalogue.write"), async (context) => {
    const body = await bodyOf(context, venueBody);
    if (!body.ok) return refuse(context, body.problem);
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const id = venueId.parse(crypto.randomUUID());
    const act = actOf(context, "venue.created", `venue:${id}`, { after: body.value });
    if (!(await createVenue(database, act, id, body.value))) {
      return refuse(context, problem("conflict", { detail: `at most ${VENUES_MAX} venues` }));
    }
    return answer(context, await venueOf(database, organizationId, id), 201);
  })
  .get("/venues/:id", requirePermission("catalogue.read"), async (context) => {
    const id = venueId.safeParse(context.req.param("id"));
    const venue = id.success
      ? await venueOf(databaseOf(context.env), context.var.access.organizationId, id.data)
      : undefined;
    return venue === undefined ? refuse(context, problem("not_found")) : answer(context, venue);
  })
  .patch("/venues/:id", requirePermission("catalogue.write"), async (context) => {
    const body = await bodyOf(context, venueChangeBody);
    if (!body.ok) return refuse(context, body.problem);
    const id = venueId.safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const before = await venueOf(database, organizationId, id.data);
    if (before === undefined) return refuse(context, problem("not_found"));
    const act = actOf(context, "venue.changed", `venue:${id.data}`, { before, after: body.value });
    await changeVenue(database, act, id.data, body.value);
    return answer(context, await venueOf(database, organizationId, id.data));
  });
