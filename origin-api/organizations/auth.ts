/**
 * better-auth as we use it: e-mail and password, sessions in a cookie, organizations, keys for machines.
 *
 * It answers who someone is; what they may do is `access.ts`'s and `core/contract/roles.ts`'s. None of its own routes
 * is reachable: ours call it, so that every body is strict and every no is a problem document. Sign-up does not exist.
 * The database has no interactive transactions (Neon over HTTP), so its adapter is told to use none; memberships and
 * keys are written by the stores beside this file, in one statement with their audit row.
 */
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth/minimal";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins/organization";
import { TEAM_LIMITS } from "../../core/contract/organizer/team.ts";
import type { Database } from "../db/client.ts";
import {
  accounts,
  apiKeys,
  invitations,
  members,
  organizations,
  sessions,
  users,
  verifications,
} from "../db/schema/auth.ts";

const SESSION_COOKIE = "__Host-foyer-session";
/** A working day; a session is not prolonged by use. */
const SESSION_SECONDS = 12 * 3_600;
/** How long a token to set a password lives: an invitation is read on Monday. */
export const PASSWORD_TOKEN_MS = 7 * 24 * 3_600_000;

const SCHEMA = {
  user: users,
  session: sessions,
  account: accounts,
  verification: verifications,
  organization: organizations,
  member: members,
  invitation: invitations,
  apikey: apiKeys,
};

export interface AuthBindings {
  readonly AUTH_SECRET: string;
  readonly PUBLIC_URL: string;
}

export function authOf(bindings: AuthBindings, database: Database) {
  return betterAuth({
    baseURL: bindings.PUBLIC_URL,
    basePath: "/api/auth",
    secret: bindings.AUTH_SECRET,
    telemetry: { enabled: false },
    // it writes every wrong password as an error; faults are thrown, and those we log
    logger: { disabled: true },
    database: drizzleAdapter(database, { provider: "pg", schema: SCHEMA, transaction: false }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: TEAM_LIMITS.passwordLengthMin,
      maxPasswordLength: TEAM_LIMITS.passwordLengthMax,
      resetPasswordTokenExpiresIn: PASSWORD_TOKEN_MS / 1000,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    verification: { storeIdentifier: "hashed" },
    // ours counts failures by account and address: see sign-in-attempts-store.ts
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { disableIpTracking: true },
      // the `__Host-` name needs Secure and Path=/ and no Domain; `useSecureCookies` would put `__Secure-` before it
      useSecureCookies: false,
      cookies: { session_token: { name: SESSION_COOKIE } },
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: "lax", path: "/" },
    },
    plugins: [
      organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true }),
      apiKey({
        references: "organization",
        apiKeyHeaders: "x-api-key",
        enableMetadata: true,
        rateLimit: { enabled: false },
      }),
    ],
  });
}

export type Auth = ReturnType<typeof authOf>;
