/**
 * `GET /.well-known/jwks.json`: the public keys of admissions, for origins that verify them themselves, and of tickets'
 * codes, for gates that do. Which key is for which is in the `typ` of what it signed.
 */
import { publicJson } from "../answers/json.ts";
import type { Call } from "../requests/call.ts";

/** Short enough for a rotation to be seen before its first token is old. */
const CACHE = "public, max-age=300";
/** The office did not say its keys. Those of admissions do not wait for it. */
const CACHE_OF_A_PART = "public, max-age=5";

export async function showKeys(call: Call): Promise<Response> {
  const [own, ofPasses] = await Promise.all([call.door.keys(), call.door.passKeys.keys(call)]);
  const keys = [...own.publicKeys, ...(ofPasses ?? [])];
  return publicJson(call, JSON.stringify({ keys }), ofPasses === undefined ? CACHE_OF_A_PART : CACHE);
}
