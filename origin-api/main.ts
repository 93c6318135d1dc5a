/** The office: routes for the edge, consumers of the queues, and what the clock asks for. */
import { app } from "./app.ts";
import type { Env } from "./env.ts";

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
