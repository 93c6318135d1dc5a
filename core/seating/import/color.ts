/** Colors of categories: whatever a drawing says, `#rrggbb` in the end. */

/** For categories without a usable color, by their place in the list: apart from each other, also for color-blind eyes. */
const PALETTE = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7f7f7f"] as const;

/** `undefined` when it is none of `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(r,g,b)`. */
export function parseColor(text: string): string | undefined {
  const long = /^#([0-9a-f]{6})(?:[0-9a-f]{2})?$/iu.exec(text);
  if (long?.[1] !== undefined) return `#${long[1].toLowerCase()}`;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/iu.exec(text);
  if (short !== null)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join("")}`.toLowerCase();
  const decimal = /^rgba?\((\d{1,3}),\s{0,5}(\d{1,3}),\s{0,5}(\d{1,3})(?:,[^)]{1,10})?\)$/u.exec(text);
  if (decimal === null) return undefined;
  const parts = decimal.slice(1, 4).map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

export function paletteColor(index: number): string {
  return PALETTE[index % PALETTE.length] ?? PALETTE[0];
}
