// Owns looking at a page as four people would who have nothing in common but the page: wide and small, by day and by
// night. Says what is wrong with it in words.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = { wide: 1_440, small: 360 } as const;
const SCHEMES = ["light", "dark"] as const;
const HEIGHT = 900;

const IN_THE_PAGE = {
  cutOff: `(() => {
    const beyond = document.documentElement.scrollWidth - window.innerWidth;
    return beyond > 0 ? beyond : 0;
  })()`,
  // a mail in its frame may run no scripts, so axe would wait for an answer from there in vain
  axe: `axe.run(document, { iframes: false }).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + " at " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", ")))`,
} as const;

export class Looker {
  readonly #pictures: string | undefined;

  /** @param pictures where a picture of everything that is looked at is kept. */
  constructor(pictures?: string) {
    this.#pictures = pictures;
  }

  /** What is wrong with the page, one line a fault. */
  async look(page: Page, name: string): Promise<string[]> {
    const faults: string[] = [];
    for (const [size, width] of Object.entries(WIDTHS)) {
      await page.setViewportSize({ width, height: HEIGHT });
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        const look = `${name}, ${size}, ${scheme}`;
        const beyond = await page.evaluate<number>(IN_THE_PAGE.cutOff);
        if (beyond > 0) faults.push(`${look}: ${beyond} px are cut off`);
        faults.push(...(await this.#axe(page)).map((fault) => `${look}: ${fault}`));
        await this.#picture(page, `${name}-${size}-${scheme}`);
      }
    }
    return faults;
  }

  /** Its script is evaluated by the browser's tools, which the page's policy does not bind. */
  async #axe(page: Page): Promise<string[]> {
    if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(AXE);
    return page.evaluate<string[]>(IN_THE_PAGE.axe);
  }

  async #picture(page: Page, name: string): Promise<void> {
    if (this.#pictures !== undefined) await page.screenshot({ path: path.join(this.#pictures, `${name}.png`) });
  }
}
