// Everything that survives a restart, behind one door: the tables, each with its owner, and the transaction over them.
import { EVENTS_KEPT_MAX, IDEMPOTENCY_KEPT_MAX, IDEMPOTENCY_KEPT_MS } from "../limits.ts";
import { Agenda } from "./agenda.ts";
import { Database } from "./database.ts";
import { Deliveries } from "./deliveries.ts";
import { Records } from "./records.ts";
import { SavedAnswers } from "./saved-answers.ts";

export class Store {
  readonly database: Database;
  readonly records: Records;
  readonly deliveries: Deliveries;
  readonly savedAnswers: SavedAnswers;
  readonly agenda: Agenda;

  constructor(directory: string | undefined) {
    this.database = new Database(directory);
    this.records = new Records(this.database);
    this.deliveries = new Deliveries(this.database);
    this.savedAnswers = new SavedAnswers(this.database);
    this.agenda = new Agenda(this.database);
  }

  /** Keeps what is a copy within its bounds. Money is never pruned. */
  prune(nowMs: number): void {
    this.database.transaction(() => {
      this.savedAnswers.prune(nowMs - IDEMPOTENCY_KEPT_MS, IDEMPOTENCY_KEPT_MAX);
      this.records.keepNewest("event", EVENTS_KEPT_MAX);
      this.deliveries.forgetOrphans();
    });
  }
}
