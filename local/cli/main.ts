/**
 * `npx foyer`: what operators do from a shell.
 *
 *   foyer reconcile <event>   compares seats, books and payment provider; exit code 1 when they differ
 *
 * Talks to FOYER_URL with FOYER_API_KEY (or FOYER_EMAIL and FOYER_PASSWORD); without them to the system that runs
 * here, with the login of its finance person.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { runningIn } from "../stack/running-file.ts";
import { Desk } from "./desk.ts";
import { reconciliationText, type Reconciliation } from "./reconciliation.ts";

const USAGE = `foyer reconcile <event>   compares seats, books and payment provider; exits 1 when they differ
  --json                  print the answer as JSON

Environment: FOYER_URL and FOYER_API_KEY (or FOYER_EMAIL and FOYER_PASSWORD); default: the system that runs here.`;

const COMMANDS: Readonly<Record<string, (args: readonly string[], json: boolean) => Promise<number>>> = { reconcile };

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  });
  const [name = "", ...rest] = positionals;
  const command = COMMANDS[name];
  if (command === undefined || values.help) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
  } else {
    process.exitCode = await command(rest, values.json);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function reconcile([eventId]: readonly string[], json: boolean): Promise<number> {
  if (eventId === undefined) throw new Error("which event? foyer reconcile <event>");
  const desk = await deskFromEnvironment();
  const answer = await desk.require<Reconciliation>("GET", `/api/events/${encodeURIComponent(eventId)}/reconciliation`);
  console.log(json ? JSON.stringify(answer, null, 2) : reconciliationText(answer));
  return answer.differences.length === 0 ? 0 : 1;
}

async function deskFromEnvironment(): Promise<Desk> {
  const { FOYER_URL: url, FOYER_API_KEY: apiKey, FOYER_EMAIL: email, FOYER_PASSWORD: password } = process.env;
  if (url !== undefined && apiKey !== undefined) return Desk.withKey(url, apiKey);
  if (url !== undefined && email !== undefined && password !== undefined) return Desk.signIn(url, email, password);
  if (url !== undefined) throw new Error("FOYER_URL needs FOYER_API_KEY, or FOYER_EMAIL and FOYER_PASSWORD");
  const running = await runningIn(path.resolve(import.meta.dirname, "../../.foyer"));
  if (running === undefined) throw new Error("nothing runs here (npm start), and FOYER_URL is not set");
  const login =
    running.logins.find(({ role }) => role === "finance") ?? running.logins.find(({ role }) => role === "organizer");
  if (login === undefined) throw new Error("the running system names no login");
  return Desk.signIn(running.urls.edge, login.email, login.password);
}
