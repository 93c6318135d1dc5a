/** `/api/audit`: what was done, newest first, and the check that nothing was taken out or changed. */
import { Hono } from "hono";
import { auditQuery, type AuditCheckDocument, type AuditPageDocument } from "../../../core/contract/organizer/audit.ts";
import { actorNames } from "../../audit/actor-names.ts";
import { CHAIN_START, followChain, type ChainHead } from "../../audit/chain.ts";
import { AUDIT_CHECK_PAGE, auditAfter, auditPage } from "../../audit/queries.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, queryOf, refuse } from "../answers.ts";

export const auditRoutes = new Hono<OfficeEnv>()
  .get("/audit", requirePermission("audit.read"), async (context) => {
    const query = queryOf(context, auditQuery);
    if (!query.ok) return refuse(context, query.problem);
    const { limit, before, subject, actor, from, to } = query.value;
    const database = databaseOf(context.env);
    const { organizationId } = context.var.access;
    const found = await auditPage(database, organizationId, {
      limit: limit + 1, // one more tells whether there is a next page
      ...(before === undefined ? {} : { beforeSequence: before }),
      ...(subject === undefined ? {} : { subject }),
      ...(actor === undefined ? {} : { actor }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    const shown = found.slice(0, limit);
    const names = await actorNames(
      database,
      organizationId,
      shown.map((entry) => entry.actor),
    );
    const document: AuditPageDocument = {
      entries: shown.map(({ at, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        who: names.get(entry.actor) ?? null,
      })),
      next: found.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
    };
    return answer(context, document);
  })
  .get("/audit/check", requirePermission("audit.read"), async (context) => {
    const { organizationId } = context.var.access;
    let head = CHAIN_START;
    for (;;) {
      const entries = await auditAfter(databaseOf(context.env), organizationId, head.sequence);
      const followed = await followChain(head, entries);
      head = followed.head;
      if (!followed.ok || entries.length < AUDIT_CHECK_PAGE) return answer(context, checkDocument(followed.ok, head));
    }
  });

function checkDocument(whole: boolean, head: ChainHead): AuditCheckDocument {
  return { whole, entries: head.sequence, lastHash: head.hash, brokenAt: whole ? null : head.sequence + 1 };
}
