/** Every table of the books, for drizzle-kit and the client. A file a realm; each realm's queries live beside its noun. */
export * from "./auth.ts";
export * from "./catalogue.ts";
export * from "./audit.ts";
