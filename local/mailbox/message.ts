// Owns the shapes of a mail: as it is kept, and as it is shown to people and programs.

/** What is known of a kept mail without opening it. */
export interface MessageSummary {
  /** Sorts by arrival; safe in URLs and file names. */
  readonly id: string;
  readonly receivedAtMs: number;
  /** The envelope's sender and recipients: who it was really sent by and to, whatever the headers say. */
  readonly envelopeFrom: string;
  readonly recipients: readonly string[];
  readonly bytes: number;
  /** From the headers, decoded; empty when missing. */
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
}

/** As `/api/messages` gives it. */
export interface MailMessage {
  readonly id: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** What to look for; both parts are case-insensitive and match anywhere. */
export interface MessageFilter {
  readonly to?: string | undefined;
  readonly subject?: string | undefined;
  /** At most this many, the newest first. */
  readonly limit?: number | undefined;
  /** Only those that came before the message with this id. */
  readonly before?: string | undefined;
}

export interface Envelope {
  readonly from: string;
  readonly recipients: readonly string[];
}
