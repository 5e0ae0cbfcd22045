import { expect, test } from "vitest";
import { findUnmet } from "./scenario-expect.ts";

const GROUNDS = { values: { users: 120, available: 100 }, choose: () => [], exchanges: [] };
const OUTCOME = {
  results: { provisioned: 120, failed: 0, connected: true },
  notes: [],
  evidence: {
    failed: { tooMany: "somebody failed", tooFew: "nobody failed" },
    provisioned: { tooMany: "the 101st is in" },
  },
};

test("nothing is unmet when every named result is as expected", () => {
  expect(findUnmet({ provisioned: 120, connected: true, failed: "users - 120" }, OUTCOME, GROUNDS)).toBeUndefined();
  expect(findUnmet({}, OUTCOME, GROUNDS)).toBeUndefined();
});

test("what is unmet is told with its expression and an example of the right kind", () => {
  const expectations = { provisioned: "min(users, available)", failed: "max(0, users - available)" };
  expect(findUnmet(expectations, OUTCOME, GROUNDS)).toEqual({
    reason:
      "provisioned is 120 instead of 100 (min(users, available)), failed is 0 instead of 20 (max(0, users - available))",
    examples: ["the 101st is in", "nobody failed"],
    mismatch: {
      expected: ["provisioned: 100 (min(users, available))", "failed: 20 (max(0, users - available))"],
      actual: "provisioned: 120, failed: 0",
      at: null,
    },
  });
});

test("a yes and a number are not the same", () => {
  expect(findUnmet({ connected: 1 }, OUTCOME, GROUNDS)?.reason).toBe("connected is true instead of 1");
  expect(findUnmet({ connected: false }, OUTCOME, GROUNDS)?.reason).toBe("connected is true instead of false");
});

test("a result that the step does not have is a fault of the scenario", () => {
  expect(() => findUnmet({ provisionde: 1 }, OUTCOME, GROUNDS)).toThrow(
    'the step has no result "provisionde"; it has provisioned, failed, connected',
  );
});
