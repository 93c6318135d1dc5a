/**
 * What the parts print goes to one file, so that the terminal stays readable; the newest run only.
 */
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";

export async function openLog(directory: string): Promise<{ log: (line: string) => void; file: string }> {
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, "foyer.log");
  const stream = createWriteStream(file);
  return { file, log: (line) => void stream.write(`${new Date().toISOString()} ${line}\n`) };
}
