// Owns a real browser for tests: Chromium from npm, headless, one for each test file that asks.

import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** In one process with its pages, closing a context would end the browser. */
const UNWANTED = new Set(["--single-process", "--no-zygote"]);

/** @param more further arguments, such as a camera. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((arg) => !UNWANTED.has(arg)), ...more],
    headless: true,
  });
}
