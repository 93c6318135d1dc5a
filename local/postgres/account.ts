// Owns the question as whom Postgres runs. It refuses to run as root, so a root process (a container, usually)
// starts it as somebody else; everyone else starts it as themselves.

import { execFile, spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Passed to `spawn` as it is; empty means: as ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/**
 * The account that Postgres runs as: ourselves, unless we are root. Then: the owner of the data directory if
 * there is one already, the user `postgres`, that user newly made, or at last `nobody`.
 */
export async function accountFor(dataDirectory: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(dataDirectory).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp("postgres")) ?? (await createPostgresUser()) ?? (await lookUpOrFail("nobody"));
}

/** Whether the account can enter the folder or run the program: all folders on the way must let it through, as those under /root do not. */
export function canReach(account: Account, target: string): boolean {
  if (!("uid" in account)) return true;
  return spawnSync("test", ["-x", target], { uid: account.uid, gid: account.gid, cwd: "/" }).status === 0;
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined; // `id` fails when there is no such user
  }
}

async function lookUpOrFail(name: string): Promise<Account> {
  const account = await lookUp(name);
  if (!account)
    throw new Error("Postgres cannot run as root, and there is no user `postgres` or `nobody` to run it as.");
  return account;
}

async function createPostgresUser(): Promise<Account | undefined> {
  try {
    await run("groupadd", ["--system", "postgres"]);
    await run("useradd", ["--system", "--no-create-home", "--gid", "postgres", "postgres"]);
  } catch {
    return undefined; // no shadow tools in this image, or not allowed
  }
  return lookUp("postgres");
}
