// The life of the local Postgres: what was committed is there again after every kind of end.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startNeonProtocol } from "../../../local/neon-protocol/start-neon-protocol.ts";
import { isAlive, postgresProcessesOf } from "../../../local/postgres/process-identity.ts";
import { type Postgres, startPostgres } from "../../../local/postgres/start-postgres.ts";

let directory: string;
let postgres: Postgres | undefined;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "foyer-start-postgres-"));
  await start();
  await query("CREATE TABLE book (entry text PRIMARY KEY)");
  await postgres?.stop();
});

afterEach(() => postgres?.stop());

afterAll(async () => {
  await postgres?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<Postgres> {
  return (postgres = await startPostgres({ directory }));
}

async function query(text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString: postgres?.connectionString });
  client.on("error", () => {}); // the server is killed under it
  await client.connect();
  try {
    return (await client.query({ text, values, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

async function write(entry: string): Promise<void> {
  await query("INSERT INTO book VALUES ($1)", [entry]);
}

const dataDirectory = () => path.join(directory, "data");
const readPid = async () => Number.parseInt(await readFile(path.join(dataDirectory(), "postmaster.pid"), "utf8"), 10);

/** Another process that starts Postgres in the directory and writes an entry, as `npm start` would. */
async function startElsewhere(entry: string): Promise<{ child: ChildProcess; postmasterPid: number }> {
  const script = `
    import { Client } from "pg";
    import { startPostgres } from ${JSON.stringify(path.resolve("local/postgres/start-postgres.ts"))};
    const { connectionString } = await startPostgres({ directory: ${JSON.stringify(directory)} });
    const client = new Client({ connectionString });
    await client.connect();
    await client.query("INSERT INTO book VALUES ($1)", [${JSON.stringify(entry)}]);
    process.stdout.write("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return { child, postmasterPid: await readPid() };
}

async function killHard(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** Some of them, sessions just closed, may be gone by the time it is their turn. */
function killEach(pids: readonly number[]): void {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, "SIGKILL");
}

describe("an ordinary life", () => {
  it("finds everything again after a stop, and leaves no process behind", async () => {
    await start();
    await write("ordinary");
    await postgres?.stop();
    expect(postgresProcessesOf(dataDirectory())).toEqual([]);
    await start();
    expect(await query("SELECT 1 FROM book WHERE entry = 'ordinary'")).toHaveLength(1);
  });

  it("keeps what the books need: flushed commits, UTC, UTF-8 by code point", async () => {
    await start();
    const names = "fsync synchronous_commit full_page_writes TimeZone server_encoding listen_addresses".split(" ");
    const settings = await query("SELECT current_setting(name) FROM unnest($1::text[]) AS name", [names]);
    expect(settings.flat()).toEqual(["on", "on", "on", "UTC", "UTF8", "127.0.0.1"]);
    expect((await query("SELECT 'Z' < 'a'"))[0]).toEqual([true]);
  });

  it("refuses a second start while the first lives", async () => {
    await start();
    await expect(startPostgres({ directory })).rejects.toThrow(`in use by the running process ${process.pid}`);
    await write("still mine");
  });

  it("says clearly that a port is taken, and starts once it is free", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const address = squatter.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(startPostgres({ directory, port })).rejects.toThrow(`127.0.0.1:${port}: the port is taken`);
    squatter.close();
    postgres = await startPostgres({ directory, port });
    expect(postgres.port).toBe(port);
  });
});

describe("after a violent death", () => {
  it("ends the Postgres that outlived its parent, and finds what that committed", async () => {
    const { child, postmasterPid } = await startElsewhere("orphaned");
    await killHard(child);
    expect(isAlive(postmasterPid)).toBe(true);
    await start();
    expect(isAlive(postmasterPid)).toBe(false);
    expect(await query("SELECT 1 FROM book WHERE entry = 'orphaned'")).toHaveLength(1);
  });

  it("recovers when everything was killed at once", async () => {
    const { child, postmasterPid } = await startElsewhere("killed");
    const all = postgresProcessesOf(dataDirectory());
    expect(all).toContain(postmasterPid);
    await killHard(child);
    killEach(all);
    await start();
    expect(await query("SELECT 1 FROM book WHERE entry = 'killed'")).toHaveLength(1);
  });

  it("does not touch a stranger who got the pid of the last postmaster", async () => {
    const stranger = spawn("sleep", ["60"]);
    await writeFile(path.join(dataDirectory(), "postmaster.pid"), `${stranger.pid}\n${dataDirectory()}\n`);
    await start();
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    await killHard(stranger);
  });

  it("is told to callers of the protocol as a lost connection, not as a refusal", async () => {
    await start();
    const protocol = await startNeonProtocol({ postgres: postgres?.connectionString ?? "" });
    const ask = (text: string) =>
      fetch(protocol.fetchEndpoint, {
        method: "POST",
        headers: { "Neon-Connection-String": protocol.connectionString, "Neon-Raw-Text-Output": "true" },
        body: JSON.stringify({ query: text }),
      });
    const running = ask("INSERT INTO book SELECT 'half-way' FROM pg_sleep(5)");
    await expect.poll(() => query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).toHaveLength(1);
    killEach(postgresProcessesOf(dataDirectory()));
    expect((await running).status).toBe(500);
    expect((await ask("SELECT 1")).status).toBe(503);
    await postgres?.stop();
    await protocol.stop();
    await start();
    expect(await query("SELECT 1 FROM book WHERE entry = 'half-way'")).toEqual([]);
  });
});
