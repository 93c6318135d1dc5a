/** The words of the panel in the language in use. Another language is another file of the same shape. */
import { en } from "./en.ts";

export type Words = typeof en;

/** English as the reader's region writes numbers and times. */
export const language = navigator.languages.find((tag) => /^en\b/u.test(tag)) ?? "en";
export const words: Words = en;
