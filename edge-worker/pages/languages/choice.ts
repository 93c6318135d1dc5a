/**
 * Which language a visitor reads: the one chosen in the address (`?lang=de`), else the one chosen before (a cookie),
 * else the best of ours by `Accept-Language` (RFC 9110), else English.
 */
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import type { Texts } from "./texts.ts";

const LANGUAGES: Readonly<Record<string, Texts>> = { en, de, fr, es, it };
const RANGES_MAX = 20;
/** What each language calls itself, in the order in which the choice is offered. */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch", fr: "Français", es: "Español", it: "Italiano" } as const;

export const LANGUAGE_PARAMETER = "lang";
const COOKIE = "__Host-foyer-language";
const KEPT_SECONDS = 365 * 86_400;

/** The texts for whoever makes this request. */
export function textsOf(request: Pick<Request, "headers" | "url">): Texts {
  const { headers } = request;
  const kept = new RegExp(`(?:^|;)\\s*${COOKIE}=([a-z]{2})(?:;|$)`, "u").exec(headers.get("cookie") ?? "")?.[1];
  return chosen(request) ?? known(kept) ?? textsFor(headers.get("accept-language"));
}

/** The cookie that keeps a language that was just chosen in the address. */
export function chosenLanguageCookie(request: Pick<Request, "url">): string | undefined {
  const texts = chosen(request);
  return texts === undefined
    ? undefined
    : `${COOKIE}=${texts.language}; Path=/; Max-Age=${KEPT_SECONDS}; HttpOnly; Secure; SameSite=Lax`;
}

function chosen({ url }: Pick<Request, "url">): Texts | undefined {
  const parameter = new RegExp(`[?&]${LANGUAGE_PARAMETER}=([a-z]{2})(?:&|$)`, "u").exec(url);
  return known(parameter?.[1]);
}

function known(language: string | undefined): Texts | undefined {
  return language !== undefined && Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
}

export function textsFor(acceptLanguage: string | null): Texts {
  let best = en;
  let bestQuality = 0;
  for (const range of (acceptLanguage ?? "").split(",", RANGES_MAX)) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const texts = known(tag.split("-")[0]);
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
