// Owns where the bytes of mails lie: one .eml file each in a directory, or memory. Files survive the death of every
// process (not a power cut: nothing is flushed to the disk before a mail is accepted, for speed).

import { closeSync, openSync, readSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";

export interface MessageStorage {
  write(id: string, bytes: Buffer): Promise<void>;
  /** `undefined` when it is not there (any more). */
  read(id: string): Promise<Buffer | undefined>;
  remove(id: string): Promise<void>;
}

/** The beginning of a kept mail, found when the mailbox starts. */
export interface FoundMessage {
  readonly id: string;
  readonly head: Buffer;
  readonly bytes: number;
}

export function memoryStorage(): MessageStorage {
  const messages = new Map<string, Buffer>();
  return {
    async write(id, bytes) {
      messages.set(id, bytes);
    },
    async read(id) {
      return messages.get(id);
    },
    async remove(id) {
      messages.delete(id);
    },
  };
}

const SUFFIX = ".eml";
const UNFINISHED = ".unfinished";
const HEAD_BYTES_MAX = 16 * 1024;

export class FileStorage implements MessageStorage {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async open(directory: string): Promise<FileStorage> {
    await mkdir(directory, { recursive: true });
    return new FileStorage(directory);
  }

  /**
   * Written aside and renamed, so that a mail is there whole or not at all. Without waiting: into the system's memory
   * that takes less than handing four calls to other threads and hearing of each.
   */
  async write(id: string, bytes: Buffer): Promise<void> {
    const file = this.#file(id);
    writeFileSync(file + UNFINISHED, bytes);
    renameSync(file + UNFINISHED, file);
  }

  async read(id: string): Promise<Buffer | undefined> {
    return readFile(this.#file(id)).catch(() => undefined);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  /** All kept mails, oldest first. What an interrupted write left behind is removed. */
  async *findAll(): AsyncGenerator<FoundMessage> {
    const names = (await readdir(this.#directory)).sort();
    const head = Buffer.alloc(HEAD_BYTES_MAX);
    for (const name of names) {
      const file = path.join(this.#directory, name);
      if (name.endsWith(UNFINISHED)) await rm(file, { force: true });
      if (!name.endsWith(SUFFIX)) continue;
      const { size } = await stat(file);
      yield { id: name.slice(0, -SUFFIX.length), head: Buffer.from(readBeginning(file, head)), bytes: size };
    }
  }

  #file(id: string): string {
    return path.join(this.#directory, id + SUFFIX);
  }
}

function readBeginning(file: string, into: Buffer): Buffer {
  const descriptor = openSync(file, "r");
  try {
    return into.subarray(0, readSync(descriptor, into));
  } finally {
    closeSync(descriptor);
  }
}
