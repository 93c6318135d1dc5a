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

export interface ObjectAnswers {
  readonly room: Answers;
  readonly allocator: Answers;
}

export function recordingObjects(): { bindings: ObjectBindings; told: RecordedCall[]; answers: ObjectAnswers } {
  const told: RecordedCall[] = [];
  const answers = willing();
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
  return { bindings: bindings as unknown as ObjectBindings, told, answers };
}

/** Objects that know nothing at first and then what they were told. */
function willing(): ObjectAnswers {
  let room = false;
  let card: { state: unknown } | undefined;
  return {
    room: {
      create: () => {
        room = true;
        return {};
      },
      configure: () => (room ? { kind: "configured", status: {} } : { kind: "refused", reason: "not_found" }),
    },
    allocator: {
      openSale: () => {
        card ??= { state: "scheduled" };
        return { kind: "ready", card };
      },
      setSaleState: (state) => {
        if (card === undefined) return { kind: "refused", reason: "not_found" };
        card = { state };
        return { kind: "done", card };
      },
      block: () => ({ kind: "done", seatIds: [] }),
      unblock: () => ({ kind: "done", seatIds: [] }),
    },
  };
}
