/**
 * How often a password may be guessed: per account and per address block, counted in the database, so that every
 * isolate sees the same count.
 *
 * An attempt is counted before the password is looked at (many at once cannot slip past) and given back when it was
 * right. Which way it leans: somebody who is attacked may have to wait to sign in; whoever is signed in stays so.
 */
import { and, eq, lt, or, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { signInAttempts } from "../db/schema/auth.ts";
import { sha256Base64Url } from "./secrets.ts";

const SIGN_IN_WINDOW_MS = 15 * 60_000;
/** Failures in a window. An address may be an office of many. */
const SIGN_IN_FAILURES_MAX = { account: 10, address: 50 } as const;

/** Who tries. */
export interface SignInAttempt {
  readonly email: string;
  /** As the edge saw it; absent: only the account is counted. */
  readonly address: string | undefined;
}

/** Counts an attempt. @returns milliseconds to wait when there were too many. */
export async function beginAttempt(
  database: Database,
  attempt: SignInAttempt,
  nowMs: number,
): Promise<number | undefined> {
  // the address first: whoever is stopped by it locks nobody's account any more, and writes no more rows
  for (const subject of (await subjectsOf(attempt)).toReversed()) {
    const waitMs = await counted(database, subject, nowMs);
    if (waitMs !== undefined) return waitMs;
  }
  return undefined;
}

async function counted(database: Database, { scope, subject }: Subject, nowMs: number): Promise<number | undefined> {
  const now = new Date(nowMs);
  const over = sql`${signInAttempts.windowStartedAt} <= ${new Date(nowMs - SIGN_IN_WINDOW_MS).toISOString()}::timestamptz`;
  const [row] = await database
    .insert(signInAttempts)
    .values({ scope, subject, attempts: 1, windowStartedAt: now })
    .onConflictDoUpdate({
      target: [signInAttempts.scope, signInAttempts.subject],
      set: {
        attempts: sql`CASE WHEN ${over} THEN 1 ELSE ${signInAttempts.attempts} + 1 END`,
        windowStartedAt: sql`CASE WHEN ${over} THEN excluded.window_started_at ELSE ${signInAttempts.windowStartedAt} END`,
      },
    })
    .returning();
  if (row === undefined || row.attempts <= SIGN_IN_FAILURES_MAX[scope]) return undefined;
  return row.windowStartedAt.getTime() + SIGN_IN_WINDOW_MS - nowMs;
}

/** The password was right: the account starts afresh, its address gets the attempt back, windows that are over go. */
export async function forgiveAttempt(database: Database, attempt: SignInAttempt, nowMs: number): Promise<void> {
  const subjects = await subjectsOf(attempt);
  const isOf = (wanted: keyof typeof SIGN_IN_FAILURES_MAX) =>
    or(
      ...subjects
        .filter(({ scope }) => scope === wanted)
        .map(({ scope, subject }) => and(eq(signInAttempts.scope, scope), eq(signInAttempts.subject, subject))),
    );
  const address = isOf("address");
  await database.batch([
    database
      .delete(signInAttempts)
      .where(or(isOf("account"), lt(signInAttempts.windowStartedAt, new Date(nowMs - SIGN_IN_WINDOW_MS)))),
    database
      .update(signInAttempts)
      .set({ attempts: sql`greatest(${signInAttempts.attempts} - 1, 0)` })
      .where(address ?? sql`false`),
  ]);
}

interface Subject {
  readonly scope: keyof typeof SIGN_IN_FAILURES_MAX;
  readonly subject: string;
}

/** The account, then the address. */
async function subjectsOf(attempt: SignInAttempt): Promise<Subject[]> {
  const account = { scope: "account" as const, subject: await sha256Base64Url(attempt.email) };
  if (attempt.address === undefined) return [account];
  return [account, { scope: "address", subject: await sha256Base64Url(addressBlock(attempt.address)) }];
}

/** An IPv4 address itself; of an IPv6 address the /64, which is one customer. */
function addressBlock(address: string): string {
  if (!address.includes(":")) return address;
  const [left = "", right] = address.toLowerCase().split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const gap = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array.from({ length: gap }, () => "0"), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/u, ""))
    .join(":");
}
