/** `npm run migrate`: makes the tables in the database of `DATABASE_URL`. Running it again changes nothing. */
import path from "node:path";
import { applyMigrations } from "../local/postgres/apply-migrations.ts";

const connectionString = process.env["DATABASE_URL"];
if (connectionString === undefined) {
  console.error(
    "Set DATABASE_URL to the connection string of your database, for instance: DATABASE_URL='postgresql://…' npm run migrate",
  );
  process.exit(1);
}
await applyMigrations(connectionString, path.resolve(import.meta.dirname, "..", "migrations"));
console.log("The database has every table it needs.");
