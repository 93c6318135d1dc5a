/** `/api/events/{id}/templates`: what mails about an event say in the organizer's own words, and how that looks. */
import { Hono, type Context } from "hono";
import { REQUEST_ID } from "../../../core/contract/headers.ts";
import {
  noticeLanguage,
  previewBody,
  templateBody,
  templateKind,
  type PreviewDocument,
  type TemplateBody,
} from "../../../core/contract/organizer/templates.ts";
import { problem, type Problem } from "../../../core/contract/problem.ts";
import { performAct } from "../../audit/store.ts";
import type { EventRecord } from "../../catalogue/event-queries.ts";
import { databaseOf } from "../../db/client.ts";
import { previewOf } from "../../notifications/preview.ts";
import {
  removedTemplate,
  templateOf,
  templatesOf,
  writtenTemplate,
  type TemplateKey,
} from "../../notifications/template-store.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { organizationName } from "../../organizations/queries.ts";
import { answer, bodyOf, done, queryOf, refuse, requestIdOf } from "../answers.ts";
import { actOf } from "../organizer/act.ts";
import { eventOfCall } from "../organizer/event-of-call.ts";

/** A mail styles itself; it may run nothing, load nothing, lead nowhere, and stand in our own pages only. */
const MAIL_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "private, no-store",
  "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  "x-content-type-options": "nosniff",
} as const;
const ONE = "/events/:id/templates/:kind/:language";

export const templateRoutes = new Hono<OfficeEnv>()
  .get("/events/:id/templates", requirePermission("catalogue.read"), async (context) => {
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    return answer(context, { templates: await templatesOf(databaseOf(context.env), found.event.id) });
  })
  .get(ONE, requirePermission("catalogue.read"), async (context) => {
    const named = await templateOfCall(context);
    if ("code" in named) return refuse(context, named);
    const template = await templateOf(databaseOf(context.env), named.key);
    return template === undefined ? refuse(context, problem("not_found")) : answer(context, template);
  })
  .put(ONE, requirePermission("catalogue.write"), async (context) => {
    const named = await templateOfCall(context);
    if ("code" in named) return refuse(context, named);
    const body = await bodyOf(context, templateBody(named.key.kind));
    if (!body.ok) return refuse(context, body.problem);
    const database = databaseOf(context.env);
    const act = await templateAct(context, named.key, "template.written", body.value);
    await performAct(database, act, { change: writtenTemplate(named.key, body.value) });
    return answer(context, await templateOf(database, named.key));
  })
  .delete(ONE, requirePermission("catalogue.write"), async (context) => {
    const named = await templateOfCall(context);
    if ("code" in named) return refuse(context, named);
    const act = await templateAct(context, named.key, "template.removed");
    await performAct(databaseOf(context.env), act, { change: removedTemplate(named.key) });
    return done(context); // also when there was none: it is gone
  })
  .get(`${ONE}/preview`, requirePermission("catalogue.write"), async (context) => {
    const named = await templateOfCall(context);
    if ("code" in named) return refuse(context, named);
    const words = queryOf(context, previewBody(named.key.kind));
    if (!words.ok) return refuse(context, words.problem);
    const { html } = await preview(context, named, words.value);
    return new Response(html, { headers: { ...MAIL_HEADERS, [REQUEST_ID]: requestIdOf(context) } });
  })
  .post(`${ONE}/preview`, requirePermission("catalogue.write"), async (context) => {
    const named = await templateOfCall(context);
    if ("code" in named) return refuse(context, named);
    const body = await bodyOf(context, previewBody(named.key.kind));
    if (!body.ok) return refuse(context, body.problem);
    return answer(context, await preview(context, named, body.value));
  });

interface NamedTemplate {
  readonly key: TemplateKey;
  readonly found: EventRecord;
}

async function templateOfCall(context: Context<OfficeEnv>): Promise<NamedTemplate | Problem> {
  const kind = templateKind.safeParse(context.req.param("kind"));
  const language = noticeLanguage.safeParse(context.req.param("language"));
  const found = await eventOfCall(context);
  if ("code" in found) return found;
  if (!kind.success || !language.success) return problem("not_found");
  return { key: { eventId: found.event.id, kind: kind.data, language: language.data }, found };
}

async function templateAct(context: Context<OfficeEnv>, key: TemplateKey, action: string, after?: TemplateBody) {
  const { eventId, kind, language } = key;
  const before = await templateOf(databaseOf(context.env), key);
  return actOf(context, action, `event:${eventId}`, {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? { after: { kind, language } } : { after: { kind, language, ...after } }),
  });
}

async function preview(
  context: Context<OfficeEnv>,
  named: NamedTemplate,
  words: TemplateBody,
): Promise<PreviewDocument> {
  const { event, venue } = named.found;
  const { organizationId } = context.var.access;
  const { kind, language } = named.key;
  return previewOf(
    {
      kind,
      language,
      words,
      event: {
        eventId: event.id,
        title: event.title,
        startsAtMs: event.startsAt.getTime(),
        venue: venue.name,
        address: venue.city,
        timeZone: venue.timeZone,
      },
      organizer: await organizationName(databaseOf(context.env), organizationId),
      currency: event.currency,
    },
    context.env.PUBLIC_URL,
  );
}
