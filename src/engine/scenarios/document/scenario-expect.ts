import type { Json } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import type { Mismatch } from "../../../exchange/violation.ts";
import type { StepOutcome } from "../../identity-provider.ts";
import { toNumberFact } from "../facts/number-fact.ts";
import { personUnmet } from "../facts/person-fact.ts";
import type { PersonNow } from "../facts/person-fact.ts";
import { requestsUnmet } from "../facts/request-fact.ts";
import { featuresUnmet, lineUnmet, notesUnmet } from "../facts/told-fact.ts";
import { describeUnmet } from "../facts/unmet.ts";
import type { Unmet } from "../facts/unmet.ts";
import type { ScenarioValues } from "./scenario-expression.ts";
import type { ScenarioStep } from "./scenario.ts";

/** In what a step's results differ from what its document expects. */
export interface UnmetExpectation {
  /** One sentence: what is found instead of what. */
  readonly reason: string;
  /** What shows it, for example what the admin reads. */
  readonly examples: readonly string[];
  readonly mismatch: Mismatch;
}

/** What expectations are held against, beside the results of the step. */
export interface ExpectationGrounds {
  readonly values: ScenarioValues;
  /** The people whom a selector chooses after the step. */
  readonly choose: (selector: string) => readonly PersonNow[];
  /** What was sent in the step. */
  readonly exchanges: readonly LiveExchange[];
}

/** Holds a step's results against its expectations; undefined when all are met. Throws an `Error` for a result that the step does not have. */
export function findUnmet(
  expectations: ScenarioStep["expect"],
  outcome: StepOutcome,
  grounds: ExpectationGrounds,
): UnmetExpectation | undefined {
  const unmet = Object.entries(expectations).flatMap(([name, wanted]) => compare(name, wanted, { outcome, grounds }));
  if (unmet.length === 0) return undefined;
  const told = unmet.slice(0, MAX_TOLD);
  const more = unmet.length > told.length ? `, and ${unmet.length - told.length} more` : "";
  return {
    reason: `${describeUnmet(told)}${more}`,
    examples: [...new Set(unmet.flatMap((u) => u.example ?? []))].slice(0, MAX_TOLD),
    mismatch: {
      expected: told.map((u) => `${u.name}: ${u.wanted}`),
      actual: told.map((u) => `${u.name}: ${u.found}`).join(", "),
      at: null,
    },
  };
}

/** What is told of many people who are not as they should be. */
const MAX_TOLD = 6;

interface Grounds {
  readonly outcome: StepOutcome;
  readonly grounds: ExpectationGrounds;
}

function compare(name: string, wanted: Json, { outcome, grounds }: Grounds): readonly Unmet[] {
  const { results, notes } = outcome;
  switch (name) {
    case "person":
      return peopleUnmet(wanted, grounds);
    case "notes":
      return notesUnmet(wanted, notes);
    case "message":
    case "seat-warning":
      return lineUnmet(name, wanted, results[name]);
    case "features":
      return featuresUnmet(wanted, results[name]);
    default:
      if (name === "requests" && isArray(wanted)) return requestsUnmet(wanted, grounds.exchanges, grounds.values);
      return resultUnmet(name, wanted, { outcome, grounds });
  }
}

function resultUnmet(name: string, wanted: Json, { outcome, grounds }: Grounds): readonly Unmet[] {
  const found = outcome.results[name];
  if (found === undefined) {
    throw new Error(`the step has no result "${name}"; it has ${Object.keys(outcome.results).join(", ")}`);
  }
  const fact = toNumberFact(wanted, grounds.values);
  if (fact.isMet(found)) return [];
  const evidence = outcome.evidence?.[name];
  const example = fact.isTooMuch(found) ? evidence?.tooMany : evidence?.tooFew;
  return [{ name, found: JSON.stringify(found), wanted: fact.words, example }];
}

function peopleUnmet(wanted: Json, { choose }: ExpectationGrounds): readonly Unmet[] {
  if (!isObject(wanted)) return [];
  return Object.entries(wanted).flatMap(([selector, facts]) => {
    if (!isObject(facts)) return [];
    const chosen = choose(selector);
    if (chosen.length === 0) return [{ name: `who is meant by "${selector}"`, found: "nobody", wanted: "somebody" }];
    return chosen.flatMap((person) => personUnmet(facts, person));
  });
}
