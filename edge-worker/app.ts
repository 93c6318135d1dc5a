/** The routes of the door. */
import { Hono } from "hono";
import type { Env } from "./env.ts";

export const app = new Hono<{ Bindings: Env }>();

app.get("/health", (context) => context.env.ORIGIN.fetch(context.req.raw));
