import { on } from "../kit/defects/on.ts";
import { expect, test } from "vitest";
import { withoutNames } from "../engine/report/without-names.ts";
import type { Run } from "../engine/run.ts";
import { toListBody } from "../exchange/list-body.ts";
import { createCountedClock } from "./testing/counted-clock.ts";
import { noisy, quiet } from "./testing/noise.ts";
import { createRandom } from "./testing/random.ts";
import { laggingBy } from "../../fixtures/variants/words/lagging.ts";
import { runAgainst } from "./testing/run-against.ts";
import type { Serve } from "../kit/variant.ts";

/** Every check, traffic rule, scenario and step with its verdict and reason. */
function told(run: Run): readonly string[] {
  const steps = run.scenarios.flatMap(({ id, steps: played }) => played.map((step) => ({ ...step, check: id })));
  return [...run.findings, ...steps].map(({ check, verdict, reason }) => `${check} ${verdict} ${withoutPage(reason)}`);
}

/** On which page of a list a user stands, and how many there are, is chance where others make and remove users too. */
function withoutPage(reason: string): string {
  const plain = withoutNames(reason).replace(/^GET \/Users\?.* shows active /, "GET /Users shows active ");
  return plain.replace(/startIndex=\d{5}/, "startIndex={n}");
}

/** What hangs on which users there are: the submission test reads whoever is listed first, and a list that is cut shows the new ones or not. */
const OF_COMPANY = /^(?:okta-spec\.users\.(?:list|read)|users\.delete\.not-in-lists) /;

async function verdictsOf(serve: Serve, playsScenarios = true): Promise<readonly string[]> {
  const all = told(await runAgainst(serve, playsScenarios, createCountedClock()));
  return all.filter((line) => !OF_COMPANY.test(line));
}

/** Counts the page instead of the matches, and shows everybody active in lists. */
const fault = on("GET /Users").body((list) => {
  const { resources } = toListBody(list);
  return { ...list, totalResults: resources.length, Resources: resources.map((one) => ({ ...one, active: true })) };
});

test(
  "a target that is slow, lags behind, and that others write to gets the verdicts of a quiet one",
  { timeout: 180_000 },
  async () => {
    const expected = await verdictsOf(quiet());
    const random = createRandom(2);
    expect(expected.filter((line) => / (?:fail|warn|error) /.test(line))).toEqual([]);
    expect(await verdictsOf(noisy(1))).toEqual(expected);
    expect(await verdictsOf(noisy(2, { server: laggingBy(() => random() * 1500) }))).toEqual(expected);
  },
);

test("a faulty target gets them too", { timeout: 180_000 }, async () => {
  const expected = await verdictsOf(quiet(fault), false);
  expect(expected.filter((line) => line.includes(" fail ")).length).toBeGreaterThan(5);
  expect(await verdictsOf(noisy(3, { fault }), false)).toEqual(expected);
});
