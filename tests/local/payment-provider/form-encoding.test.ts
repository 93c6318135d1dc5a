// The form encoding of Stripe's clients, read back by a parser that shares no code with the library that writes it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "../../../local/payment-provider/api/form-encoding.ts";

const read = (text: string) => {
  const reading = readForm(text);
  return reading.ok ? (JSON.parse(JSON.stringify(reading.form)) as unknown) : reading.message;
};

describe("form encoding", () => {
  it("reads brackets as nesting and lists", () => {
    expect(read("a=1&metadata[x]=y%20z&metadata[%C3%BC]=%26&expand[]=p&expand[]=q&t[0]=u&t[1]=v&d[e][f]=g")).toEqual({
      a: "1",
      metadata: { x: "y z", ü: "&" },
      expand: { 0: "p", 1: "q" },
      t: { 0: "u", 1: "v" },
      d: { e: { f: "g" } },
    });
  });

  it("refuses what contradicts itself, is broken, or has no end", () => {
    expect(read("a=1&a[b]=2")).toMatch(/nesting/);
    expect(read("a[b=1")).toMatch(/name/);
    expect(read("a[b][c][d][e][f][g]=1")).toMatch(/name/);
    expect(read("x=1&".repeat(500))).toMatch(/Too many/);
  });

  it("never touches a prototype, whatever the keys are called", () => {
    const reading = readForm("__proto__[polluted]=1&constructor[prototype][polluted]=1");
    expect(reading.ok).toBe(true);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("reads back every flat record", () => {
    const key = fc.string({ minLength: 1 }).filter((text) => !/[[\]]/.test(text));
    fc.assert(
      fc.property(fc.dictionary(key, fc.string(), { noNullPrototype: true }), (metadata) => {
        const encoded = Object.entries(metadata).map(
          ([name, value]) => `metadata[${encodeURIComponent(name)}]=${encodeURIComponent(value)}`,
        );
        const reading = readForm(encoded.join("&"));
        const found = reading.ok ? (reading.form["metadata"] ?? {}) : {};
        expect(Object.entries(found)).toEqual(expect.arrayContaining(Object.entries(metadata)));
        expect(Object.keys(found)).toHaveLength(Object.keys(metadata).length);
      }),
      { numRuns: 100 },
    );
  });
});
