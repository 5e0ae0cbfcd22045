import { expect, test } from "vitest";
import { differences, withoutChance } from "./tables.ts";

const NAMES = ["here", "there"] as const;

test("where creates fail in both runs, what had begun by then is chance; what works in one is not", () => {
  const whole = { create: "fails", update: "fails", import: "works", "group-push": "fails" } as const;
  const other = { create: "fails", update: "not tested", import: "fails", "group-push": "fails" } as const;
  expect(differences(...withoutChance(whole, other), NAMES)).toEqual(["import: works here, fails there"]);
});

test("where nothing fails in both, a feature that is not tested in one is told", () => {
  const whole = { create: "works", update: "fails" } as const;
  const other = { create: "works", update: "not tested" } as const;
  expect(differences(...withoutChance(whole, other), NAMES)).toEqual(["update: fails here, not tested there"]);
});
