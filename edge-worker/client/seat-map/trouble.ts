/**
 * Why nothing was held, in the visitor's words. Every answer has words of its own, and the way on is in them.
 */
import { fill } from "../../pages/languages/texts.ts";
import type { ChooseData } from "../../pages/shop/choose-data.ts";
import type { Answer } from "./holding.ts";
import type { Words } from "./words.ts";

type Trouble = Extract<Answer, { kind: "refused" | "failed" }>;

/** @param lost names of the seats that are gone. */
export function troubleText(trouble: Trouble, lost: string, words: Words, { sorry }: ChooseData): string {
  if (trouble.kind === "failed") return sorry.down;
  switch (trouble.code) {
    case "seats_unavailable":
      return lost === "" ? sorry.taken : fill(words.texts.faster, { seats: lost });
    case "would_leave_single_seat":
      return sorry.singleSeat;
    case "limit_reached":
      return sorry.limit;
    case "holds_exhausted": {
      const minutes = Math.max(1, Math.ceil(trouble.retryAfterSeconds / 60));
      return fill(words.texts.wait, { time: words.duration(minutes, "minute") });
    }
    case "sale_closed":
      return sorry.closed;
    default:
      return sorry.invalid;
  }
}
