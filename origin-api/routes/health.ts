/**
 * `GET /health`: which of the parts behind the office answers. Asks each of them once, side by side, briefly.
 */
import { sql } from "drizzle-orm";
import { Hono } from "hono";
import { databaseOf } from "../db/client.ts";
import type { Env } from "../env.ts";
import { stripeOf } from "../payments/stripe-client.ts";
import { answer } from "./answers.ts";

const PATIENCE_MS = 3_000;

export const healthRoutes = new Hono<{ Bindings: Env }>().get("/health", async (context) => {
  const { env } = context;
  const [database, provider] = await Promise.all([
    state(() => databaseOf(env).execute(sql`SELECT 1`)),
    state(() => stripeOf(env).balance.retrieve({}, { timeout: PATIENCE_MS })),
  ]);
  return answer(context, { parts: { database, provider } });
});

async function state(ask: () => PromiseLike<unknown>): Promise<"up" | "down"> {
  const patience = new Promise<"down">((resolve) => setTimeout(() => resolve("down"), PATIENCE_MS));
  const asked = Promise.resolve(ask()).then(
    () => "up" as const,
    () => "down" as const,
  );
  return Promise.race([asked, patience]);
}
