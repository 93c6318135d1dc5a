/**
 * The way to the books: Drizzle over Neon's HTTP driver, one round trip a statement or a `batch`.
 *
 * There is no interactive transaction: what must hold together goes into one `batch` or one statement. A network error
 * leaves a commit unknown, so every write must bear being repeated. Holds no connection and may be shared by requests.
 */
import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";
import * as schema from "./schema/index.ts";

export type Database = NeonHttpDatabase<typeof schema>;

/** Where the books are. */
export interface DatabaseBindings {
  readonly DATABASE_URL: string;
  readonly NEON_FETCH_ENDPOINT?: string;
}

let latest: { readonly url: string; readonly database: Database } | undefined;

/** The database of `bindings`; the same client while they stay the same. */
export function databaseOf(bindings: DatabaseBindings): Database {
  if (bindings.NEON_FETCH_ENDPOINT !== undefined) neonConfig.fetchEndpoint = bindings.NEON_FETCH_ENDPOINT;
  if (latest?.url !== bindings.DATABASE_URL) {
    latest = { url: bindings.DATABASE_URL, database: drizzle(neon(bindings.DATABASE_URL), { schema }) };
  }
  return latest.database;
}
