/**
 * The crowd's judge at the door counts who is surely inside: never too many, and never fewer than it can prove.
 */
import { describe, expect, it } from "vitest";
import { Breaches } from "../../../local/crowd/oracle/breaches.ts";
import { DoorOracle, type DoorStatus } from "../../../local/crowd/oracle/door-oracle.ts";

const CAP = 2;
const FAR = 1_000_000;

function status(change: Partial<DoorStatus> = {}): DoorStatus {
  return { inside: 0, totalActiveUsers: CAP, servingCounter: 0, asOf: "2027-01-01T00:00:00.000Z", ...change };
}

function watched(): { door: DoorOracle; accused: () => string[] } {
  const breaches = new Breaches();
  const door = new DoorOracle(breaches);
  door.statusSeen(status());
  return { door, accused: () => breaches.kept.map(({ promise }) => promise) };
}

describe("the judge at the door", () => {
  it("notices more admissions at once than the cap, though the room never says so", () => {
    const { door, accused } = watched();
    for (const number of [0, 1, 2]) door.admitted(number, `session-${number}`, number, FAR);
    expect(door.overshoot()).toBe(1);
    expect(accused()).toEqual(["W1"]);
  });

  it("notices a room that says of itself that too many are inside", () => {
    const { door, accused } = watched();
    door.statusSeen(status({ inside: CAP + 3 }));
    expect(door.overshoot()).toBe(3);
    expect(accused()).toEqual(["W1"]);
  });

  it("accuses nobody when one comes in as another goes, or when a visit has run out", () => {
    const { door, accused } = watched();
    door.admitted(0, "first", 0, FAR);
    door.admitted(1, "second", 0, 50);
    door.leaves("first", 10);
    door.admitted(2, "third", 10, FAR);
    door.admitted(3, "fourth", 50, FAR);
    expect(door.overshoot()).toBe(0);
    expect(accused()).toEqual([]);
  });

  it("counts somebody who asked to leave only until they asked", () => {
    const { door } = watched();
    door.admitted(0, "first", 0, FAR);
    door.admitted(1, "second", 0, FAR);
    door.admitted(2, "third", 9, FAR);
    door.leaves("first", 10);
    expect(door.overshoot()).toBe(1);
  });

  it("notices a ticket that opens the door twice, and not one that is answered again", () => {
    const { door, accused } = watched();
    door.admitted(7, "session", 0, FAR);
    door.admitted(7, "session", 1, FAR);
    expect(accused()).toEqual([]);
    door.admitted(7, "another", 2, FAR);
    expect(accused()).toEqual(["W3"]);
  });

  it("notices a counter that goes back, and not an old answer that comes late", () => {
    const { door, accused } = watched();
    door.statusSeen(status({ servingCounter: 5, asOf: "2027-01-01T00:00:02.000Z" }));
    door.statusSeen(status({ servingCounter: 3, asOf: "2027-01-01T00:00:01.000Z" }));
    expect(accused()).toEqual([]);
    door.statusSeen(status({ servingCounter: 4, asOf: "2027-01-01T00:00:03.000Z" }));
    expect(accused()).toEqual(["W4"]);
  });
});
