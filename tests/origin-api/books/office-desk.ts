// Owns whoever works in the office of a test: machines with a key in a role, of this organization or of another.

import { randomUUID } from "node:crypto";
import type { Role } from "../../../core/contract/roles.ts";
import { officeRoutes } from "../../../origin-api/routes/office/index.ts";
import { keyOfMachine, strangersOrganization } from "../../support/machine.ts";
import type { CommitAnswer, TestOffice } from "../../support/test-office.ts";

export class OfficeDesk {
  readonly #office: TestOffice;
  readonly #key: string;

  private constructor(office: TestOffice, key: string) {
    this.#office = office;
    this.#key = key;
  }

  static async as(office: TestOffice, role: Role, organizationId = office.organizationId): Promise<OfficeDesk> {
    return new OfficeDesk(office, await keyOfMachine(office, role, organizationId));
  }

  /** In an organization that has nothing to do with the event. */
  static async stranger(office: TestOffice): Promise<OfficeDesk> {
    return OfficeDesk.as(office, "organizer", await strangersOrganization(office));
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<CommitAnswer> {
    const request = {
      method,
      headers: { "x-api-key": this.#key, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await officeRoutes.request(path, request, this.#office.env, this.#office.context);
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }

  refund(orderId: string, body: object = {}, key: string = randomUUID()): Promise<CommitAnswer> {
    return this.ask(
      "POST",
      `/orders/${orderId}/refunds`,
      { reason: "asked on the phone", ...body },
      { "idempotency-key": key },
    );
  }
}
