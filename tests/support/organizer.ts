// Owns an organizer who works through the API of a running system.

import type { EventDocument } from "../../core/contract/organizer/events.ts";
import { Desk } from "../../local/cli/desk.ts";
import type { Login } from "../../local/stack/running-file.ts";

export interface ReconciliationReport {
  readonly seats: { readonly sold: number };
  readonly books: { readonly orders: number };
  readonly provider: Record<string, unknown>;
  readonly differences: readonly unknown[];
}

export class Organizer {
  readonly desk: Desk;

  private constructor(desk: Desk) {
    this.desk = desk;
  }

  static async signIn(url: string, logins: readonly Login[], role = "organizer"): Promise<Organizer> {
    const login = logins.find((candidate) => candidate.role === role);
    if (login === undefined) throw new Error(`nobody signs in as ${role}`);
    return new Organizer(await Desk.signIn(url, login.email, login.password));
  }

  event(eventId: string): Promise<EventDocument> {
    return this.desk.require("GET", `/api/events/${eventId}`);
  }

  reconcile(eventId: string): Promise<ReconciliationReport> {
    return this.desk.require("GET", `/api/events/${eventId}/reconciliation`);
  }
}
