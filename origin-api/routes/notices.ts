/**
 * `/notices`: being told when a sale opens, and being told no more. Public; what a mailbox's owner may do needs the
 * token of a mail. A token that is none of ours is not there.
 */
import { Hono, type Context } from "hono";
import {
  noticeTokenBody,
  saleReminderBody,
  subscriptionBody,
  type SaleReminderDocument,
  type SubscriptionDocument,
} from "../../core/contract/notices.ts";
import { problem } from "../../core/contract/problem.ts";
import { checkoutPartsOf } from "../checkout/parts.ts";
import type { Env } from "../env.ts";
import { verifyNoticeToken, type NoticeRight } from "../notifications/notice-token.ts";
import { askForSaleReminder, confirmSaleReminder, saleReminderOf } from "../notifications/sale-reminder-store.ts";
import { resubscribe, subscriptionOf, unsubscribe, type Subscriber } from "../notifications/subscription-store.ts";
import { answer, bodyOf, queryOf, refuse } from "./answers.ts";

type NoticeContext = Context<{ Bindings: Env }>;

export const noticeRoutes = new Hono<{ Bindings: Env }>()
  .post("/sale-opening", async (context) => {
    const body = await bodyOf(context, saleReminderBody);
    if (!body.ok) return refuse(context, body.problem);
    const { database, enqueueMails, nowMs } = checkoutPartsOf(context.env);
    const notificationId = await askForSaleReminder(database, body.value, nowMs());
    if (notificationId !== undefined) await enqueueMails([{ notificationId }]);
    return answer(context, { status: "asked" }, 202);
  })
  .get("/sale-opening", async (context) => {
    const query = queryOf(context, noticeTokenBody);
    if (!query.ok) return refuse(context, problem("not_found"));
    return showReminder(context, query.value.token);
  })
  .post("/sale-opening/confirmation", async (context) => {
    const body = await bodyOf(context, noticeTokenBody);
    if (!body.ok) return refuse(context, body.problem);
    const right = await rightOf(context, body.value.token, "sale_opening");
    if (right === undefined) return refuse(context, problem("not_found"));
    const { eventId, email, language } = right;
    await confirmSaleReminder(checkoutPartsOf(context.env).database, { eventId, email, language });
    return showReminder(context, body.value.token);
  })
  .get("/subscription", async (context) => {
    const query = queryOf(context, noticeTokenBody);
    if (!query.ok) return refuse(context, problem("not_found"));
    const right = await rightOf(context, query.value.token, "unsubscribe");
    return right === undefined ? refuse(context, problem("not_found")) : showSubscription(context, right);
  })
  .post("/subscription", async (context) => {
    const body = await bodyOf(context, subscriptionBody);
    if (!body.ok) return refuse(context, body.problem);
    const right = await rightOf(context, body.value.token, "unsubscribe");
    if (right === undefined) return refuse(context, problem("not_found"));
    const change = body.value.subscribed ? resubscribe : unsubscribe;
    await change(checkoutPartsOf(context.env).database, right);
    return showSubscription(context, right);
  });

function rightOf<Purpose extends NoticeRight["purpose"]>(context: NoticeContext, token: string, purpose: Purpose) {
  return verifyNoticeToken(token, purpose, checkoutPartsOf(context.env).orderAccessKey);
}

async function showReminder(context: NoticeContext, token: string): Promise<Response> {
  const right = await rightOf(context, token, "sale_opening");
  if (right === undefined) return refuse(context, problem("not_found"));
  const { eventId, email } = right;
  const found = await saleReminderOf(checkoutPartsOf(context.env).database, eventId, email);
  if (found === undefined) return refuse(context, problem("not_found"));
  return answer(context, { ...found, email } satisfies SaleReminderDocument);
}

async function showSubscription(context: NoticeContext, subscriber: Subscriber): Promise<Response> {
  const found = await subscriptionOf(checkoutPartsOf(context.env).database, subscriber);
  if (found === undefined) return refuse(context, problem("not_found"));
  return answer(context, { ...found, email: subscriber.email } satisfies SubscriptionDocument);
}
