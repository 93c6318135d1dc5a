/**
 * `GET /health`: 200 when every part of the system answers, else 503; and which of them does not.
 */
import { json } from "../answers/json.ts";
import type { Call } from "../requests/call.ts";

export async function showHealth(call: Call): Promise<Response> {
  const parts = (await call.door.health.get(call)) ?? {};
  const healthy = Object.values(parts).every((state) => state === "up");
  return json(call, healthy ? 200 : 503, { status: healthy ? "up" : "down", parts });
}
