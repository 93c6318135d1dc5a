/** Which language a message is in: the wished one where it is one of ours, else English. A further one is a file away. */
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import type { NoticeTexts } from "./language.ts";

export const LANGUAGE_DEFAULT = "en";
const LANGUAGES: Readonly<Record<string, NoticeTexts>> = { en, de, fr, es, it };
export const LANGUAGE_CODES = Object.keys(LANGUAGES);

export interface ChosenLanguage {
  readonly texts: NoticeTexts;
  /** Of ours. */
  readonly code: string;
  /** For `Intl`: the wished region where the language is ours. */
  readonly locale: string;
}

export function languageFor(wished: string): ChosenLanguage {
  const code = wished.slice(0, 2);
  const texts = LANGUAGES[code];
  return texts === undefined
    ? { texts: en, code: LANGUAGE_DEFAULT, locale: LANGUAGE_DEFAULT }
    : { texts, code, locale: wished };
}
