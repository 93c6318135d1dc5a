/** `/api/notifications`: what is owed by mail or text message, and sending one again, which only a person decides. */
import { Hono } from "hono";
import { z } from "zod";
import { mailsQuery, type MailDocument } from "../../../core/contract/organizer/notifications.ts";
import { problem } from "../../../core/contract/problem.ts";
import { performAct } from "../../audit/store.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import { databaseOf } from "../../db/client.ts";
import { mailOf, mailsPage } from "../../notifications/mail-queries.ts";
import { resentMail } from "../../notifications/notification-store.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { answer, done, queryOf, refuse } from "../answers.ts";
import { actOf } from "../organizer/act.ts";

export const notificationRoutes = new Hono<OfficeEnv>()
  .get("/notifications", requirePermission("notifications.read"), async (context) => {
    const query = queryOf(context, mailsQuery);
    if (!query.ok) return refuse(context, query.problem);
    return answer(context, await mailsPage(databaseOf(context.env), context.var.access.organizationId, query.value));
  })
  .post("/notifications/:id/resend", requirePermission("notifications.resend"), async (context) => {
    const id = z.uuid().safeParse(context.req.param("id"));
    if (!id.success) return refuse(context, problem("not_found"));
    const { organizationId } = context.var.access;
    const database = databaseOf(context.env);
    const mail = await mailOf(database, organizationId, id.data);
    if (mail === undefined) return refuse(context, problem("not_found"));
    const act = actOf(context, "notification.resent", subjectOf(mail), {
      before: { notificationId: id.data, state: mail.state },
    });
    if (!(await performAct(database, act, { change: resentMail(organizationId, id.data) }))) {
      return refuse(context, problem("conflict", { detail: "this mail is being sent already" }));
    }
    await checkoutPartsOf(context.env).enqueueMails([{ notificationId: id.data }]);
    return done(context);
  });

function subjectOf({ orderId, eventId }: MailDocument): string {
  return orderId === null ? `event:${eventId}` : `order:${orderId}`;
}
