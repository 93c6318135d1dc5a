/** The judge of doubled presses (S8): what was a yes once stays that yes; a no may become one. */
import { describe, expect, it } from "vitest";
import { pressTwice } from "../../../local/crowd/buyers/press-twice.ts";
import type { Answer } from "../../../local/crowd/buyers/shop.ts";
import { Breaches } from "../../../local/crowd/oracle/breaches.ts";

const yes = (body: string): Answer => ({ status: 201, code: undefined, body, retryAfterMs: undefined });
const no = (code: string): Answer => ({ status: 409, code, body: undefined, retryAfterMs: undefined });

async function pressed(...answers: Answer[]): Promise<{ answer: Answer; breaches: number; presses: number }> {
  const breaches = new Breaches();
  let presses = 0;
  const ask = (): Promise<Answer> => {
    const answer = answers[presses++];
    if (answer === undefined) throw new Error("pressed more often than expected");
    return Promise.resolve(answer);
  };
  const answer = await pressTwice(ask, 201, ({ body }) => String(body), breaches);
  return { answer, breaches: breaches.count, presses };
}

describe("pressing twice", () => {
  it("is content with the same yes, or with no at all", async () => {
    expect(await pressed(yes("a"), yes("a"))).toEqual({ answer: yes("a"), breaches: 0, presses: 2 });
    expect(await pressed(no("taken"), no("closed"))).toEqual({ answer: no("taken"), breaches: 0, presses: 2 });
  });

  it("notices two different yeses", async () => {
    expect((await pressed(yes("a"), yes("b"))).breaches).toBe(1);
  });

  it("forgives a no that became a yes, when the third press agrees", async () => {
    expect(await pressed(no("taken"), yes("a"), yes("a"))).toEqual({ answer: yes("a"), breaches: 0, presses: 3 });
  });

  it("notices a yes that is taken back", async () => {
    expect((await pressed(yes("a"), no("taken"), no("taken"))).breaches).toBe(1);
    expect((await pressed(no("taken"), yes("a"), yes("b"))).breaches).toBe(1);
  });
});
