import { describe, expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { withCap } from "../../src/run/fit-profile.ts";
import { judgeDeclared } from "../../src/self-check/judge-declared.ts";
import { seatsSuite } from "./index.ts";

// The checks of seats where there are no products: each active user takes one of six seats.

const capped = withCap(await loadProfile("generic"), 6);

/** A cap has no name that a refusal could leave out. */
const OF_PRODUCTS: readonly string[] = ["seat-refusal-without-product"];

const outcomes = new Map(
  await Promise.all(
    seatsSuite.checks.map(async (check) => [check.id, (await judgeDeclared(check, capped)).outcome] as const),
  ),
);
const judging = seatsSuite.checks.filter(({ id }) => outcomes.get(id)?.kind === "pass");

describe("under a plain cap on active users", () => {
  test.each(seatsSuite.checks.map(({ id }) => id))(
    "%s passes, or has nothing to judge without a second product",
    (id) => {
      const outcome = outcomes.get(id);
      if (outcome?.kind === "skip") expect(outcome.reason).toContain("there is no second product");
      else expect(outcome).toMatchObject({ kind: "pass" });
    },
  );

  test("most checks of seats have something to judge", () => {
    expect(judging.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "seats.create.limit",
        "seats.create.concurrent",
        "seats.refusal.form",
        "seats.leaks.no-new-holder",
        "seats.free.leaving",
        "seats.free.retry",
        "seats.growth.reactivate",
      ]),
    );
  });

  const faults = judging.flatMap((check) => check.defects.map((defect) => ({ check, defect, name: defect.name })));
  test.each(faults.filter(({ name }) => !OF_PRODUCTS.includes(name)))("$name is noticed", async ({ check, defect }) => {
    const { outcome } = await judgeDeclared(check, capped, defect);
    expect(outcome.kind).toBe("violation");
  });
});
