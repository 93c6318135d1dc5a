/** `/api/events/{id}/ledger` and `/reconciliation`: every cent, and whether seats, books and provider agree on it. */
import { Hono } from "hono";
import { ledgerQuery } from "../../../core/contract/organizer/books.ts";
import { problem } from "../../../core/contract/problem.ts";
import { ledgerPage } from "../../books/ledger-queries.ts";
import { reconcile } from "../../books/reconciliation/reconcile.ts";
import { checkoutPartsOf } from "../../checkout/parts.ts";
import { databaseOf } from "../../db/client.ts";
import { requirePermission, type OfficeEnv } from "../../organizations/access.ts";
import { StripeBooks } from "../../payments/stripe-books.ts";
import { stripeOf } from "../../payments/stripe-client.ts";
import { isProviderSilent } from "../../payments/stripe-failure.ts";
import { answer, queryOf, refuse } from "../answers.ts";
import { eventOfCall } from "../organizer/event-of-call.ts";

const ASK_AGAIN_S = 10;

export const bookRoutes = new Hono<OfficeEnv>()
  .get("/events/:id/ledger", requirePermission("ledger.read"), async (context) => {
    const query = queryOf(context, ledgerQuery);
    if (!query.ok) return refuse(context, query.problem);
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const { limit, before } = query.value;
    const page = { limit, ...(before === undefined ? {} : { beforeSequence: before }) };
    return answer(context, await ledgerPage(databaseOf(context.env), found.event.id, page));
  })
  .get("/events/:id/reconciliation", requirePermission("ledger.read"), async (context) => {
    const found = await eventOfCall(context);
    if ("code" in found) return refuse(context, found);
    const parts = { ...checkoutPartsOf(context.env), provider: new StripeBooks(stripeOf(context.env)) };
    try {
      return answer(context, await reconcile(parts, found.event.id, found.event.currency));
    } catch (error) {
      if (!isProviderSilent(error)) throw error;
      const detail = "without it there is nothing to compare; nothing was changed";
      return refuse(context, problem("payment_provider_down", { detail, retryAfterSeconds: ASK_AGAIN_S }));
    }
  });
