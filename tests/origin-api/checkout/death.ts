// Owns the death of a process: from a chosen call on, made or not made, nothing it does reaches anybody any more.

import type { CheckoutParts } from "../../../origin-api/checkout/parts.ts";

class Killed extends Error {}

export class Death {
  steps = 0;
  lastStep = "";
  hasCome = false;
  readonly #atStep: number;
  readonly #when: "before" | "after";

  constructor(atStep: number, when: "before" | "after") {
    this.#atStep = atStep;
    this.#when = when;
  }

  async call<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    if (this.hasCome) throw new Killed(name);
    this.steps += 1;
    const isLast = this.steps === this.#atStep;
    this.lastStep = name;
    if (isLast) this.hasCome = true;
    if (isLast && this.#when === "before") throw new Killed(name);
    const answer = await work();
    if (this.hasCome) throw new Killed(name);
    return answer;
  }
}

/** The same parts, every call of which can be the last. */
export function mortal(parts: CheckoutParts, death: Death): CheckoutParts {
  const { SEAT_ALLOCATOR, WAITING_ROOM } = parts.objects;
  return {
    ...parts,
    gateway: watched(parts.gateway, "provider", death),
    database: watched(parts.database, "books", death),
    objects: {
      SEAT_ALLOCATOR: { getByName: (name) => watched(SEAT_ALLOCATOR.getByName(name), "seats", death) },
      WAITING_ROOM: { getByName: (name) => watched(WAITING_ROOM.getByName(name), "room", death) },
    },
    enqueueMails: (due) => death.call("mails", () => parts.enqueueMails(due)),
  };
}

const CALLS: ReadonlySet<string> = new Set(["execute", "batch"]);

function watched<Part extends object>(part: Part, name: string, death: Death): Part {
  return new Proxy(part, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== "function") return member;
      // of the books only what goes over the wire counts
      if (name === "books" && !CALLS.has(String(property))) return member.bind(target);
      return (...args: unknown[]) => death.call(`${name}.${String(property)}`, async () => member.apply(target, args));
    },
  });
}
