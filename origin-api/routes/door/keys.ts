/** `GET /door/keys`: the public keys of tickets' codes, for the edge, which shows them with its own. */
import { Hono } from "hono";
import { passKeysOf } from "../../door/pass-keys.ts";
import type { Env } from "../../env.ts";
import { answer } from "../answers.ts";

export const passKeyRoutes = new Hono<{ Bindings: Env }>().get("/door/keys", async (context) =>
  answer(context, { keys: (await passKeysOf(context.env)).publicKeys }),
);
