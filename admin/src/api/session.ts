/** Who is signed in, and the ways in and out. */
import { ApiProblem, ask, tell } from "./client.ts";
import { meDocument, type MeDocument } from "../../../core/contract/organizer/team.ts";

/** @returns `null` when nobody is signed in. */
export async function readMe(): Promise<MeDocument | null> {
  try {
    return await ask("/me", meDocument);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "signed_out") return null;
    throw error;
  }
}

export function signIn(credentials: { readonly email: string; readonly password: string }): Promise<void> {
  return tell("/session", { method: "POST", body: credentials });
}

export function signOut(): Promise<void> {
  return tell("/session", { method: "DELETE" });
}

export function chooseOrganization(organizationId: string): Promise<void> {
  return tell("/session/organization", { method: "PUT", body: { organizationId } });
}

export function setPassword(body: { readonly token: string; readonly password: string }): Promise<void> {
  return tell("/password", { method: "POST", body });
}

export function changePassword(body: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<void> {
  return tell("/me/password", { method: "PUT", body });
}
