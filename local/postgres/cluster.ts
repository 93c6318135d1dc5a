// Owns the making of a cluster and its credentials: once per directory, all or nothing. The cluster is made beside
// its final place and moved there when complete, so that a start that was killed half-way leaves nothing usable.

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chown, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Account } from "./account.ts";
import { makePrivateFolder, type Placement } from "./placement.ts";

const run = promisify(execFile);
const USER = "foyer";

export interface Cluster {
  /** Without symbolic links: the form in which a process reports its working directory. */
  readonly dataDirectory: string;
  readonly user: string;
  readonly password: string;
}

/** Finds the cluster of an earlier start, or makes one (about 0.7 s). */
export async function openCluster(placement: Placement): Promise<Cluster> {
  const { directory, dataDirectory } = placement;
  const isApart = path.dirname(dataDirectory) !== directory;
  if (isApart && !(await exists(credentialsFile(directory)))) await setAside(dataDirectory);
  const isNew = !(await exists(path.join(dataDirectory, "PG_VERSION")));
  const password = isNew ? await createCluster(placement) : await readPassword(placement.directory);
  return { dataDirectory: await realpath(dataDirectory), user: USER, password };
}

async function createCluster({ directory, dataDirectory, binaries, account }: Placement): Promise<string> {
  const password = randomBytes(18).toString("base64url");
  const unfinished = `${dataDirectory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await makePrivateFolder(unfinished, account);
  const passwordFile = await writePasswordFor(account, password);
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--pwfile=${passwordFile}`,
        `--username=${USER}`,
        "--auth=scram-sha-256",
        // What Neon gives a new database: UTF-8, sorted by code point, independent of the system's libraries.
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--lc-messages=C",
        "--no-instructions",
      ],
      { ...account, cwd: "/", env: { PATH: process.env["PATH"] } },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(credentialsFile(directory), password, { mode: 0o600 });
  await rename(unfinished, dataDirectory);
  return password;
}

/**
 * Whoever deletes the directory means to start afresh; data that lies elsewhere (see placement) is still there then.
 * One generation is kept, in case it was a mistake.
 */
async function setAside(dataDirectory: string): Promise<void> {
  if (!(await exists(dataDirectory))) return;
  await rm(`${dataDirectory}.abandoned`, { recursive: true, force: true });
  await rename(dataDirectory, `${dataDirectory}.abandoned`);
}

async function readPassword(directory: string): Promise<string> {
  try {
    return await readFile(credentialsFile(directory), "utf8");
  } catch (cause) {
    throw new Error(`The password of the database is missing: ${credentialsFile(directory)}.`, { cause });
  }
}

/** initdb reads the password as the other account, from a file that nobody else may read. */
async function writePasswordFor(account: Account, password: string): Promise<string> {
  const file = path.join(tmpdir(), `foyer-postgres-${randomBytes(8).toString("hex")}`);
  await writeFile(file, `${password}\n`, { mode: 0o600, flag: "wx" });
  if ("uid" in account) await chown(file, account.uid, account.gid);
  return file;
}

function credentialsFile(directory: string): string {
  return path.join(directory, "password");
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
