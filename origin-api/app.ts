/** The routes of the office. Only the edge reaches them, through its service binding. */
import { Hono } from "hono";
import { problem } from "../core/contract/problem.ts";
import type { Env } from "./env.ts";
import { isUnanswered, withoutValues } from "./faults.ts";
import { refuse, requestIdOf } from "./routes/answers.ts";
import { checkoutRoutes } from "./routes/checkout/index.ts";
import { doorRoutes } from "./routes/door/index.ts";
import { passKeyRoutes } from "./routes/door/keys.ts";
import { healthRoutes } from "./routes/health.ts";
import { noticeRoutes } from "./routes/notices.ts";
import { officeRoutes } from "./routes/office/index.ts";
import { organizerRoutes } from "./routes/organizer/index.ts";
import { catalogueRoutes } from "./routes/organizer/published.ts";
import { webhookRoutes } from "./webhooks/route.ts";

export const app = new Hono<{ Bindings: Env }>()
  .route("/", healthRoutes)
  .route("/", checkoutRoutes)
  .route("/", webhookRoutes)
  .route("/", passKeyRoutes)
  .route("/catalogue", catalogueRoutes)
  .route("/notices", noticeRoutes)
  .route("/api", organizerRoutes)
  .route("/api", officeRoutes)
  .route("/api", doorRoutes);

app.notFound((context) => refuse(context, problem("not_found")));

app.onError((error, context) => {
  const unanswered = isUnanswered(error);
  console.error(
    JSON.stringify({
      level: "error",
      worker: "origin",
      requestId: requestIdOf(context),
      method: context.req.method,
      path: context.req.path,
      message: unanswered ? "a part does not answer" : "a request broke",
      error: withoutValues(error),
    }),
  );
  return refuse(context, unanswered ? problem("unavailable", { retryAfterSeconds: 2 }) : problem("internal"));
});
