import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { isArray } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import { largestPlace, namesOfPeople } from "../document/scenario-selection.ts";
import { entriesIn, mappingAt, unknownName, foundAt } from "./reading.ts";
import type { Path } from "./reading.ts";

/** Whom a document may choose. */
export interface PeopleKnown {
  readonly names: readonly string[];
  /** The smallest population that the scenario can be played with. */
  readonly size: number;
}

/** The people of a document, as far as it can be read. */
export function peopleOf(document: Json): PeopleKnown {
  const population = mappingAt(document, "population");
  const names = entriesIn(mappingAt(population, "people")).map(([name]) => name);
  const users = population["users"];
  const size = typeof users === "number" ? users : names.length;
  const onTarget = population["on-target"];
  return { names, size: typeof onTarget === "number" ? Math.min(onTarget, size) : size };
}

/** What is wrong with a selection: places and names that the population does not have. */
export function selectionProblems(
  value: Json | undefined,
  path: Path,
  { names, size }: PeopleKnown,
): DocumentProblem[] {
  const selection = (isArray(value) ? value : [value]).filter(
    (one) => typeof one === "string" || typeof one === "number",
  );
  const texts = selection.map(String);
  const largest = largestPlace(texts);
  const strangers = namesOfPeople(texts).filter((name) => !names.includes(name));
  return [
    ...(largest <= size ? [] : [{ path, message: `names person ${largest} of a population of ${size}` }]),
    ...strangers.map((name) =>
      unknownName(path, `names "${name}", whom population.people does not have`, { name, known: [...names, ...WORDS] }),
    ),
  ];
}

const WORDS: readonly string[] = ["all", "last", "failed", "pending", "provisioned", "deprovisioned", "unassigned"];

/** What is wrong with the people of a document themselves. */
export function populationProblems(document: Json): DocumentProblem[] {
  const population = mappingAt(document, "population");
  const known = peopleOf(document);
  const { users, outside, staged } = population;
  const path = ["population"];
  return [
    ...(foundAt(document, "population") !== undefined && users === undefined && known.names.length === 0
      ? [{ path, message: "says neither how many users there are nor who the people are" }]
      : []),
    ...(known.names.length > known.size
      ? [{ path, message: `names ${known.names.length} people, and has ${known.size}` }]
      : []),
    ...known.names
      .filter((name) => WORDS.includes(name))
      .map((name) => ({
        path: [...path, "people", name],
        message: "is a word that chooses people: take another name",
      })),
    ...entriesIn(mappingAt(population, "groups")).flatMap(([name, members]) =>
      selectionProblems(members, [...path, "groups", name], known),
    ),
    ...selectionProblems(outside, [...path, "outside"], known),
    ...selectionProblems(staged, [...path, "staged"], known),
  ];
}
