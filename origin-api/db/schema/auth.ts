/**
 * Who works here: people, their sessions and passwords, organizations and roles, keys of machines.
 *
 * The columns are those of better-auth and its plugins `organization` and `api-key`, in snake_case; the mapping is in
 * `organizations/auth.ts`. Roles are `core/contract/roles.ts`'s.
 */
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type { OrganizationId } from "../../../core/brand.ts";
import { ROLES } from "../../../core/contract/roles.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const roleList = sql.raw(ROLES.map((role) => `'${role}'`).join(", "));

export const users = pgTable("users", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  /** Lower case. */
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

export const organizations = pgTable("organizations", {
  id: text("id").$type<OrganizationId>().primaryKey(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  logo: text("logo"),
  metadata: text("metadata"),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    token: text("token").notNull().unique(),
    expiresAt: at("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    activeOrganizationId: text("active_organization_id").$type<OrganizationId>(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  // all sessions of somebody, to end them when a password changes
  (table) => [index("sessions_of_user").on(table.userId)],
);

export const accounts = pgTable(
  "accounts",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    /** scrypt, `salt:key`. */
    password: text("password"),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: at("access_token_expires_at"),
    refreshTokenExpiresAt: at("refresh_token_expires_at"),
    scope: text("scope"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  // the password of somebody, at sign-in
  (table) => [uniqueIndex("accounts_of_user").on(table.userId, table.providerId)],
);

export const verifications = pgTable(
  "verifications",
  {
    id: text("id").primaryKey(),
    /** Hashed: who reads this table cannot use what is in it. */
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  // a token that somebody presents
  (table) => [uniqueIndex("verifications_by_identifier").on(table.identifier)],
);

export const members = pgTable(
  "members",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ROLES }).notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    check("members_role", sql`${table.role} IN (${roleList})`),
    // members of an organization; one membership a person
    uniqueIndex("members_of_organization").on(table.organizationId, table.userId),
    // the organizations of whoever signs in
    index("members_of_user").on(table.userId),
  ],
);

/** Part of the organization plugin's shape; people are invited by a token to set a password (`verifications`) instead. */
export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role", { enum: ROLES }),
    status: text("status").notNull().default("pending"),
    inviterId: text("inviter_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: at("expires_at").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    check("invitations_status", sql`${table.status} IN ('pending', 'accepted', 'rejected', 'canceled')`),
    check("invitations_role", sql`${table.role} IN (${roleList})`),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    configId: text("config_id").notNull().default("default"),
    name: text("name"),
    /** The first characters, to tell keys apart. */
    start: text("start"),
    /** The organization that the key acts for. */
    referenceId: text("reference_id")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    prefix: text("prefix"),
    /** SHA-256, base64url. */
    key: text("key").notNull(),
    refillInterval: integer("refill_interval"),
    refillAmount: integer("refill_amount"),
    lastRefillAt: at("last_refill_at"),
    enabled: boolean("enabled").notNull().default(true),
    rateLimitEnabled: boolean("rate_limit_enabled").notNull().default(false),
    rateLimitTimeWindow: integer("rate_limit_time_window"),
    rateLimitMax: integer("rate_limit_max"),
    requestCount: integer("request_count").notNull().default(0),
    remaining: integer("remaining"),
    lastRequest: at("last_request"),
    expiresAt: at("expires_at"),
    permissions: text("permissions"),
    /** `{"role": …}` */
    metadata: text("metadata"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    // the key in a request
    uniqueIndex("api_keys_by_hash").on(table.key),
    // the keys of an organization
    index("api_keys_of_organization").on(table.referenceId),
  ],
);

/** Sign-ins that failed or are under way, by what is being guessed at; see `organizations/sign-in-attempts-store.ts`. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    scope: text("scope", { enum: ["account", "address"] }).notNull(),
    /** SHA-256 of the e-mail address or of the address block. */
    subject: text("subject").notNull(),
    attempts: integer("attempts").notNull(),
    windowStartedAt: at("window_started_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.subject] }),
    check("sign_in_attempts_scope", sql`${table.scope} IN ('account', 'address')`),
    // windows that are over, to clear them away
    index("sign_in_attempts_by_window").on(table.windowStartedAt),
  ],
);
