/**
 * Pressing a button twice at once, and judging the answers (S8): what was a yes once stays that yes.
 *
 * A no changes nothing, so the same request may have a yes later, when a seat came free or a connection mended. Where
 * the two answers differ a third press tells who is right.
 */
import type { Breaches } from "../oracle/breaches.ts";
import type { Answer } from "./shop.ts";

/**
 * @param ask sends the same request again each time.
 * @param yesStatus the status of a yes.
 * @param gistOf what must be the same in every yes.
 * @returns a yes when there was one, else the first answer.
 */
export async function pressTwice(
  ask: () => Promise<Answer>,
  yesStatus: number,
  gistOf: (yes: Answer) => string,
  breaches: Breaches,
): Promise<Answer> {
  const answers = await Promise.all([ask(), ask()]);
  const isYes = ({ status }: Answer): boolean => status === yesStatus;
  const yes = answers.find(isYes);
  if (yes === undefined) return answers[0];
  let wrong = answers.some((answer) => isYes(answer) && gistOf(answer) !== gistOf(yes));
  if (!answers.every(isYes)) {
    const third = await ask();
    answers.push(third);
    wrong ||= !isYes(third) || gistOf(third) !== gistOf(yes);
  }
  if (wrong) {
    const told = answers.map((answer) => `${answer.status} ${answer.code ?? gistOf(answer)}`);
    breaches.add("S8", `one request was answered ${told.join(", then ")}`);
  }
  return yes;
}
