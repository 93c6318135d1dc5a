// Owns a camera for tests: a film of one QR code, as Chromium plays it in place of a device.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { encodeQR } from "qr";

const WIDTH = 640;
const HEIGHT = 480;
const DOT = 5;
const [WHITE, BLACK, GREY] = [235, 16, 128];

/** Arguments for a browser whose camera sees `code`, and a way to throw the film away. */
export async function cameraThatSees(code: string): Promise<{ args: string[]; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-camera-"));
  const file = path.join(folder, "code.y4m");
  const luma = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  const dots = encodeQR(code, "raw", { border: 4, ecc: "medium" });
  const left = Math.floor((WIDTH - dots.length * DOT) / 2);
  const top = Math.floor((HEIGHT - dots.length * DOT) / 2);
  for (const [row, line] of dots.entries()) {
    for (const [column, isBlack] of line.entries()) {
      if (!isBlack) continue;
      for (let y = 0; y < DOT; y += 1) {
        const from = (top + row * DOT + y) * WIDTH + left + column * DOT;
        luma.fill(BLACK, from, from + DOT);
      }
    }
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, GREY);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, chroma]);
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]));
  return {
    args: [
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${file}`,
    ],
    remove: () => rm(folder, { recursive: true }),
  };
}
