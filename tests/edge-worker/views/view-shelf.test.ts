/** Invented names push out each other, never the view that everybody looks at (W7). */
import { expect, it } from "vitest";
import { ViewShelf } from "../../../edge-worker/views/view-shelf.ts";

it("keeps what is asked for while a crowd of invented names goes by, and never more than its bound", () => {
  const made: string[] = [];
  const shelf = new ViewShelf<string, { readonly name: string }>(10, (name) => {
    made.push(name);
    return { name };
  });
  const first = shelf.of("the hot room");
  for (let invented = 0; invented < 1_000; invented++) {
    shelf.of(`invented-${invented}`);
    if (invented % 5 === 0) expect(shelf.of("the hot room")).toBe(first);
  }
  expect(made.filter((name) => name === "the hot room")).toHaveLength(1);
  const kept = ["the hot room", ...Array.from({ length: 1_000 }, (_, n) => `invented-${n}`)].filter(
    (name) => shelf.peek(name) !== undefined,
  );
  expect(kept).toHaveLength(10);
});
