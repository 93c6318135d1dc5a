/** Five languages, each whole, each chosen by what the browser asks for. */
import { describe, expect, it } from "vitest";
import { millis } from "../../../core/brand.ts";
import { textsFor } from "../../../edge-worker/pages/languages/choice.ts";
import { waitingWords } from "../../../edge-worker/pages/waiting-words.ts";

describe("the choice of a language", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["de", "de"],
    ["DE-at,de;q=0.9,en;q=0.8", "de"],
    ["sv, fr;q=0.5, it;q=0.7", "it"],
    ["es;q=0, fr;q=0.1", "fr"],
    ["xx;q=nonsense, es", "es"],
    ["ru, zh;q=0.9", "en"],
  ])("for %j is %s", (header, language) => {
    expect(textsFor(header).language).toBe(language);
  });
});

const english = textsFor("en");

describe.each(["de", "fr", "es", "it"])("%s", (language) => {
  const texts = textsFor(language);

  it("says everything, in words of its own, with the same places to fill", () => {
    for (const group of ["waiting", "shop", "sorry", "map", "hold"] as const) {
      const ours = Object.entries(texts[group]);
      let different = 0;
      for (const [key, text] of ours) {
        const model = (english[group] as unknown as Record<string, string>)[key] ?? "";
        expect(text.trim()).toBe(text);
        expect([key, ...(text.match(/\{\w+\}/gu) ?? []).toSorted()]).toEqual([
          key,
          ...(model.match(/\{\w+\}/gu) ?? []).toSorted(),
        ]);
        if (text !== model) different += 1;
      }
      expect(different / ours.length).toBeGreaterThan(0.85); // "Section" is French, too;
    }
  });
});

describe("a wait in words", () => {
  const words = (waitP50: number | null, waitP90: number | null): string =>
    waitingWords(
      { position: 5, ahead: 4, called: false, waitP50, waitP90, pollAfter: 2 },
      { phase: "queueing", seatsLeft: 1_234 },
      english.waiting,
      "en",
    ).wait;

  it.each([
    [null, null, "not known yet"],
    [2, 40, "less than a minute"],
    [61, 100, "1 min to 2 min"],
    [30, 61, "1 min to 2 min"],
    [110, 120, "1 min to 2 min"],
    [120, 120, "2 min"],
    [3_000, 9_000, "50 min to 2 h 30 min"],
  ])("%s to %s seconds is %j", (p50, p90, text) => {
    expect(words(p50, p90)).toBe(text);
  });

  it("never leaves a gap, whatever the phase", () => {
    for (const phase of ["idle", "prequeueing", "queueing", "paused", "suspended", "ended", "sold_out"] as const) {
      for (const called of [true, false]) {
        const standing = { position: called ? 0 : 3, ahead: 2, called, waitP50: null, waitP90: null, pollAfter: 5 };
        const status = { phase, seatsLeft: null, eventStartTime: new Date(millis(0)).toISOString() };
        const said = waitingWords(standing, status, english.waiting, "en");
        expect(Object.values(said).join("")).not.toMatch(/[{}]|undefined|NaN/u);
      }
    }
  });
});
