/** Calls that travel together: each answered with its own outcome, none lost when the first one's client goes. */
import { expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { GatheredCalls } from "../../../edge-worker/objects/gathered.ts";
import type { Pace } from "../../../edge-worker/views/shared-view.ts";

const GROUP_MAX = 5;

function requestOf(work: Promise<unknown>[] = []): Pace {
  return {
    now: () => millis(0),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    waitUntil: (promise) => void work.push(promise),
  };
}

/** An object that doubles, and remembers what each call carried. */
function doubling() {
  const carried: { name: string; items: readonly number[] }[] = [];
  const calls = new GatheredCalls<number, number>(GROUP_MAX, async (name, items) => {
    carried.push({ name, items });
    return items.map((item) => item * 2);
  });
  return { calls, carried };
}

it("answers everybody with their own outcome, in one call for those who came together", async () => {
  const { calls, carried } = doubling();
  const answers = await Promise.all([1, 2, 3].map((item) => calls.ask("a", item, requestOf())));
  expect(answers).toEqual([2, 4, 6]);
  expect(carried).toEqual([{ name: "a", items: [1, 2, 3] }]);
  await expect(calls.ask("a", 4, requestOf())).resolves.toBe(8);
  expect(carried).toHaveLength(2);
});

it("never mixes what is asked of two objects, and never brings more than an object takes at once", async () => {
  const { calls, carried } = doubling();
  const asked = Array.from({ length: 23 }, (_, item) => ({ name: item % 2 === 0 ? "even" : "odd", item }));
  const answers = await Promise.all(asked.map(({ name, item }) => calls.ask(name, item, requestOf())));
  expect(answers).toEqual(asked.map(({ item }) => item * 2));
  for (const { name, items } of carried) {
    expect(items.length).toBeLessThanOrEqual(GROUP_MAX);
    expect(items.every((item) => (item % 2 === 0) === (name === "even"))).toBe(true);
  }
  expect(carried.flatMap(({ items }) => items).toSorted((a, b) => a - b)).toEqual(asked.map(({ item }) => item));
});

it("goes on for the others when the first one's client has gone: its request is told to live on", async () => {
  const { calls } = doubling();
  const lives: Promise<unknown>[] = [];
  const first = calls.ask("a", 1, requestOf(lives));
  const second = calls.ask("a", 2, requestOf());
  expect(lives).toHaveLength(1); // the platform keeps the first request alive as long as this is open
  await Promise.all([first, second, ...lives]);
  await expect(second).resolves.toBe(4);
});

it("tells everybody what went wrong, and begins anew afterwards", async () => {
  let broken = true;
  const calls = new GatheredCalls<number, number>(GROUP_MAX, async (_name, items) => {
    if (broken) throw Object.assign(new Error("the object restarts"), { retryable: true });
    return items.slice(0, 1); // answers fewer than it was asked
  });
  const told = await Promise.allSettled([1, 2].map((item) => calls.ask("a", item, requestOf())));
  expect(told.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  broken = false;
  const [known, unknown] = await Promise.allSettled([1, 2].map((item) => calls.ask("a", item, requestOf())));
  expect(known).toMatchObject({ status: "fulfilled", value: 1 });
  expect(unknown).toMatchObject({ status: "rejected", reason: { name: "NotAnswered" } });
});
