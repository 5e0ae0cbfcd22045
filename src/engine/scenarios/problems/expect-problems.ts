import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import { parseAttributeName } from "../facts/attribute-at.ts";
import { resultsOf } from "../steps/step-results.ts";
import { factProblems, patternProblems } from "./expression-problems.ts";
import { selectionProblems } from "./people-problems.ts";
import type { PeopleKnown } from "./people-problems.ts";
import { entriesIn, mappingAt, unknownName } from "./reading.ts";
import type { Path } from "./reading.ts";

/** What the expectations of a step are held against. */
export interface StepKnown {
  readonly action: string;
  /** Results of the steps that identity providers declare, by action. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
  readonly people: PeopleKnown;
}

/** Facts of a person that only a reading of the target shows. */
const READ: readonly string[] = ["found", "active", "attributes"];

/** What is wrong with what a step expects. */
export function expectProblems(expect: Json | undefined, path: Path, known: StepKnown): DocumentProblem[] {
  if (!isObject(expect)) return [];
  const results = resultsOf(known.action, known.declared);
  return entriesIn(expect).flatMap(([name, wanted]) => {
    const place = [...path, name];
    if (results !== undefined && !results.includes(name)) return [unknownResult(place, name, { ...known, results })];
    if (name === "person") return personProblems(wanted, place, known);
    if (name === "requests" && isArray(wanted)) return requestProblems(wanted, place);
    if (["notes", "message", "seat-warning"].includes(name)) return patternProblems(wanted, place);
    return factProblems(wanted, place);
  });
}

function unknownResult(
  path: Path,
  name: string,
  { action, results }: StepKnown & { readonly results: readonly string[] },
): DocumentProblem {
  const message = `is no result of ${action}, which has ${results.join(", ")}`;
  return unknownName(path, message, { name, known: results });
}

function personProblems(wanted: Json, path: Path, { action, people }: StepKnown): DocumentProblem[] {
  if (!isObject(wanted)) return [];
  return entriesIn(wanted).flatMap(([selector, facts]) => {
    const place = [...path, selector];
    const asked = isObject(facts) ? READ.filter((name) => facts[name] !== undefined) : [];
    const attributes = mappingAt(facts, "attributes");
    return [
      ...selectionProblems(selector, place, people),
      ...(action === "verify-users"
        ? []
        : asked.map((name) => ({
            path: [...place, name],
            message: "is known by verify-users alone, which reads people back",
          }))),
      ...Object.keys(attributes)
        .filter((name) => parseAttributeName(name) === undefined)
        .map((name) => ({
          path: [...place, "attributes", name],
          message: 'names no attribute: write title, name.familyName or emails[type eq "work"].value',
        })),
      ...patternProblems(facts, place),
    ];
  });
}

function requestProblems(wanted: readonly Json[], path: Path): DocumentProblem[] {
  return wanted.flatMap((one, index) => {
    const place = [...path, index];
    if (!isObject(one)) return [];
    return [...factProblems(one["count"], [...place, "count"]), ...patternProblems(one["body"], [...place, "body"])];
  });
}
