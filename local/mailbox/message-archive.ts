// Owns the kept mails: which there are, in order of arrival, how many at most, and finding them. It does not open
// them, and knows neither SMTP nor HTTP.

import { stamp, summarize } from "./delivery-stamp.ts";
import type { Envelope, MessageFilter, MessageSummary } from "./message.ts";
import { FileStorage, memoryStorage, type MessageStorage } from "./message-storage.ts";

/** Beside the number of mails: what they may take of memory or disk. */
const MEMORY_BYTES_MAX = 256 * 1024 * 1024;
const DISK_BYTES_MAX = 2 * 1024 * 1024 * 1024;
const LIST_MAX = 500;
const LIST_DEFAULT = 50;

export class MessageArchive {
  readonly #storage: MessageStorage;
  readonly #bytesMax: number;
  readonly #messagesMax: number;
  readonly #messages = new Map<string, MessageSummary>(); // in order of arrival
  #bytes = 0;
  #lastNumber = 0;

  private constructor(storage: MessageStorage, messagesMax: number, bytesMax: number) {
    this.#storage = storage;
    this.#messagesMax = messagesMax;
    this.#bytesMax = bytesMax;
  }

  /** Finds the mails of earlier starts when there is a directory. */
  static async open(directory: string | undefined, messagesMax: number): Promise<MessageArchive> {
    if (directory === undefined) return new MessageArchive(memoryStorage(), messagesMax, MEMORY_BYTES_MAX);
    const storage = await FileStorage.open(directory);
    const archive = new MessageArchive(storage, messagesMax, DISK_BYTES_MAX);
    for await (const { id, head, bytes } of storage.findAll()) archive.#enter(summarize(id, head, bytes));
    await archive.#dropOldest();
    return archive;
  }

  get count(): number {
    return this.#messages.size;
  }

  /** Keeps a mail. When this has returned, the mail survives the end of the process, if files are kept at all. */
  async add(raw: Buffer, envelope: Envelope, receivedAtMs: number): Promise<MessageSummary> {
    this.#lastNumber = (this.#lastNumber + 1) % 1_000_000;
    const id = `${receivedAtMs}-${String(this.#lastNumber).padStart(6, "0")}`;
    const stamped = stamp(raw, envelope, receivedAtMs);
    await this.#storage.write(id, stamped);
    const summary = summarize(id, stamped, stamped.length);
    this.#enter(summary);
    await this.#dropOldest();
    return summary;
  }

  get(id: string): MessageSummary | undefined {
    return this.#messages.get(id);
  }

  /** The whole mail as it was accepted; `undefined` when it is not kept (any more). */
  async read(id: string): Promise<Buffer | undefined> {
    return this.#messages.has(id) ? this.#storage.read(id) : undefined;
  }

  /** The newest first. `matching` counts all that match, `found` are the first of them. */
  find(filter: MessageFilter): { found: MessageSummary[]; matching: number } {
    const to = filter.to?.toLowerCase() ?? "";
    const subject = filter.subject?.toLowerCase() ?? "";
    const matching = [...this.#messages.values()]
      .reverse()
      .filter(
        (message) =>
          message.subject.toLowerCase().includes(subject) &&
          (to === "" || message.recipients.some((recipient) => recipient.toLowerCase().includes(to))),
      );
    const start = filter.before === undefined ? 0 : matching.findIndex(({ id }) => id === filter.before) + 1;
    const limit = Math.min(Math.max(filter.limit ?? LIST_DEFAULT, 0), LIST_MAX);
    return { found: matching.slice(start, start + limit), matching: matching.length };
  }

  async clear(): Promise<number> {
    const ids = [...this.#messages.keys()];
    this.#messages.clear();
    this.#bytes = 0;
    await Promise.all(ids.map((id) => this.#storage.remove(id)));
    return ids.length;
  }

  #enter(summary: MessageSummary): void {
    this.#messages.set(summary.id, summary);
    this.#bytes += summary.bytes;
  }

  async #dropOldest(): Promise<void> {
    const dropped: string[] = [];
    for (const [id, { bytes }] of this.#messages) {
      if (this.#messages.size <= this.#messagesMax && this.#bytes <= this.#bytesMax) break;
      this.#messages.delete(id);
      this.#bytes -= bytes;
      dropped.push(id);
    }
    await Promise.all(dropped.map((id) => this.#storage.remove(id)));
  }
}
