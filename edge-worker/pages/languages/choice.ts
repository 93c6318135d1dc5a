/**
 * Which language a visitor reads: the best of ours by `Accept-Language` (RFC 9110), else English.
 */
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import type { Texts } from "./texts.ts";

const LANGUAGES: Readonly<Record<string, Texts>> = { en, de, fr, es, it };
const RANGES_MAX = 20;

export function textsFor(acceptLanguage: string | null): Texts {
  let best = en;
  let bestQuality = 0;
  for (const range of (acceptLanguage ?? "").split(",", RANGES_MAX)) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const texts = LANGUAGES[tag.split("-")[0] ?? ""];
    const quality = qualityOf(parameters);
    if (texts !== undefined && quality > bestQuality) {
      best = texts;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const stated = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = stated === undefined ? 1 : Number(stated.slice(2));
  return Number.isFinite(quality) ? quality : 0;
}
