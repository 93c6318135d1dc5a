/** The people of the organization and the keys of its machines. */
import { z } from "zod";
import {
  apiKeyDocument,
  memberDocument,
  newApiKeyDocument,
  newMemberDocument,
  passwordTokenDocument,
  type ApiKeyBody,
  type MemberBody,
} from "../../../core/contract/organizer/team.ts";
import type { Role } from "../../../core/contract/roles.ts";
import { ask, tell } from "./client.ts";

const members = z.object({ members: z.array(memberDocument) });
const member = z.object({ member: memberDocument });
const apiKeys = z.object({ apiKeys: z.array(apiKeyDocument) });

export const readMembers = async () => (await ask("/members", members)).members;

export function addMember(body: MemberBody) {
  return ask("/members", newMemberDocument, { method: "POST", body });
}

export function changeRole(change: { readonly id: string; readonly role: Role }) {
  return ask(`/members/${encodeURIComponent(change.id)}`, member, { method: "PATCH", body: { role: change.role } });
}

export function removeMember(id: string): Promise<void> {
  return tell(`/members/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export function renewPasswordToken(id: string) {
  return ask(`/members/${encodeURIComponent(id)}/password-tokens`, passwordTokenDocument, { method: "POST" });
}

export const readApiKeys = async () => (await ask("/api-keys", apiKeys)).apiKeys;

export function makeApiKey(body: ApiKeyBody) {
  return ask("/api-keys", newApiKeyDocument, { method: "POST", body });
}

export function revokeApiKey(id: string): Promise<void> {
  return tell(`/api-keys/${encodeURIComponent(id)}`, { method: "DELETE" });
}
