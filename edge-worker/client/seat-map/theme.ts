/**
 * The colours of the map, read from the page's own stylesheet, which has them for light and dark: the picture and the
 * legend can never differ.
 */

/** Colours of categories, in order; after the last the shapes change and the colours begin anew. */
export const COLORS = 7;

const LIGHT = "#ffffff";
const DARK = "#15110f";

export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly brand: string;
  readonly bad: string;
  readonly categories: readonly string[];
  /** Of a number on each category's colour. */
  readonly onCategories: readonly string[];
  readonly font: string;
}

export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const categories = Array.from({ length: COLORS }, (_, index) => of(`seat-${index}`));
  return {
    paper: of("card"),
    ink: of("ink"),
    soft: of("soft"),
    line: of("line"),
    brand: of("brand"),
    bad: of("bad"),
    categories,
    onCategories: categories.map((color) => (contrast(color, LIGHT) > contrast(color, DARK) ? LIGHT : DARK)),
    font: style.fontFamily,
  };
}

/** As WCAG counts it. @param a and @param b `#rrggbb` */
export function contrast(a: string, b: string): number {
  const [more = 0, less = 0] = [luminance(a), luminance(b)].toSorted((one, other) => other - one);
  return (more + 0.05) / (less + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
