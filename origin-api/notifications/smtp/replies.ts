/**
 * What a mail server says, as replies: a code and its lines (RFC 5321, 4.2). Fed with text as it arrives, in whatever
 * pieces. Bounded: a server that talks without end is none.
 */
export interface Reply {
  readonly code: number;
  /** Without the code, at least one. */
  readonly lines: readonly string[];
}

const LINE_LENGTH_MAX = 4_096;
const LINES_MAX = 200;

export class Replies {
  #rest = "";
  #lines: string[] = [];

  /** @returns the replies that are complete now. @throws when this is not SMTP. */
  feed(text: string): Reply[] {
    const complete: Reply[] = [];
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > LINE_LENGTH_MAX) throw new Error("the mail server sent a line without end");
    for (const line of lines) {
      const [, code, separator, words = ""] = /^([2-5]\d\d)(?:([ -])(.*?))?\r?$/u.exec(line) ?? [];
      if (code === undefined) throw new Error(`the mail server sent no reply: ${line.slice(0, 80)}`);
      this.#lines.push(words);
      if (this.#lines.length > LINES_MAX) throw new Error("the mail server sent a reply without end");
      if (separator === "-") continue;
      complete.push({ code: Number(code), lines: this.#lines });
      this.#lines = [];
    }
    return complete;
  }
}

/** As an operator reads it. */
export function told({ code, lines }: Reply): string {
  return `${code} ${lines.join(" ")}`.slice(0, 500);
}
