// Owns the life of the local Postgres: found or made, cleaned up after, started, stopped. What it must not lose is
// a committed transaction; what it must not do is end a process that is not a Postgres of its own directory.

import { Client, escapeIdentifier } from "pg";
import { openCluster } from "./cluster.ts";
import { endLeftovers } from "./leftovers.ts";
import { takeOwnerLock } from "./owner-lock.ts";
import { place } from "./placement.ts";
import { choosePort } from "./port.ts";
import { spawnServer } from "./server-process.ts";

export interface PostgresOptions {
  /** Where data, log and password are kept; made when missing. */
  readonly directory: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Made when missing. */
  readonly database?: string;
  /** `false` only for throw-away databases: then a crash of the machine may lose what was committed. */
  readonly durable?: boolean;
  readonly log?: (line: string) => void;
}

export interface Postgres {
  /** `postgresql://user:password@127.0.0.1:port/database` */
  readonly connectionString: string;
  readonly port: number;
  /** Ends all sessions, writes a checkpoint, waits for the end. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres 18 in a directory, at first about 1.2 s, later 0.3 s, after a crash a little more.
 *
 * @throws when another living process runs it there, or the port is taken.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { log = () => {}, database = "foyer", durable = true } = options;
  const placement = await place(options.directory);
  const lock = await takeOwnerLock(placement.directory);
  try {
    const cluster = await openCluster(placement);
    await endLeftovers(cluster.dataDirectory, log);
    const port = await choosePort(options.port);
    const server = await spawnServer(placement, { dataDirectory: cluster.dataDirectory, port, durable });
    const connectionString = (name: string) =>
      `postgresql://${cluster.user}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
    await ensureDatabase(connectionString("postgres"), database).catch(async (error: unknown) => {
      await server.end();
      throw error;
    });
    log(`Postgres is ready on 127.0.0.1:${port} (process ${server.pid}).`);

    let stopping: Promise<void> | undefined;
    // Without this, an exit that forgot `stop` would leave Postgres running until the next start.
    const endWithUs = () => process.kill(server.pid, "SIGINT");
    process.once("exit", endWithUs);
    void server.ended.then(() => {
      process.removeListener("exit", endWithUs);
      if (!stopping) log("Postgres ended unexpectedly; its log says why.");
    });
    const stop = async () => {
      await server.end();
      await lock.release();
    };
    return { connectionString: connectionString(database), port, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function ensureDatabase(connectionString: string, name: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
