// Owns a gate of a test: a machine with a key in a role, at the office's real routes.

import { randomUUID } from "node:crypto";
import type { DoorCountsDocument, DoorListDocument, ScanAnswer } from "../../../core/contract/door.ts";
import type { OrderDocument } from "../../../core/contract/seats.ts";
import type { Role } from "../../../core/contract/roles.ts";
import { app } from "../../../origin-api/app.ts";
import { keyOfMachine, strangersOrganization } from "../../support/machine.ts";
import { newVisitor, type CommitAnswer, type TestOffice } from "../../support/test-office.ts";

export class Gate {
  readonly #office: TestOffice;
  readonly #key: string;

  private constructor(office: TestOffice, key: string) {
    this.#office = office;
    this.#key = key;
  }

  static async as(office: TestOffice, role: Role, organizationId = office.organizationId): Promise<Gate> {
    return new Gate(office, await keyOfMachine(office, role, organizationId));
  }

  /** Of an organization that has nothing to do with the event. */
  static async stranger(office: TestOffice): Promise<Gate> {
    return Gate.as(office, "organizer", await strangersOrganization(office));
  }

  async send(method: string, path: string, body?: unknown): Promise<Response> {
    const init = {
      method,
      headers: { "x-api-key": this.#key, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    };
    return app.request(`/api/events/${this.#office.eventId}${path}`, init, this.#office.env, this.#office.context);
  }

  async ask(method: string, path: string, body?: unknown): Promise<CommitAnswer> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** Scans one ticket, as a gate with a network does unless it is said otherwise. */
  async scan(shown: object, more: object = {}): Promise<ScanAnswer> {
    const { status, body } = await this.ask("POST", "/scans", { scans: [scanOf(shown, more)] });
    if (status !== 200) throw new Error(`scans answered ${status} ${JSON.stringify(body)}`);
    return body.scans[0];
  }

  async counts(): Promise<DoorCountsDocument> {
    return (await this.ask("GET", "/door/counts")).body;
  }

  async list(query = ""): Promise<DoorListDocument> {
    return (await this.ask("GET", `/door${query}`)).body;
  }

  /** Opens the doors now, or whenever. */
  async openDoors(opensAt: number = Date.now() - 3_600_000, closesAt?: number): Promise<void> {
    const body = {
      opensAt: new Date(opensAt).toISOString(),
      closesAt: closesAt === undefined ? null : new Date(closesAt).toISOString(),
    };
    const { status } = await this.ask("PUT", "/door/hours", body);
    if (status !== 200) throw new Error(`hours answered ${status}`);
  }
}

export function scanOf(shown: object, more: object = {}): object {
  return { nonce: randomUUID(), at: new Date().toISOString(), gate: "North", offline: false, ...shown, ...more };
}

/** Buys seats and reads the order with the codes of its tickets. */
export async function buy(office: TestOffice, ...seats: string[]): Promise<OrderDocument> {
  const { status, body } = await office.commit(await office.hold(newVisitor(), seats));
  if (status !== 200) throw new Error(`commit answered ${status}`);
  await office.idle();
  const { pathname, search } = new URL(body.url);
  return (await office.fetch("GET", `${pathname}${search}`)).body;
}
