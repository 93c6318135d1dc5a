/**
 * What a good ticket office on Postgres alone can do: two random seats under row locks, in one transaction, over
 * Postgres' own protocol with 32 clients. Each statement is prepared, the locks are taken in id order (no deadlock),
 * and the reservation is written in the same transaction; commits are as durable as those of the stack's Postgres.
 *
 * The baseline is five statements (BEGIN, lock, insert, update, COMMIT), as applications write them; one function that
 * does the same in one round trip is measured beside it, for scale.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startPostgres } from "../../../local/postgres/start-postgres.ts";

const CLIENTS = 32;
const SEATS = 8_897;

const SCHEMA = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.seats (id int PRIMARY KEY, status smallint NOT NULL, reservation bigint) WITH (fillfactor = 50);
  CREATE TABLE bench.reservations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seat_a int NOT NULL, seat_b int NOT NULL,
    holder uuid NOT NULL, expires_at timestamptz NOT NULL
  );
  INSERT INTO bench.seats SELECT id, 0, NULL FROM generate_series(1, ${SEATS}) AS id;
  CREATE FUNCTION bench.reserve(a int, b int, holder uuid) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE reserved bigint;
  BEGIN
    PERFORM 1 FROM bench.seats WHERE id IN (a, b) ORDER BY id FOR UPDATE;
    INSERT INTO bench.reservations (seat_a, seat_b, holder, expires_at)
      VALUES (a, b, holder, now() + interval '5 minutes') RETURNING id INTO reserved;
    UPDATE bench.seats SET status = 1, reservation = reserved WHERE id IN (a, b);
    RETURN reserved;
  END $$;
  ANALYZE bench.seats;`;

const LOCK = {
  name: "bench_lock",
  text: "SELECT id FROM bench.seats WHERE id IN ($1, $2) ORDER BY id FOR UPDATE",
} as const;
const INSERT = {
  name: "bench_insert",
  text: "INSERT INTO bench.reservations (seat_a, seat_b, holder, expires_at) VALUES ($1, $2, $3, now() + interval '5 minutes') RETURNING id",
} as const;
const UPDATE = {
  name: "bench_update",
  text: "UPDATE bench.seats SET status = 1, reservation = $3 WHERE id IN ($1, $2)",
} as const;
const FUNCTION = { name: "bench_reserve", text: "SELECT bench.reserve($1, $2, $3)" } as const;

const HOLDER = "0b9e6f5d-2c1a-4f3e-9d8c-7b6a59483726";

export interface RowLockRates {
  readonly statements: number;
  readonly oneFunction: number;
}

/** Reservations a second in both forms; a seat may be reserved again, so that none runs out. */
export class RowLock {
  readonly #clients: readonly Client[];
  readonly #stopPostgres: () => Promise<void>;

  private constructor(clients: readonly Client[], stopPostgres: () => Promise<void>) {
    this.#clients = clients;
    this.#stopPostgres = stopPostgres;
  }

  /** On a Postgres of its own, started as the stack's is, so that neither disturbs the other's tables. */
  static async start(): Promise<RowLock> {
    const directory = await mkdtemp(path.join(tmpdir(), "foyer-bench-postgres-"));
    const postgres = await startPostgres({ directory });
    const { connectionString } = postgres;
    const clients = Array.from({ length: CLIENTS }, () => new Client({ connectionString }));
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]?.query(SCHEMA);
    return new RowLock(clients, async () => {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    });
  }

  async measure(seconds: number): Promise<RowLockRates> {
    return {
      statements: await this.#rate(seconds / 2, reserveByStatements),
      oneFunction: await this.#rate(seconds / 2, reserveByFunction),
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end()));
    await this.#stopPostgres();
  }

  async #rate(seconds: number, reserve: (client: Client, a: number, b: number) => Promise<void>): Promise<number> {
    const startedAtMs = performance.now();
    const endAtMs = startedAtMs + seconds * 1000;
    let count = 0;
    await Promise.all(
      this.#clients.map(async (client) => {
        while (performance.now() < endAtMs) {
          const a = randomSeat();
          let b = randomSeat();
          while (b === a) b = randomSeat();
          await reserve(client, Math.min(a, b), Math.max(a, b));
          count += 1;
        }
      }),
    );
    return count / ((performance.now() - startedAtMs) / 1000);
  }
}

function randomSeat(): number {
  return 1 + Math.floor(Math.random() * SEATS);
}

async function reserveByStatements(client: Client, a: number, b: number): Promise<void> {
  await client.query("BEGIN");
  await client.query({ ...LOCK, values: [a, b] });
  const { rows } = await client.query<{ id: string }>({ ...INSERT, values: [a, b, HOLDER] });
  await client.query({ ...UPDATE, values: [a, b, rows[0]?.id] });
  await client.query("COMMIT");
}

async function reserveByFunction(client: Client, a: number, b: number): Promise<void> {
  await client.query({ ...FUNCTION, values: [a, b, HOLDER] });
}
