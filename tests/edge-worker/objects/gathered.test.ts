/** Calls that travel together: each answered with its own outcome, none lost when the first one's client goes. */
import { afterEach, expect, it, vi } from "vitest";
import { millis } from "../../../core/brand.ts";
import { GatheredCalls } from "../../../edge-worker/objects/gathered.ts";
import type { Pace } from "../../../edge-worker/views/shared-view.ts";

const GROUP_MAX = 5;

afterEach(() => {
  vi.useRealTimers();
});

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
  vi.useFakeTimers();
  const tell = async (): Promise<PromiseSettledResult<number>[]> => {
    const told = Promise.allSettled([1, 2].map((item) => calls.ask("a", item, requestOf())));
    await vi.advanceTimersByTimeAsync(100); // at once, and not when patience ends
    expect(vi.getTimerCount()).toBe(0);
    return told;
  };
  const restarts = { status: "rejected", reason: { message: "the object restarts", retryable: true } };
  expect(await tell()).toMatchObject([restarts, restarts]);
  broken = false;
  const [known, unknown] = await tell();
  expect(known).toMatchObject({ status: "fulfilled", value: 1 });
  expect(unknown).toMatchObject({ status: "rejected", reason: { name: "NotAnswered" } });
});

it("takes whoever comes while a call is under way along with the next one, and with no call that has left", async () => {
  const answered: (() => void)[] = [];
  const calls = new GatheredCalls<number, number>(GROUP_MAX, async (_name, items) => {
    await new Promise<void>((resolve) => answered.push(resolve));
    return items.map((item) => item * 2);
  });
  const first = calls.ask("a", 1, requestOf());
  await vi.waitFor(() => expect(answered).toHaveLength(1));
  const second = calls.ask("a", 2, requestOf());
  await vi.waitFor(() => expect(answered).toHaveLength(2)); // it waits for nobody else's answer
  answered.toReversed().forEach((answer) => answer());
  expect(await Promise.all([first, second])).toEqual([2, 4]);
});

it("lets a group that is full leave, and gathers the next one as long as any other", async () => {
  const { calls, carried } = doubling();
  const pauses: (() => void)[] = [];
  const request: Pace = { ...requestOf(), sleep: () => new Promise((resolve) => pauses.push(resolve)) };
  const asked = Array.from({ length: GROUP_MAX + 1 }, (_, item) => calls.ask("a", item, request));
  expect(pauses).toHaveLength(2); // a full group, and one that has just begun
  pauses[0]?.();
  await Promise.all(asked.slice(0, GROUP_MAX));
  asked.push(calls.ask("a", GROUP_MAX + 1, request));
  pauses[1]?.();
  await Promise.all(asked);
  expect(carried.map(({ items }) => items.length)).toEqual([GROUP_MAX, 2]);
});

it("tells everybody of a group when the object stays silent, so that nobody waits for ever", async () => {
  vi.useFakeTimers();
  const calls = new GatheredCalls<number, number>(GROUP_MAX, () => new Promise(() => undefined));
  const told = Promise.allSettled([1, 2].map((item) => calls.ask("a", item, requestOf())));
  await vi.advanceTimersByTimeAsync(60_000);
  const silence = { status: "rejected", reason: { name: "NotAnswered", remote: true } };
  expect(await told).toMatchObject([silence, silence]);
  expect(vi.getTimerCount()).toBe(0);
});
