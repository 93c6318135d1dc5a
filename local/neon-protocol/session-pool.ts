// Owns the connections to Postgres and what is done on them: one statement, or a batch as one transaction. Both go
// down the extended protocol in text form. A connection returns to the pool only in the state it left it in.
//
// A text that comes again is prepared on each connection and planned once: planning is most of what a statement costs.

import { DatabaseError, Pool, type PoolClient, type QueryArrayConfig, type QueryArrayResult } from "pg";
import { Refusal } from "./refusal.ts";
import { StatementNames } from "./statement-names.ts";
import type { WireStatement } from "./wire.ts";

const CONNECTIONS_MAX = 16; // two cores: more would only wait inside Postgres instead of here
const WAITING_MAX = 2_000; // beyond, a refusal now is kinder than an answer too late
const WAIT_MS_MAX = 10_000;
const STATEMENT_MS_MAX = 60_000;
const IDLE_MS_MAX = 300_000;

/** Values as Postgres wrote them, rows as lists. */
export type RawResult = QueryArrayResult<(string | null)[]>;

interface RawQuery extends QueryArrayConfig<(string | null)[]> {
  /** Known to pg and missing from its types: never the simple protocol, which would let several statements pass. */
  readonly queryMode: "extended";
}

const RAW_TYPES = { getTypeParser: () => (value: string) => value };

/** Commands that change nothing but data. Any other may leave the session changed (SET, LISTEN, PREPARE …). */
const DATA_COMMANDS: ReadonlySet<string> = new Set(["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"]);
/** A prepared statement's result has another shape since its table was changed; it failed before it did anything. */
const PLAN_IS_STALE = "cached plan must not change result type";
/** Functions by which even a SELECT may change the session. */
const SESSION_FUNCTIONS = /set_config|pg_(?:try_)?advisory_lock|setseed|\btemp(?:orary)?\b/i;

export class SessionPool {
  readonly #pool: Pool;
  readonly #names = new StatementNames();

  constructor(connectionString: string) {
    this.#pool = new Pool({
      connectionString,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: WAIT_MS_MAX,
      idleTimeoutMillis: IDLE_MS_MAX,
      statement_timeout: STATEMENT_MS_MAX,
      application_name: "neon-protocol",
      keepAlive: true,
      // A batch is sent in one go: its locks are not held while this process is busy with something else.
      pipeline: true,
    });
    // An idle connection that breaks (Postgres restarted) has left the pool already; the next request opens another.
    this.#pool.on("error", () => {});
    // One that breaks in use says so twice: its queries fail, and this event, unheard, would end the process.
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  get counts(): { readonly connections: number; readonly waiting: number } {
    return { connections: this.#pool.totalCount, waiting: this.#pool.waitingCount };
  }

  async single(statement: WireStatement): Promise<RawResult> {
    return this.#use([statement], (client, raw) => client.query(raw(statement)));
  }

  /** @throws the first statement's error; then none of them has taken effect. */
  async batch(begin: string, statements: readonly WireStatement[]): Promise<RawResult[]> {
    return this.#use(statements, async (client, raw) => {
      const begun = client.query(begin);
      const running = statements.map((statement) => client.query(raw(statement)));
      // After a failure Postgres refuses the rest and turns this COMMIT into a ROLLBACK.
      const committed = client.query("COMMIT");
      const settled = await Promise.allSettled([begun, ...running, committed]);
      const failed = settled.find((outcome) => outcome.status === "rejected");
      if (failed) throw failed.reason;
      return Promise.all(running);
    });
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  async #use<Result>(
    statements: readonly WireStatement[],
    work: (client: PoolClient, raw: (statement: WireStatement) => RawQuery) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.#useOnce(statements, (client) => work(client, (statement) => this.#prepared(statement)));
    } catch (error) {
      if (!isStale(error)) throw error;
      return this.#useOnce(statements, (client) => work(client, rawQuery));
    }
  }

  async #useOnce<Result>(
    statements: readonly WireStatement[],
    work: (client: PoolClient) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#connect();
    let isBroken = true;
    try {
      const result = await work(client);
      isBroken = false;
      return result;
    } catch (error) {
      isBroken = !(error instanceof DatabaseError) || error.severity !== "ERROR" || isStale(error);
      throw error;
    } finally {
      giveBack(client, isBroken, statements);
    }
  }

  #prepared(statement: WireStatement): RawQuery {
    const name = this.#names.nameOf(statement.query);
    return name === undefined ? rawQuery(statement) : { ...rawQuery(statement), name };
  }

  async #connect(): Promise<PoolClient> {
    if (this.#pool.waitingCount >= WAITING_MAX) throw new Refusal(503, "too many requests wait for the database");
    try {
      return await this.#pool.connect();
    } catch (error) {
      // Nothing was executed: the caller may try again.
      throw new Refusal(503, `cannot connect to the database: ${error instanceof Error ? error.message : ""}`);
    }
  }
}

function rawQuery({ query, params }: WireStatement): RawQuery {
  return { text: query, values: [...params], rowMode: "array", types: RAW_TYPES, queryMode: "extended" };
}

function isStale(error: unknown): boolean {
  return error instanceof DatabaseError && error.message === PLAN_IS_STALE;
}

/** Ends a connection that is broken, and one whose session may have changed. */
function giveBack(client: PoolClient, isBroken: boolean, statements: readonly WireStatement[]): void {
  client.release(isBroken || statements.some(({ query }) => mayChangeSession(query)));
}

function mayChangeSession(query: string): boolean {
  const command = /^[\s(]*([a-z]+)/i.exec(query)?.[1]?.toUpperCase() ?? "";
  return !(DATA_COMMANDS.has(command) || command === "WITH") || SESSION_FUNCTIONS.test(query);
}
