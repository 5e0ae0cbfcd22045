import type { Json } from "../../../scim/json.ts";
import type { StepOutcome } from "../../identity-provider.ts";
import { parseExpression } from "./scenario-expression.ts";
import type { ScenarioValues } from "./scenario-expression.ts";
import type { ScenarioStep } from "./scenario.ts";
import type { Mismatch } from "../../../exchange/violation.ts";

/** In what a step's results differ from what its document expects. */
export interface UnmetExpectation {
  /** One sentence: what is found instead of what. */
  readonly reason: string;
  /** What shows it, for example what the admin reads. */
  readonly examples: readonly string[];
  readonly mismatch: Mismatch;
}

/** Holds a step's results against its expectations; undefined when all are met. Throws an `Error` for a result that the step does not have. */
export function findUnmet(
  expectations: ScenarioStep["expect"],
  outcome: StepOutcome,
  values: ScenarioValues,
): UnmetExpectation | undefined {
  const unmet = Object.entries(expectations).flatMap(
    ([name, wanted]) => compare(name, wanted, { outcome, values }) ?? [],
  );
  if (unmet.length === 0) return undefined;
  return {
    reason: unmet.map((u) => `${u.name} is ${u.found} instead of ${u.wanted}`).join(", "),
    examples: [...new Set(unmet.flatMap((u) => u.example ?? []))],
    mismatch: {
      expected: unmet.map((u) => `${u.name}: ${u.wanted}`),
      actual: unmet.map((u) => `${u.name}: ${u.found}`).join(", "),
      at: null,
    },
  };
}

interface Unmet {
  readonly name: string;
  readonly found: string;
  /** The value, with the expression that it comes from. */
  readonly wanted: string;
  readonly example: string | undefined;
}

interface Grounds {
  readonly outcome: StepOutcome;
  readonly values: ScenarioValues;
}

function compare(name: string, wanted: Json, { outcome, values }: Grounds): Unmet | undefined {
  const found = outcome.results[name];
  if (found === undefined) {
    throw new Error(`the step has no result "${name}"; it has ${Object.keys(outcome.results).join(", ")}`);
  }
  const value = typeof wanted === "string" ? parseExpression(wanted).evaluate(values) : wanted;
  if (found === value) return undefined;
  const origin = typeof wanted === "string" && wanted.trim() !== String(value) ? ` (${wanted})` : "";
  const evidence = outcome.evidence?.[name];
  const example = Number(found) > Number(value) ? evidence?.tooMany : evidence?.tooFew;
  return { name, found: JSON.stringify(found), wanted: `${JSON.stringify(value)}${origin}`, example };
}
