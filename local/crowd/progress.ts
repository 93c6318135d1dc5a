/**
 * One live line about the crowd: rewritten in place on a terminal, a line every two seconds elsewhere.
 */
import type { Tally } from "./tally.ts";
import type { Watch } from "./watch.ts";

const ON_TERMINAL_MS = 250;
const ELSEWHERE_MS = 2_000;

/** @returns how to end it. */
export function showProgress(tally: Tally, watch: Watch, out: NodeJS.WriteStream): () => void {
  const startedAtMs = performance.now();
  const show = (): void => {
    const text = lineOf(tally, watch, (performance.now() - startedAtMs) / 1000);
    out.write(out.isTTY ? `\r\u001B[2K${text.slice(0, out.columns - 1)}` : `${text}\n`);
  };
  const timer = setInterval(show, out.isTTY ? ON_TERMINAL_MS : ELSEWHERE_MS);
  return () => {
    clearInterval(timer);
    show();
    if (out.isTTY) out.write("\n");
  };
}

function lineOf(tally: Tally, watch: Watch, seconds: number): string {
  const { outcomes } = tally;
  const left = watch.latest?.seatsLeft;
  const parts = [
    `${seconds.toFixed(0).padStart(4)} s`,
    `${tally.buyers} came`,
    `${tally.waiting} wait`,
    `${watch.latest?.inside ?? 0} inside`,
    `${outcomes.sold} sold`,
    `${outcomes.declined} declined`,
    `${outcomes.walkedAway} walked away`,
    `${outcomes.refused} refused`,
    `${tally.errors} errors`,
  ];
  if (left !== null && left !== undefined) parts.push(`${left} seats left`);
  return parts.join(" · ");
}
