import type { Json } from "../../../scim/json.ts";
import { isObject } from "../../../scim/json.ts";
import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { actionsOf, toSelection } from "./scenario-document.ts";
import type { ScenarioDocument, SelectionDocument, StepDocument } from "./scenario-document.ts";
import { parseExpression } from "./scenario-expression.ts";
import { largestPlace } from "./scenario-selection.ts";

type Path = readonly (string | number)[];

/** What is wrong with a scenario beyond its shape: expressions, people and groups that lead nowhere, in order of the document. */
export function scenarioProblems(document: ScenarioDocument): readonly DocumentProblem[] {
  const { population, steps } = document;
  return [
    ...expressionProblems(population["on-target"], ["population", "on-target"]),
    ...Object.entries(population.groups ?? {}).flatMap(([name, members]) =>
      placeProblems(document, members, ["population", "groups", name]),
    ),
    ...placeProblems(document, population.outside, ["population", "outside"]),
    ...steps.flatMap((step, index) => stepProblems(document, step, ["steps", index])),
    ...headlineProblems(steps),
  ];
}

function stepProblems(document: ScenarioDocument, step: StepDocument, path: Path): DocumentProblem[] {
  const [action = "", ...others] = actionsOf(step);
  if (action === "" || others.length > 0) {
    const what = action === "" ? "names no action" : `names two actions, ${action} and ${others.join(", ")}`;
    return [{ path, message: `${what}; a step has one` }];
  }
  const settings = step[action];
  const members = isObject(settings) ? settings : {};
  const below = [...path, action];
  return [
    ...groupProblems(document, members["group"], [...below, "group"]),
    ...["people", "add", "remove"].flatMap((name) =>
      placeProblems(document, toSelectionDocument(members[name]), [...below, name]),
    ),
    ...expressionProblems(members["seats"], [...below, "seats"]),
    ...expectationProblems(step, [...path, "expect"]),
  ];
}

function expectationProblems(step: StepDocument, path: Path): DocumentProblem[] {
  const expectations = step["expect"];
  if (!isObject(expectations)) return [];
  return Object.entries(expectations).flatMap(([name, value]) => expressionProblems(value, [...path, name]));
}

/** Names that a scenario may use: its own numbers, and the products' by name. */
const NAME = /^(?:users|(?:seats|available|bought)(?:\..+)?)$/;

function expressionProblems(value: Json | undefined, path: Path): DocumentProblem[] {
  if (typeof value !== "string") return [];
  try {
    return parseExpression(value)
      .names.filter((name) => !NAME.test(name))
      .map((name) => ({
        path,
        message: `asks for ${name}; there are users, seats, available and bought, and each of the last three by product as in seats.Sales`,
      }));
  } catch (error) {
    return [{ path, message: error instanceof Error ? `cannot be read: ${error.message}` : "cannot be read" }];
  }
}

function groupProblems({ population }: ScenarioDocument, name: Json | undefined, path: Path): DocumentProblem[] {
  const names = Object.keys(population.groups ?? {});
  if (typeof name !== "string" || names.includes(name)) return [];
  return [{ path, message: `names a group that population.groups does not have; it has ${names.join(", ")}` }];
}

/** Places are held against the smallest population that the scenario can be played with. */
function placeProblems(
  { population }: ScenarioDocument,
  selection: SelectionDocument | undefined,
  path: Path,
): DocumentProblem[] {
  const onTarget = population["on-target"];
  const size = typeof onTarget === "number" ? Math.min(onTarget, population.users) : population.users;
  const largest = largestPlace(toSelection(selection));
  return largest <= size ? [] : [{ path, message: `names person ${largest} of a population of ${size}` }];
}

function headlineProblems(steps: readonly StepDocument[]): DocumentProblem[] {
  const headlines = steps.flatMap((step, index) => (step["headline"] === true ? [index] : []));
  const [, second] = headlines;
  if (second === undefined) return [];
  return [{ path: ["steps", second, "headline"], message: "is the second one; a scenario has one at most" }];
}

function toSelectionDocument(value: Json | undefined): SelectionDocument | undefined {
  if (typeof value === "string" || typeof value === "number") return value;
  return Array.isArray(value) ? value.map(String) : undefined;
}
