// What is stored: the money, the events that told of it, and the addresses that want to hear them.
import type { MoneyRecord } from "../rules/records.ts";
import type { EventType } from "../rules/event-type.ts";

/** A copy of an object as it was when something happened to it. */
export interface ProviderEvent {
  readonly kind: "event";
  readonly id: string;
  readonly created: number;
  readonly type: EventType;
  readonly object: MoneyRecord;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

export interface WebhookEndpoint {
  readonly kind: "webhook_endpoint";
  readonly id: string;
  readonly created: number;
  readonly url: string;
  readonly secret: string;
  readonly enabledEvents: readonly string[];
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export type StoredRecord = MoneyRecord | ProviderEvent | WebhookEndpoint;
export type RecordKind = StoredRecord["kind"];
export type RecordOf<K extends RecordKind> = Extract<StoredRecord, { kind: K }>;

/** The columns that lists are filtered by: the payment (or the balance row's source), and the type or status. */
export function columnsOf(record: StoredRecord): { parent: string | null; type: string | null } {
  switch (record.kind) {
    case "charge":
    case "refund":
    case "dispute":
      return { parent: record.paymentIntent, type: record.kind === "refund" ? record.status : null };
    case "balance_transaction":
      return { parent: record.source, type: record.type };
    case "event":
      return { parent: null, type: record.type };
    case "payment_intent":
      return { parent: null, type: record.status };
    case "payment_method":
    case "webhook_endpoint":
      return { parent: null, type: null };
  }
}
