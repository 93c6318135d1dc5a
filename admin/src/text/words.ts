/** The words of the panel in the language in use. Another language is another file of the same shape. */
import { en } from "./en.ts";

export type Words = typeof en;

export const words: Words = en;

/** English as the reader's region writes numbers and times. */
export const language = navigator.languages.find((tag) => /^en\b/u.test(tag) && isLanguageTag(tag)) ?? "en";

/** Some systems hand the browser a tag that `Intl` refuses, such as `en-US@posix`. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // that is how Intl says no
  }
}
