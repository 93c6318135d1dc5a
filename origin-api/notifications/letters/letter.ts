/**
 * A mail before it is text or HTML: what it says, in the order in which it is read. What a person typed stands in it as
 * it was typed; `letter-html.ts` escapes it.
 */
export interface Letter {
  /** The language that it is in, which may not be the one that was wished for. */
  readonly language: string;
  readonly subject: string;
  readonly greeting: string;
  readonly lead: string;
  /** The organizer's own words. */
  readonly note?: string;
  /** Name and value, such as "When". */
  readonly lines?: readonly LetterLine[];
  readonly places?: {
    readonly title: string;
    readonly list: readonly LetterLine[];
    readonly sums: readonly LetterLine[];
  };
  /** What follows from the sums. */
  readonly small?: string;
  readonly act: LetterLink;
  readonly links?: readonly LetterLink[];
  readonly closing: readonly string[];
  /** Only of what is not about an order. */
  readonly unsubscribe?: LetterLink;
}

export type LetterLine = readonly [name: string, value: string];

export interface LetterLink {
  readonly label: string;
  readonly url: string;
}
