// Owns tidying up after test runs that were killed: their Postgres lives on in a directory that no later run would
// start again. Only what a dead process owned is ended and deleted.

import { readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { endLeftovers } from "../../local/postgres/leftovers.ts";
import { hasDeadOwner } from "../../local/postgres/owner-lock.ts";

export const TEST_DIRECTORY_PREFIX = "foyer-test-postgres-";

export async function endAbandonedPostgres(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const directory = path.join(tmpdir(), name);
    if (!name.startsWith(TEST_DIRECTORY_PREFIX) || !(await hasDeadOwner(directory))) continue;
    const data = await realpath(path.join(directory, "data")).catch(() => undefined);
    if (data) await endLeftovers(data, () => {});
    await rm(directory, { recursive: true, force: true });
  }
}
