import { expect, test } from "vitest";
import { growsBeyondDoubt } from "./growth.ts";

const pairsOf = (...pairs: readonly (readonly [small: number, large: number])[]): boolean =>
  growsBeyondDoubt(pairs.map(([small, large]) => ({ small, large })));

test("a change that takes 40 ms for each member grows beyond doubt", () => {
  expect(pairsOf([45, 4100], [80, 4200], [120, 4150])).toBe(true);
});

test.each([
  {
    what: "one slow change in six on a busy machine",
    pairs: [
      [5, 6],
      [4, 900],
      [6, 5],
    ],
  },
  {
    what: "a busy machine that slows all changes down",
    pairs: [
      [700, 900],
      [650, 1200],
      [800, 2000],
    ],
  },
  {
    what: "a slow change of the small group among slow ones of the large",
    pairs: [
      [5, 800],
      [300, 900],
      [5, 850],
    ],
  },
  {
    what: "a group that is slower, yet fast enough for everybody",
    pairs: [
      [1, 90],
      [1, 110],
      [1, 100],
    ],
  },
  {
    what: "a group that is three times as slow",
    pairs: [
      [200, 600],
      [210, 640],
      [190, 650],
    ],
  },
] as const)("$what is no growth", ({ pairs }) => {
  expect(pairsOf(...pairs)).toBe(false);
});

test("nothing measured is no growth", () => {
  expect(growsBeyondDoubt([])).toBe(false);
});
