/**
 * Long text in pieces that each fit a row of SQLite in an object (2 MB). Joined they are the text again.
 */

/** In UTF-16 units; a unit takes at most three bytes of UTF-8. */
const PIECE_LENGTH = 600_000;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/u;

export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + PIECE_LENGTH, text.length);
    // Half a surrogate pair cannot be stored: it would come back as U+FFFD.
    if (end < text.length && HIGH_SURROGATE.test(text.charAt(end - 1))) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
