import type { RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import type { PlayedStepName, ScenarioResult } from "../run.ts";

/** What a traffic rule was broken in. */
export type BrokenRule = Pick<RuleTally, "inScenarios"> & { readonly rule: { readonly id: string } };

/** The steps of scenarios in whose exchanges a rule was broken, in the order of play. */
export function stepsBreaking(
  { inScenarios }: Pick<BrokenRule, "inScenarios">,
  scenarios: readonly ScenarioResult[],
): readonly PlayedStepName[] {
  const broken = new Set(inScenarios);
  if (broken.size === 0) return [];
  return scenarios.flatMap(({ id, steps }) =>
    steps
      .filter(({ exchanges }) => exchanges.some((seq) => broken.has(seq)))
      .map(({ step }) => ({ scenario: id, step })),
  );
}

/** The scenarios, with the rules that each step broke. */
export function withBreaches(
  scenarios: readonly ScenarioResult[],
  rules: readonly BrokenRule[],
): readonly ScenarioResult[] {
  const broken = rules
    .filter(({ inScenarios }) => inScenarios.length > 0)
    .map(({ rule, inScenarios }) => ({ id: rule.id, seqs: new Set(inScenarios) }));
  if (broken.length === 0) return scenarios;
  return scenarios.map((scenario) => ({
    ...scenario,
    steps: scenario.steps.map((step) => {
      const ids = broken.filter(({ seqs }) => step.exchanges.some((seq) => seqs.has(seq))).map(({ id }) => id);
      return ids.length === 0 ? step : { ...step, breaches: ids };
    }),
  }));
}
