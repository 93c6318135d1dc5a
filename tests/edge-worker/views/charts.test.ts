/** A chart is asked of its allocator once, however large the crowd that comes first (W7), and no more are kept than fit. */
import { describe, expect, it } from "vitest";
import { millis, type EventId } from "../../../core/brand.ts";
import type { ObjectBindings } from "../../../core/contract/objects.ts";
import { Charts } from "../../../edge-worker/views/charts.ts";
import { NotReadable } from "../../../edge-worker/views/shared-view.ts";

const EVENT = "6f1d2c3b-4a59-4e68-8d77-1c2b3a495867" as EventId;

/** Allocators whose charts take a moment to come. */
function allocators(chart: (hash: string) => Promise<string | undefined>): ObjectBindings & { asked: string[] } {
  const asked: string[] = [];
  const allocator = {
    chart: async (hash: string) => {
      asked.push(hash);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return chart(hash);
    },
  };
  return { asked, SEAT_ALLOCATOR: { getByName: () => allocator } } as unknown as ObjectBindings & { asked: string[] };
}

/** Each request has its own ways to wait; the clock is everybody's. */
function request(nowMs = () => Date.now()): Parameters<Charts["text"]>[2] {
  return {
    now: () => millis(nowMs()),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    waitUntil: () => undefined,
  };
}

describe("a chart", () => {
  it("is read once for a first crowd, parsed once, and never again", async () => {
    const bindings = allocators(async () => JSON.stringify({ name: "Hall" }));
    const charts = new Charts(bindings);
    const crowd = await Promise.all(Array.from({ length: 200 }, () => charts.chart(EVENT, "a", request())));
    expect(bindings.asked).toEqual(["a"]);
    expect(new Set(crowd).size).toBe(1);
    const later = Date.now() + 3_600_000;
    expect(
      await charts.text(
        EVENT,
        "a",
        request(() => later),
      ),
    ).toBe('{"name":"Hall"}');
    expect(bindings.asked).toEqual(["a"]);
  });

  it("that does not exist is nobody's, and is not remembered", async () => {
    const bindings = allocators(async () => undefined);
    const charts = new Charts(bindings);
    expect(await charts.text(EVENT, "a", request())).toBeUndefined();
    expect(await charts.chart(EVENT, "a", request())).toBeUndefined();
  });

  it("is told to be unreadable while its allocator fails, and read once it answers", async () => {
    let broken = true;
    const charts = new Charts(
      allocators(async () => {
        if (broken) throw new Error("gone");
        return "{}";
      }),
    );
    await expect(charts.text(EVENT, "a", request())).rejects.toThrow(NotReadable);
    broken = false;
    const later = Date.now() + 1_000;
    expect(
      await charts.text(
        EVENT,
        "a",
        request(() => later),
      ),
    ).toBe("{}");
  });

  it("makes room for others: what is kept stays within its bound", async () => {
    const bindings = allocators(async () => "x".repeat(10_000_000));
    const charts = new Charts(bindings);
    for (const hash of ["a", "b", "c", "c"]) await charts.text(EVENT, hash, request());
    expect(bindings.asked).toEqual(["a", "b", "c"]);
    await charts.text(EVENT, "b", request());
    expect(bindings.asked).toEqual(["a", "b", "c"]);
    await charts.text(EVENT, "a", request());
    expect(bindings.asked).toEqual(["a", "b", "c", "a"]);
  });
});
