/**
 * Objects that only write down what they are told, in order: for asserting which calls an act of the organizers' API
 * makes. The objects themselves are tested on real storage elsewhere.
 */
import type { ObjectBindings } from "../../../core/contract/objects.ts";

export interface RecordedCall {
  readonly object: "room" | "allocator";
  readonly name: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Answers = Record<string, (...args: unknown[]) => unknown>;

/** What calls answer; a test may put another answer in. */
export const answers: { room: Answers; allocator: Answers } = { room: {}, allocator: {} };

export function recordingObjects(): { bindings: ObjectBindings; told: RecordedCall[] } {
  const told: RecordedCall[] = [];
  const namespace = (object: "room" | "allocator") => ({
    getByName: (name: string) =>
      new Proxy(
        {},
        {
          get:
            (_target, method: string) =>
            async (...args: unknown[]) => {
              told.push({ object, name, method, args: structuredClone(args) });
              return answers[object][method]?.(...args);
            },
        },
      ),
  });
  const bindings = { WAITING_ROOM: namespace("room"), SEAT_ALLOCATOR: namespace("allocator") };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a Proxy answers to every method's name
  return { bindings: bindings as unknown as ObjectBindings, told };
}
