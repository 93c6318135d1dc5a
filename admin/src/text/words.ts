/** The words of the panel in the language in use. Another language is another file of the same shape. */
import { en } from "./en.ts";

export type Words = typeof en;

export const language = "en";
export const words: Words = en;
