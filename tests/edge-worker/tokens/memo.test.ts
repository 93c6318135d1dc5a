/** What an isolate remembers of admissions: bounded, and never longer than they live. */
import { describe, expect, it } from "vitest";
import { millis, type RoomId, type SessionId, type VisitorId } from "../../../core/brand.ts";
import { AdmissionMemo } from "../../../edge-worker/tokens/memo.ts";

const claims = (expiresAt: number) => ({
  visitorId: "v" as VisitorId,
  sessionId: "s" as SessionId,
  roomId: "r" as RoomId,
  issuedAt: 0,
  expiresAt,
});

describe("the memo of verified admissions", () => {
  it("forgets nothing that is in use, and never holds more than two generations", () => {
    const memo = new AdmissionMemo(100);
    memo.remember("in use", claims(1_000));
    for (let index = 0; index < 5_000; index++) {
      memo.remember(`token ${index}`, claims(1_000));
      expect(memo.recall("in use", millis(0))).toBeDefined();
      expect(memo.size).toBeLessThanOrEqual(201);
    }
    expect(memo.recall("token 0", millis(0))).toBeUndefined();
  });

  it("recalls nothing that has expired", () => {
    const memo = new AdmissionMemo();
    memo.remember("token", claims(10));
    expect(memo.recall("token", millis(9_999))).toBeDefined();
    expect(memo.recall("token", millis(10_000))).toBeUndefined();
  });
});
