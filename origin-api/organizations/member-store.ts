/**
 * Writes who belongs to an organization, each with its audit row.
 *
 * An account belongs to the organization that made it: somebody else's organizer could otherwise take an address that
 * is not theirs, choose its password, and wait to be let in elsewhere. Only the operator (bootstrap) puts one person
 * into several organizations. An organization never loses its last organizer.
 */
import { sql, type SQL } from "drizzle-orm";
import { TEAM_LIMITS, type MemberBody, type PasswordTokenDocument } from "../../core/contract/organizer/team.ts";
import type { Role } from "../../core/contract/roles.ts";
import { hasRoomIn, performAct, type Act } from "../audit/store.ts";
import type { Database } from "../db/client.ts";
import { accounts, members, users, verifications } from "../db/schema/auth.ts";
import { PASSWORD_TOKEN_MS } from "./auth.ts";
import { freshSecret, sha256Base64Url } from "./secrets.ts";

export interface NewMember {
  readonly userId: string;
  readonly memberId: string;
  readonly body: MemberBody;
  /** Of the password that was chosen for them, else they get a token. */
  readonly passwordHash?: string;
}

/**
 * Makes an account and its membership.
 *
 * @returns the token to set a password with (when none was chosen), or `undefined` when the address has an account or
 *   the organization has as many members as it may.
 */
export async function addMember(
  database: Database,
  act: Act,
  { userId, memberId, body, passwordHash }: NewMember,
): Promise<{ readonly passwordToken?: PasswordTokenDocument } | undefined> {
  const token = passwordHash === undefined ? await passwordToken(act.atMs) : undefined;
  const made = await performAct(database, act, {
    change: sql`INSERT INTO ${users} (id, name, email) SELECT ${userId}, ${body.name}, ${body.email}
      WHERE ${hasRoomIn(sql`${members} WHERE organization_id = ${act.organizationId}`, TEAM_LIMITS.membersMax)}
      ON CONFLICT (email) DO NOTHING RETURNING id`,
    also: [
      sql`INSERT INTO ${members} (id, organization_id, user_id, role)
        SELECT ${memberId}, ${act.organizationId}, id, ${body.role} FROM changed`,
      passwordHash === undefined ? undefined : insertPassword(passwordHash),
      token === undefined ? undefined : insertToken(token),
    ].filter((write) => write !== undefined),
  });
  if (!made) return undefined;
  return token === undefined ? {} : { passwordToken: token.document };
}

/** Changes a role. @returns false when the role was changed meanwhile or the organization would lose its organizer. */
export async function changeRole(
  database: Database,
  act: Act,
  memberId: string,
  from: Role,
  to: Role,
): Promise<boolean> {
  return performAct(database, act, {
    change: sql`UPDATE ${members} SET role = ${to}
      WHERE id = ${memberId} AND organization_id = ${act.organizationId} AND role = ${from}
        AND (${to} = 'organizer' OR ${anotherOrganizer(act, memberId)}) RETURNING id`,
  });
}

/** Removes a member, and the account with its sessions when it belongs nowhere else. @returns see {@link changeRole}. */
export async function removeMember(database: Database, act: Act, memberId: string): Promise<boolean> {
  return performAct(database, act, {
    change: sql`DELETE FROM ${members} WHERE id = ${memberId} AND organization_id = ${act.organizationId}
      AND ${anotherOrganizer(act, memberId)} RETURNING user_id AS id`,
    also: [
      sql`DELETE FROM ${users} WHERE id IN (SELECT id FROM changed)
        AND NOT EXISTS (SELECT 1 FROM ${members} AS elsewhere
          WHERE elsewhere.user_id = ${users}.id AND elsewhere.organization_id <> ${act.organizationId})`,
    ],
  });
}

/** Makes a new token to set a password with. `undefined` for somebody who belongs to another organization as well. */
export async function renewPasswordToken(
  database: Database,
  act: Act,
  memberId: string,
): Promise<PasswordTokenDocument | undefined> {
  const token = await passwordToken(act.atMs);
  const made = await performAct(database, act, {
    change: sql`SELECT user_id AS id FROM ${members} WHERE id = ${memberId} AND organization_id = ${act.organizationId}
      AND NOT EXISTS (SELECT 1 FROM ${members} AS elsewhere
        WHERE elsewhere.user_id = ${members}.user_id AND elsewhere.organization_id <> ${act.organizationId})`,
    also: [insertToken(token)],
  });
  return made ? token.document : undefined;
}

/** The password of the user in `changed`. */
function insertPassword(passwordHash: string): SQL {
  return sql`INSERT INTO ${accounts} (id, user_id, account_id, provider_id, password)
    SELECT ${crypto.randomUUID()}, id, id, 'credential', ${passwordHash} FROM changed`;
}

interface Token {
  readonly identifier: string;
  readonly document: PasswordTokenDocument;
}

/** Under what better-auth's `resetPassword` looks a token up. */
export async function tokenIdentifier(token: string): Promise<string> {
  return sha256Base64Url(`reset-password:${token}`);
}

async function passwordToken(nowMs: number): Promise<Token> {
  const token = freshSecret();
  const identifier = await tokenIdentifier(token);
  return { identifier, document: { token, expiresAt: new Date(nowMs + PASSWORD_TOKEN_MS).toISOString() } };
}

function insertToken({ identifier, document }: Token): SQL {
  return sql`INSERT INTO ${verifications} (id, identifier, value, expires_at)
    SELECT ${crypto.randomUUID()}, ${identifier}, id, ${document.expiresAt}::timestamptz FROM changed`;
}

function anotherOrganizer(act: Act, memberId: string): SQL {
  return sql`(role <> 'organizer' OR EXISTS (SELECT 1 FROM ${members} AS another
    WHERE another.organization_id = ${act.organizationId} AND another.role = 'organizer' AND another.id <> ${memberId}))`;
}
