// Owns one visitor on the choosing page in a real browser: comes in, waits for the map, points at seats. Where a seat is
// on the canvas follows from what the page promises: the map follows the list, and shows its seat in the middle.

import type { Browser, BrowserContext, CDPSession, Locator, Page } from "playwright-core";

/** From one seat to its neighbour, once the map has come near: see `SEAT_CSS_NEAR` of the map. */
const NEIGHBOUR_PX = 31;
const GLIDE_MS = 600;

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, deviceScaleFactor: 2 } as const;
export const DESKTOP = { viewport: { width: 1_440, height: 900 }, hasTouch: false, deviceScaleFactor: 1 } as const;

export class ChooserPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained about: a broken policy, an error. */
  readonly complaints: string[] = [];
  readonly #touches: boolean;

  private constructor(context: BrowserContext, page: Page, touches: boolean) {
    this.context = context;
    this.page = page;
    this.#touches = touches;
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  static async open(
    browser: Browser,
    url: string,
    look: NonNullable<Parameters<Browser["newContext"]>[0]> = DESKTOP,
  ): Promise<ChooserPage> {
    const context = await browser.newContext({ locale: "en-GB", ...look });
    const chooser = new ChooserPage(context, await context.newPage(), look.hasTouch === true);
    await chooser.page.goto(url);
    await chooser.ready();
    return chooser;
  }

  /** The map is drawn and the list is filled. */
  async ready(): Promise<void> {
    await this.page.waitForSelector("#list-seats [role=option]", { timeout: 30_000 });
    await this.page.waitForFunction(() => document.querySelector("#map-state")?.textContent === "");
  }

  option(label: string): Locator {
    return this.page.locator(`#list-seats [role=option]:text-is("${label}")`);
  }

  get chosen(): Locator {
    return this.page.locator("#basket-seats li");
  }

  /** Lets the list stand at a seat, so that the map has it in the middle. */
  async lookAt(section: string, row: string, seat: string): Promise<void> {
    await this.list(section, row);
    await this.option(seat).evaluate((option) => {
      for (const other of option.parentElement?.children ?? []) (other as HTMLElement).tabIndex = -1;
    });
    await this.page.locator("#list-seats [role=option]").first().focus();
    await this.page.keyboard.press("Home");
    while ((await this.page.evaluate(() => document.activeElement?.textContent)) !== seat)
      await this.page.keyboard.press("ArrowRight");
    await this.page.locator("#map").scrollIntoViewIfNeeded();
    await this.page.waitForTimeout(GLIDE_MS);
  }

  /** Points at a seat by its name, as somebody does who moves the mouse until the map says it. */
  async pointAt(name: string): Promise<void> {
    const found = await this.page.evaluate((wanted) => {
      const canvas = document.querySelector("#map");
      const box = canvas?.getBoundingClientRect();
      for (let y = 4; y < (box?.height ?? 0); y += 5)
        for (let x = 4; x < (box?.width ?? 0); x += 5) {
          const at = { x: (box?.x ?? 0) + x, y: (box?.y ?? 0) + y };
          const more = { pointerType: "mouse", clientX: at.x, clientY: at.y };
          canvas?.dispatchEvent(new PointerEvent("pointermove", more));
          if (document.querySelector("#map-about")?.textContent?.startsWith(`${wanted} · `) === true) return at;
        }
      return undefined;
    }, name);
    if (found === undefined) throw new Error(`the map shows no ${name}`);
    await this.page.mouse.click(found.x, found.y);
    await this.page.waitForTimeout(400); // two clicks at once would be a double click
  }

  async list(section: string, row: string): Promise<void> {
    await this.#select("#list-section", section);
    await this.#select("#list-row", row);
  }

  /** Points at the map, so many seats to the right of its middle. */
  async point(seats = 0): Promise<void> {
    const box = await this.page.locator("#map").boundingBox();
    if (box === null) throw new Error("there is no map");
    const [x, y] = [box.x + box.width / 2 + seats * NEIGHBOUR_PX, box.y + box.height / 2];
    if (this.#touches) await this.page.touchscreen.tap(x, y);
    else await this.page.mouse.click(x, y);
    await this.page.waitForTimeout(400); // two taps at once would be a double tap
  }

  /** Two fingers that go apart around the middle of the map. */
  async pinch(fromPx: number, toPx: number): Promise<void> {
    const box = await this.page.locator("#map").boundingBox();
    if (box === null) throw new Error("there is no map");
    const session: CDPSession = await this.context.newCDPSession(this.page);
    const fingers = (apart: number) =>
      [-1, 1].map((side, id) => ({ id, x: box.x + box.width / 2 + (side * apart) / 2, y: box.y + box.height / 2 }));
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(fromPx) });
    for (let step = 1; step <= 10; step += 1)
      await session.send("Input.dispatchTouchEvent", {
        type: "touchMove",
        touchPoints: fingers(fromPx + ((toPx - fromPx) * step) / 10),
      });
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await this.page.waitForTimeout(GLIDE_MS);
  }

  async #select(selector: string, text: string): Promise<void> {
    const value = await this.page.locator(`${selector} option`).evaluateAll((options, wanted) => {
      const found = options.find((option) => option.textContent?.split(" · ")[0] === wanted);
      return (found as HTMLOptionElement | undefined)?.value ?? "";
    }, text);
    await this.page.selectOption(selector, value);
  }
}
