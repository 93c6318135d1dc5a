// Owns who may connect: whoever names the one user, password and database that this server stands in front of. The
// host and port in a connection string do not matter; in production they lead to Neon, here the request has arrived.

import { timingSafeEqual } from "node:crypto";
import { Refusal } from "./refusal.ts";

const KNOWN_GOOD_MAX = 16; // a Worker sends one connection string, for ever

interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export class Credentials {
  readonly #allowed: Login;
  readonly #knownGood = new Set<string>();

  /** @param connectionString of the Postgres behind; its login is the only one let through. */
  constructor(connectionString: string) {
    this.#allowed = parseLogin(connectionString);
  }

  /** @throws Refusal with the error that Postgres itself would have given. */
  check(header: string | string[] | undefined): void {
    if (typeof header !== "string") throw new Refusal(400, "missing header `Neon-Connection-String`");
    if (this.#knownGood.has(header)) return;
    const login = parseLogin(header);
    if (login.user !== this.#allowed.user || !isSame(login.password, this.#allowed.password)) {
      throw new Refusal(400, `password authentication failed for user '${login.user}'`, "28P01");
    }
    if (login.database !== this.#allowed.database) {
      throw new Refusal(400, `database "${login.database}" does not exist`, "3D000");
    }
    if (this.#knownGood.size < KNOWN_GOOD_MAX) this.#knownGood.add(header);
  }
}

/** The connection string to hand to `neon()`: the same login, at a host that says it is not the real address. */
export function publicConnectionString(connectionString: string): string {
  const url = new URL(connectionString);
  return `postgresql://${url.username}:${url.password}@localhost${url.pathname}`;
}

function parseLogin(connectionString: string): Login {
  const url = URL.parse(connectionString);
  if (!url || (url.protocol !== "postgresql:" && url.protocol !== "postgres:")) {
    throw new Refusal(400, "the header `Neon-Connection-String` is not a connection string");
  }
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
