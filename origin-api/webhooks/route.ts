/**
 * `POST /webhooks/stripe`: what the payment provider tells us. Answered with 2xx only once it is stored, or when it
 * tells what the provider has answered us already; acted on afterwards.
 */
import { Hono } from "hono";
import { REQUEST_ID } from "../../core/contract/headers.ts";
import { problem } from "../../core/contract/problem.ts";
import { checkoutPartsOf, type CheckoutParts } from "../checkout/parts.ts";
import type { Env } from "../env.ts";
import { stripeOf } from "../payments/stripe-client.ts";
import { refuse, requestIdOf } from "../routes/answers.ts";
import { receive } from "./inbox-store.ts";
import { verifiedEvent } from "./signature.ts";
import { workOffOne } from "./sweep.ts";
import { isEvent, toldBy, type ToldEvent } from "./told-event.ts";
import { gistOf } from "../fault-gist.ts";

/** Stripe's events stay far below. */
const BODY_CHARACTERS_MAX = 512 * 1024;

export const webhookRoutes = new Hono<{ Bindings: Env }>().post("/webhooks/stripe", async (context) => {
  const parts = checkoutPartsOf(context.env);
  if (Number(context.req.header("content-length") ?? 0) > BODY_CHARACTERS_MAX) {
    return refuse(context, problem("body_too_large"));
  }
  const body = await context.req.text();
  if (body.length > BODY_CHARACTERS_MAX) return refuse(context, problem("body_too_large"));
  const signature = context.req.header("stripe-signature") ?? "";
  const { STRIPE_WEBHOOK_SECRET: secret } = context.env;
  const event = await verifiedEvent(stripeOf(context.env), body, signature, secret, parts.nowMs());
  if (event === undefined) return refuse(context, problem("invalid_request", { detail: "the signature is not valid" }));
  if (!isEvent(event)) return refuse(context, problem("invalid_request", { detail: "this is no event" }));
  const told = event.livemode === parts.livemode ? toldBy(event) : undefined;
  if (told !== undefined && !isEcho(parts, told)) {
    await receive(parts.database, told);
    if (!told.canWait) {
      context.executionCtx.waitUntil(
        workOffOne(parts, told.id).catch((error: unknown) =>
          parts.report("a webhook waits for the clock", { webhookId: told.id, error: gistOf(error) }),
        ),
      );
    }
  }
  return Response.json({ received: true }, { headers: { [REQUEST_ID]: requestIdOf(context) } });
});

function isEcho({ heard }: CheckoutParts, { objectId, status }: ToldEvent): boolean {
  return status !== undefined && heard.covers(objectId, status);
}
