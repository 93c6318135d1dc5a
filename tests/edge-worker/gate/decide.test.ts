/** The gate's decision, over everything that a visitor can show and a room can be. */
import { describe, expect, it } from "vitest";
import { type AtTheGate, decide } from "../../../edge-worker/gate/decide.ts";

const ADMISSIONS = ["none", "genuine", "ended", "refused"] as const;
const TICKETS = ["none", "genuine", "refused"] as const;
const PHASES = ["idle", "prequeueing", "queueing", "paused", "suspended", "ended", "sold_out"] as const;
const BOTH = [true, false] as const;

const everyone: AtTheGate[] = ADMISSIONS.flatMap((admission) =>
  TICKETS.flatMap((ticket) =>
    PHASES.flatMap((phase) =>
      BOTH.flatMap((called) =>
        BOTH.flatMap((isLook) => BOTH.map((hadPlace) => ({ admission, ticket, phase, called, isLook, hadPlace }))),
      ),
    ),
  ),
);

describe("the gate's decision", () => {
  it("lets in those with a genuine admission, and nobody else", () => {
    for (const visitor of everyone) expect(decide(visitor).kind === "pass").toBe(visitor.admission === "genuine");
  });

  it("takes nothing for somebody whose token is not genuine, or who only looks", () => {
    for (const visitor of everyone) {
      const isRefused =
        visitor.admission === "refused" || (visitor.ticket === "refused" && visitor.admission !== "genuine");
      if (isRefused) expect(decide(visitor)).toEqual({ kind: "refuse", code: "token_invalid" });
      if (isRefused || visitor.isLook) expect(["join", "claim"]).not.toContain(decide(visitor).kind);
    }
  });

  it("takes no place for somebody who has one, nor where nobody is called any more", () => {
    for (const visitor of everyone) {
      if (visitor.hadPlace || visitor.ticket !== "none" || visitor.phase === "sold_out" || visitor.phase === "ended") {
        expect(decide(visitor).kind).not.toBe("join");
      }
    }
  });

  it("goes to the door only with a ticket whose turn has come", () => {
    for (const visitor of everyone) {
      if (decide(visitor).kind === "claim") expect(visitor).toMatchObject({ ticket: "genuine", called: true });
    }
  });
});
