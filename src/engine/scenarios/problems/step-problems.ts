import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { actionsOf } from "../document/scenario-document.ts";
import { parseRequestPattern } from "../facts/request-pattern.ts";
import { resultsOf, STEP_NAMES } from "../steps/step-results.ts";
import { expectProblems } from "./expect-problems.ts";
import type { StepKnown } from "./expect-problems.ts";
import { expressionProblems } from "./expression-problems.ts";
import { selectionProblems } from "./people-problems.ts";
import { listAt, entriesIn, mappingAt, unknownName } from "./reading.ts";
import type { Path } from "./reading.ts";

type Known = Omit<StepKnown, "action">;

/** What is wrong with the steps of a document, each beyond its shape. */
export function stepsProblems(document: Json, known: Known): DocumentProblem[] {
  const groups = entriesIn(mappingAt(mappingAt(document, "population"), "groups")).map(([name]) => name);
  const open = new Set(groups);
  return listAt(document, "steps").flatMap((step, index) =>
    isObject(step) ? stepProblems(step, ["steps", index], { ...known, groups: open }) : [],
  );
}

/** Groups come and go from step to step. */
interface WithGroups extends Known {
  readonly groups: Set<string>;
}

function stepProblems(step: JsonObject, path: Path, known: WithGroups): DocumentProblem[] {
  const given = Object.fromEntries(entriesIn(step));
  const [action = "", ...others] = actionsOf(given);
  if (action === "" || others.length > 0) {
    const what = action === "" ? "names no action" : `names two actions, ${action} and ${others.join(", ")}`;
    return [{ path, message: `${what}; a step has one` }];
  }
  if (resultsOf(action, known.declared) === undefined) return [unknownStep([...path, action], action, known)];
  const members = mappingAt(step, action);
  const below = [...path, action];
  return [
    ...groupProblems({ action, members }, below, known.groups),
    ...["people", "add", "remove"].flatMap((name) => selectionProblems(members[name], [...below, name], known.people)),
    ...expressionProblems(members["seats"], [...below, "seats"]),
    ...faultProblems(action, members, below),
    ...expectProblems(step["expect"], [...path, "expect"], { ...known, action }),
  ];
}

function unknownStep(path: Path, name: string, { declared }: Known): DocumentProblem {
  return unknownName(path, "is a step that nobody knows", { name, known: [...STEP_NAMES, ...declared.keys()] });
}

interface NamedStep {
  readonly action: string;
  readonly members: JsonObject;
}

function groupProblems({ action, members }: NamedStep, path: Path, groups: Set<string>): DocumentProblem[] {
  const { group } = members;
  const named = [
    ...(group === undefined ? [] : [{ name: group, place: [...path, "group"] }]),
    ...listAt(members, "groups").map((name, index) => ({ name, place: [...path, "groups", index] })),
  ];
  const known = [...groups];
  if (action === "add-group" && typeof group === "string") {
    if (groups.has(group)) return [{ path: [...path, "group"], message: "names a group that is there already" }];
    groups.add(group);
    return [];
  }
  if (action === "delete-group" && typeof group === "string") groups.delete(group);
  return named.flatMap(({ name, place }) => {
    if (typeof name !== "string" || known.includes(name)) return [];
    const there = known.length === 0 ? "there is none" : `it has ${known.join(", ")}`;
    return [unknownName(place, `names a group that population.groups does not have; ${there}`, { name, known })];
  });
}

function faultProblems(action: string, { on }: JsonObject, path: Path): DocumentProblem[] {
  if (action !== "fault" || typeof on !== "string" || parseRequestPattern(on) !== undefined) return [];
  return [{ path: [...path, "on"], message: "names no requests: write a method and a path, as in PUT /Users/*" }];
}

/** What is wrong with the step that the report shows. */
export function headlineProblems(document: Json): DocumentProblem[] {
  const headlines = listAt(document, "steps").flatMap((step, index) =>
    isObject(step) && step["headline"] === true ? [index] : [],
  );
  const [, second] = headlines;
  if (second === undefined) return [];
  return [{ path: ["steps", second, "headline"], message: "is the second one; a scenario has one at most" }];
}
