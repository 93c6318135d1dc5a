// Owns the keys of machines that call the office in a test: in a role, of the test's organization or of a stranger's.

import { randomUUID } from "node:crypto";
import type { OrganizationId } from "../../core/brand.ts";
import type { Role } from "../../core/contract/roles.ts";
import { createApiKey } from "../../origin-api/organizations/api-key-store.ts";
import type { TestOffice } from "./test-office.ts";

export async function keyOfMachine(
  office: TestOffice,
  role: Role,
  organizationId: OrganizationId = office.organizationId,
): Promise<string> {
  const act = {
    organizationId,
    actor: "operator",
    action: "key.created",
    subject: "key",
    requestId: randomUUID(),
    atMs: Date.now(),
  };
  const made = await createApiKey(office.parts().database, act, randomUUID(), { name: role, role });
  if (made === undefined) throw new Error("no key was made");
  return made.key;
}

/** An organization that has nothing to do with the event. */
export async function strangersOrganization(office: TestOffice): Promise<OrganizationId> {
  const id = `org_${randomUUID()}` as OrganizationId;
  await office.rows("INSERT INTO organizations (id, name, slug) VALUES ($1, 'Others', $1)", [id]);
  return id;
}
