/** How migrations are generated from the tables: `drizzle-kit generate --name …`. They are append-only. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "postgresql", schema: "./origin-api/db/schema/index.ts", out: "./migrations" });
