/**
 * `GET /.well-known/jwks.json`: the public keys of admissions, for origins that verify them themselves.
 */
import { publicJson } from "../answers/json.ts";
import type { Call } from "../requests/call.ts";

/** Short enough for a rotation to be seen before its first token is old. */
const CACHE = "public, max-age=300";

export async function showKeys(call: Call): Promise<Response> {
  return publicJson(call, (await call.door.keys()).jwks, CACHE);
}
