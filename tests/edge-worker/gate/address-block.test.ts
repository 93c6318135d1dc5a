/** Address blocks: who counts as one neighbourhood. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressBlock } from "../../../edge-worker/gate/address-block.ts";

describe("addressBlock", () => {
  it.each([
    ["203.0.113.7", "203.0.113.0/24"],
    ["::ffff:203.0.113.7", "203.0.113.0/24"],
    ["2001:db8:1:2ff::1", "2001:db8:1:200::/56"],
    ["2001:DB8:1:200:a:b:c:d", "2001:db8:1:200::/56"],
    ["::1", "0:0:0:0::/56"],
    ["nonsense", "unknown"],
    ["1:2:3", "unknown"],
    ["1::2::3", "unknown"],
  ])("of %s is %s", (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });

  it("is the same for all of a /56 and another for its neighbours", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.tuple(group, group, group, group, group, group), ([a, b, c, d, e, f]) => {
        const text = (fourth: number, last: number): string =>
          [a, b, c, fourth, e, e, f, last].map((part) => part.toString(16)).join(":");
        const inBlock = (d & 0xff00) | (f & 0xff);
        expect(addressBlock(text(d, 1))).toBe(addressBlock(text(inBlock, 2)));
        expect(addressBlock(text(d ^ 0x0100, 1))).not.toBe(addressBlock(text(d, 1)));
      }),
    );
  });
});
