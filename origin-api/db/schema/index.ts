/** Every table of the books, for drizzle-kit and the client. A file a realm; each realm's queries live beside its noun. */
export * from "./auth.ts";
export * from "./catalogue.ts";
export * from "./audit.ts";
export * from "./orders.ts";
export * from "./door.ts";
export * from "./payments.ts";
export * from "./refund-requests.ts";
export * from "./ledger.ts";
export * from "./webhooks.ts";
export * from "./notifications.ts";
