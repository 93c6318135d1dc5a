/**
 * What screen readers are told, politely. Things that happen together are said together, and the same words twice are
 * said twice.
 */
import { part } from "./parts.ts";

/** Long enough for a screen reader to notice that the place was empty in between. */
const GATHER_MS = 80;
let gathered: string[] = [];

export function say(text: string): void {
  gathered.push(text);
  if (gathered.length > 1) return;
  part("map-spoken").textContent = "";
  setTimeout(() => {
    part("map-spoken").textContent = gathered.join(" ");
    gathered = [];
  }, GATHER_MS);
}
