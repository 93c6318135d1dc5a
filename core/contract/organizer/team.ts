/**
 * The organizers' API: signing in, the people of an organization, keys of machines, the first organization.
 */
import { z } from "zod";
import { email, instant, line, organizationId } from "../fields.ts";
import { ROLES } from "../roles.ts";

export const TEAM_LIMITS = {
  membersMax: 500,
  apiKeysMax: 100,
  passwordLengthMin: 12,
  passwordLengthMax: 128,
  apiKeyDaysMax: 3_650,
} as const;

const role = z.enum(ROLES).meta({ id: "Role" });
/** Ids of people, members and keys: made here, never by a caller. */
export const teamId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u, "is not an id");

const newPassword = z
  .string()
  .min(TEAM_LIMITS.passwordLengthMin)
  .max(TEAM_LIMITS.passwordLengthMax)
  .refine((value) => value.isWellFormed(), "must not contain lone surrogates")
  .meta({ format: "password" });
const givenPassword = z.string().min(1).max(TEAM_LIMITS.passwordLengthMax).meta({ format: "password" });

/** `POST /api/bootstrap`, with the bootstrap token as `Authorization: Bearer`. */
export const bootstrapBody = z
  .strictObject({
    organization: z.strictObject({ name: line(100) }),
    organizer: z.strictObject({ name: line(100), email, password: newPassword }),
    another: z.boolean().optional().meta({
      description: "True to found one more organization where there is one already; else that is a conflict.",
    }),
  })
  .meta({ id: "Bootstrap" });
export type BootstrapBody = z.infer<typeof bootstrapBody>;

/** `POST /api/session` */
export const signInBody = z.strictObject({ email, password: givenPassword }).meta({ id: "SignIn" });

/** `PUT /api/session/organization` */
export const chooseOrganizationBody = z.strictObject({ organizationId });

/** `POST /api/password`: sets a password with a token that an organizer handed over. */
export const setPasswordBody = z.strictObject({ token: z.string().min(20).max(200), password: newPassword });

/** `PUT /api/me/password` */
export const changePasswordBody = z.strictObject({ currentPassword: givenPassword, newPassword });

/** `POST /api/members` */
export const memberBody = z
  .strictObject({
    email,
    name: line(100),
    role,
    password: newPassword.optional().meta({ description: "Without it the answer holds a token to set one with." }),
  })
  .meta({ id: "NewMember" });
export type MemberBody = z.infer<typeof memberBody>;

/** `PATCH /api/members/{id}` */
export const memberChangeBody = z.strictObject({ role });

/** `POST /api/api-keys` */
export const apiKeyBody = z
  .strictObject({ name: line(100), role, expiresInDays: z.int().min(1).max(TEAM_LIMITS.apiKeyDaysMax).optional() })
  .meta({ id: "NewApiKey" });
export type ApiKeyBody = z.infer<typeof apiKeyBody>;

const organizationRef = z.object({ id: organizationId, name: z.string() });

export const meDocument = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
    organization: organizationRef,
    role,
    permissions: z.array(z.string()),
    organizations: z.array(organizationRef.extend({ role })),
  })
  .meta({ id: "Me" });
export type MeDocument = z.infer<typeof meDocument>;

export const memberDocument = z
  .object({ id: z.string(), userId: z.string(), name: z.string(), email: z.string(), role, since: instant })
  .meta({ id: "Member" });
export type MemberDocument = z.infer<typeof memberDocument>;

/** A token to set a password with, shown once: to be handed to its owner. `POST /api/password` takes it. */
export const passwordTokenDocument = z.object({ token: z.string(), expiresAt: instant }).meta({ id: "PasswordToken" });
export type PasswordTokenDocument = z.infer<typeof passwordTokenDocument>;

export const newMemberDocument = z.object({ member: memberDocument, passwordToken: passwordTokenDocument.optional() });

export const apiKeyDocument = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    start: z.string().meta({ description: "The first characters, to tell keys apart." }),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyDocument = z.infer<typeof apiKeyDocument>;

/** The answer to the creation of a key: the only time that the key itself is shown. */
export const newApiKeyDocument = apiKeyDocument.extend({ key: z.string() });
