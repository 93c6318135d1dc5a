// Owns the text messages that were taken: the newest so many, kept in one file across restarts when there is a place.

import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const TEXTS_MAX = 5_000;
const FILE = "texts.jsonl";

export interface TextMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly receivedAtMs: number;
}

export class TextArchive {
  readonly #file: string | undefined;
  #texts: TextMessage[];

  private constructor(file: string | undefined, texts: TextMessage[]) {
    this.#file = file;
    this.#texts = texts;
  }

  static async open(directory: string | undefined): Promise<TextArchive> {
    if (directory === undefined) return new TextArchive(undefined, []);
    const file = path.join(directory, FILE);
    const kept = await readFile(file, "utf8").catch(() => "");
    const lines = kept.split("\n").filter((line) => line.endsWith("}")); // the last may have been cut off by a crash
    const texts = lines.slice(-TEXTS_MAX).map((line) => JSON.parse(line) as TextMessage);
    await writeFile(file, texts.map((text) => `${JSON.stringify(text)}\n`).join(""));
    return new TextArchive(file, texts);
  }

  get count(): number {
    return this.#texts.length;
  }

  async add(text: TextMessage): Promise<void> {
    if (this.#file !== undefined) await appendFile(this.#file, `${JSON.stringify(text)}\n`);
    this.#texts.push(text);
    if (this.#texts.length > TEXTS_MAX) this.#texts.shift();
  }

  newestFirst(): TextMessage[] {
    return this.#texts.toReversed();
  }

  async clear(): Promise<void> {
    this.#texts = [];
    if (this.#file !== undefined) await rm(this.#file, { force: true });
  }
}
