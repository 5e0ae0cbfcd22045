import { expect, test } from "vitest";
import type { Finding } from "../run.ts";
import { LostTarget } from "../endurance/lost-target.ts";
import { isBelieved } from "./assemble-run.ts";

const lost = new LostTarget("https://h accepted the credentials until request #7", "", 7);

test.each([
  [[3, 7], true],
  [[], true],
  [[3, 8], false],
])("a finding that rests on the exchanges %j of a target lost after #7 is believed: %s", (exchanges, expected) => {
  const finding: Pick<Finding, "exchanges"> = { exchanges };
  expect(isBelieved(finding, { lost })).toBe(expected);
  expect(isBelieved(finding, { lost: undefined })).toBe(true);
});
