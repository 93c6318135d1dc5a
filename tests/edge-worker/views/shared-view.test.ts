/** One read a second for everybody (W7), nothing older than was asked for, and no herd when the object is silent. */
import { describe, expect, it } from "vitest";
import { millis, type Millis } from "../../../core/brand.ts";
import { NotReadable, type Pace, SharedView } from "../../../edge-worker/views/shared-view.ts";

/** A clock that moves only when somebody sleeps or the test says so, and wakes sleepers in order. */
class Clock implements Pace {
  nowMs = 1_000_000;
  #sleepers: { atMs: number; wake: () => void }[] = [];

  now(): Millis {
    return millis(this.nowMs);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ atMs: this.nowMs + ms, wake }));
  }

  waitUntil(): void {}

  async pass(ms: number): Promise<void> {
    const end = this.nowMs + ms;
    for (;;) {
      await turns();
      const next = this.#sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > end) break;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.nowMs = next.atMs;
      next.wake();
    }
    this.nowMs = end;
    await turns();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** An object that takes its time, counts how often it is asked, and answers with the time at which it was asked. */
function slowObject(clock: Clock, delayMs: number) {
  const object = { reads: 0, silent: false, readAtMs: [] as number[] };
  const view = new SharedView<number>(async () => {
    object.reads += 1;
    const askedAtMs = clock.nowMs;
    object.readAtMs.push(askedAtMs);
    await clock.sleep(delayMs);
    if (object.silent) throw new Error("silent");
    return askedAtMs;
  });
  return { object, view };
}

describe("a shared view", () => {
  it("reads at most once a second for a crowd that asks all the time", async () => {
    const clock = new Clock();
    const { object, view } = slowObject(clock, 20);
    const answers: Promise<number | undefined>[] = [];
    for (let step = 0; step < 1_000; step++) {
      answers.push(view.get(clock), view.get(clock, 1_500), view.get(clock));
      await clock.pass(10);
    }
    await clock.pass(100);
    expect(await Promise.all(answers)).not.toContain(undefined);
    expect(object.reads).toBeLessThanOrEqual(11); // ten seconds, and the first
    const gaps = object.readAtMs.slice(1).map((atMs, index) => atMs - (object.readAtMs[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  it("never gives out anything older than was asked for", async () => {
    const clock = new Clock();
    const { view } = slowObject(clock, 150);
    const ages: { age: number; max: number }[] = [];
    const ask = async (max: number): Promise<void> => {
      const value = await view.get(clock, max);
      ages.push({ age: clock.nowMs - (value ?? 0), max });
    };
    for (let step = 0; step < 500; step++) {
      void ask(1_000);
      void ask(1_500);
      await clock.pass(7);
    }
    await clock.pass(1_000);
    expect(ages).toHaveLength(1_000);
    expect(ages.filter(({ age, max }) => age >= max)).toEqual([]);
  });

  it("serves those who may have something older at once while one reads", async () => {
    const clock = new Clock();
    const { view } = slowObject(clock, 100);
    const first = view.get(clock);
    await clock.pass(100);
    await first;
    await clock.pass(1_000);
    let strict: number | undefined;
    void view.get(clock).then((value) => (strict = value));
    await turns();
    expect(await view.get(clock, 1_500)).toBe(1_000_000);
    expect(strict).toBeUndefined();
  });

  it("keeps nobody out because the object is slow: what was asked for after somebody came is young enough for them", async () => {
    const clock = new Clock();
    const { object, view } = slowObject(clock, 1_400);
    const answers: { cameAtMs: number; askedAtMs: number }[] = [];
    const ask = async (): Promise<void> => {
      const cameAtMs = clock.nowMs;
      answers.push({ cameAtMs, askedAtMs: (await view.get(clock)) ?? 0 });
    };
    for (let step = 0; step < 200; step++) {
      void ask();
      await clock.pass(50);
    }
    await clock.pass(6_000);
    expect(answers).toHaveLength(200);
    expect(answers.filter(({ cameAtMs, askedAtMs }) => askedAtMs <= cameAtMs - 1_000)).toEqual([]);
    expect(object.reads).toBeLessThanOrEqual(10);
  });

  it("asks a silent object a few times a second, however many wait, and says that nothing is known", async () => {
    const clock = new Clock();
    const { object, view } = slowObject(clock, 5);
    object.silent = true;
    const outcomes: string[] = [];
    for (let step = 0; step < 300; step++) {
      void view.get(clock).then(
        () => outcomes.push("value"),
        (error: unknown) => outcomes.push(error instanceof NotReadable ? "not readable" : "other"),
      );
      await clock.pass(10);
    }
    await clock.pass(3_000);
    expect(new Set(outcomes)).toEqual(new Set(["not readable"]));
    expect(outcomes).toHaveLength(300);
    expect(object.reads).toBeLessThan(20);
    object.silent = false;
    const value = view.get(clock);
    await clock.pass(100);
    expect(await value).toBeGreaterThan(1_000_000);
  });

  it("gives up a reader that was ended with its request", async () => {
    const clock = new Clock();
    let reads = 0;
    const view = new SharedView<number>(() => {
      reads += 1;
      return reads === 1 ? new Promise(() => undefined) : Promise.resolve(7);
    });
    void view.get(clock);
    await turns();
    const follower = view.get(clock);
    await clock.pass(3_000);
    expect(await follower).toBe(7);
    expect(reads).toBe(2);
  });
});
