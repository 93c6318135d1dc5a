/**
 * `POST /api/events/{id}/scans`: gates ask whom to let in, and tell whom they let in while they had no network.
 * `POST /api/events/{id}/scans/{nonce}/undo`: somebody was let in by mistake.
 */
import { Hono, type Context } from "hono";
import { millis } from "../../../core/brand.ts";
import { SCANS_BYTES_MAX } from "../../../core/contract/body.ts";
import { scanNonce, scansBody } from "../../../core/contract/door.ts";
import { problem } from "../../../core/contract/problem.ts";
import type { EventRecord } from "../../catalogue/event-queries.ts";
import { databaseOf } from "../../db/client.ts";
import { readDoorHours } from "../../door/hours-store.ts";
import { passKeysOf } from "../../door/pass-keys.ts";
import { readScene, undoScan } from "../../door/scan-store.ts";
import { scanAll, type DoorOfEvent } from "../../door/scanning.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, bodyOf, done, refuse } from "../answers.ts";
import { actOf } from "../organizer/act.ts";
import { eventOfCall } from "../organizer/event-of-call.ts";

export const scanRoutes = new Hono<OfficeEnv>()
  .post("/events/:id/scans", requirePermission("door.scan"), async (context) => {
    const body = await bodyOf(context, scansBody, SCANS_BYTES_MAX);
    if (!body.ok) return refuse(context, body.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const scanned = await scanAll(await doorOf(context, found), body.value.scans);
    switch (scanned.kind) {
      case "answered":
        return answer(context, { scans: scanned.answers });
      case "mismatch": {
        const field = `/scans/${scanned.index}/nonce`;
        const errors = [{ field, message: "was used for another ticket" }];
        return refuse(context, problem("idempotency_mismatch", { errors }));
      }
      case "busy":
        return refuse(context, problem("unavailable", { retryAfterSeconds: 1 }));
    }
  })
  .post("/events/:id/scans/:nonce/undo", requirePermission("door.scan"), async (context) => {
    const nonce = scanNonce.safeParse(context.req.param("nonce"));
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    if (!nonce.success) return refuse(context, problem("not_found"));
    const { id: eventId } = found.event;
    const database = databaseOf(context.env);
    const scan = (await readScene(database, eventId, [nonce.data], [])).known.get(nonce.data);
    if (scan === undefined) return refuse(context, problem("not_found"));
    if (scan.outcome !== "admitted") {
      return refuse(context, problem("conflict", { detail: "nobody was let in by this scan" }));
    }
    if (scan.undoneAt !== null) return done(context);
    const { passId, gate } = scan;
    const pass = passId === null ? undefined : (await readScene(database, eventId, [], [passId])).passes.get(passId);
    const subject = pass === undefined ? `event:${eventId}` : `order:${pass.orderId}`;
    const before = { nonce: nonce.data, passId, gate, scannedAt: scan.scannedAt.toISOString() };
    // whoever undid it at the same moment has the row; both are answered that it is undone
    await undoScan(database, actOf(context, "scan.undone", subject, { before }), eventId, nonce.data);
    return done(context);
  });

async function doorOf(context: Context<OfficeEnv>, { event, chart }: EventRecord): Promise<DoorOfEvent> {
  const database = databaseOf(context.env);
  const [keys, hours] = await Promise.all([passKeysOf(context.env), readDoorHours(database, event)]);
  return {
    database,
    keys,
    eventId: event.id,
    hours,
    categories: Object.fromEntries(chart.categories.map(({ key, label }) => [key, label])),
    actor: context.var.access.actor,
    nowMs: millis(Date.now()),
  };
}
