// Owns where programs and data lie. Normally: programs in node_modules, data in the directory asked for. When
// root runs a checkout in a folder closed to others (/root), the account of Postgres can reach neither; then both
// lie below /var/lib, found again by a hash of the directory that was asked for.

import { createHash } from "node:crypto";
import { access, chmod, chown, cp, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Account, accountFor, canReach } from "./account.ts";
import { type Binaries, binariesIn, findBinaries } from "./binaries.ts";

const SHARED_ROOT = "/var/lib/foyer-postgres";

export interface Placement {
  readonly account: Account;
  readonly binaries: Binaries;
  /** Ours: credentials, log, lock. */
  readonly directory: string;
  /** Postgres's: its cluster. Its parent exists. */
  readonly dataDirectory: string;
}

export async function place(requestedDirectory: string): Promise<Placement> {
  const directory = path.resolve(requestedDirectory);
  await mkdir(directory, { recursive: true });
  const account = await accountFor(path.join(directory, "data"));
  if ("uid" in account) await chmod(directory, 0o711); // ours by contract; what is secret in it says so itself
  const dataParent = canReach(account, directory) ? directory : await sharedParent(directory);
  return {
    account,
    binaries: await reachableBinaries(account),
    directory,
    dataDirectory: path.join(dataParent, "data"),
  };
}

/** Makes a folder that only the account may enter, as Postgres demands of its data directory. */
export async function makePrivateFolder(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ("uid" in account) await chown(folder, account.uid, account.gid);
}

async function sharedParent(directory: string): Promise<string> {
  const name = createHash("sha256").update(directory).digest("hex").slice(0, 16);
  const parent = path.join(SHARED_ROOT, name);
  await makePassable(SHARED_ROOT);
  await makePassable(parent);
  return parent;
}

async function reachableBinaries(account: Account): Promise<Binaries> {
  const installed = findBinaries();
  if (canReach(account, installed.postgres)) return installed;
  const copy = binariesIn(path.join(SHARED_ROOT, `programs-${installed.version}`), installed.version);
  const exists = await access(copy.postgres).then(
    () => true,
    () => false,
  );
  if (exists) return copy;
  await makePassable(SHARED_ROOT);
  const unfinished = `${copy.root}.${process.pid}`;
  await cp(installed.root, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  // Somebody else may have been faster; their copy is the same.
  await rename(unfinished, copy.root).catch(() => rm(unfinished, { recursive: true, force: true }));
  return copy;
}

async function makePassable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755); // whatever the umask says
}
