import type { AssignmentRow } from "../../run.ts";

/** People chosen by their name, by their place in the population, or by what the Assignments tab says of them. */
export type Selection = readonly string[];

/**
 * What may choose people without naming them: `all`, `last`, `3`, `1-10`, `3-last`, the statuses of the Assignments tab, and
 * `unassigned` for those who are not on it.
 */
const WORDS = /^(?:all|last|failed|pending|provisioned|deprovisioned|unassigned|\d+(?:-(?:\d+|last))?)$/;

/** What the word that leaves people out stands between: `all but 3`, `1-10 but 4, 7-8`. */
const BUT = " but ";

/** The population that is chosen from. */
export interface Choice {
  readonly count: number;
  /** Status by position; undefined for people who are not assigned. Empty before anything is assigned. */
  readonly statuses: readonly (AssignmentRow["status"] | undefined)[];
  /** Names of the first people, in their order; none when left out. */
  readonly names?: readonly string[];
}

/** Positions, from 0, in ascending order and each once. Throws an `Error` for a place or name that the population does not have. */
export function selectPeople(selection: Selection, choice: Choice): readonly number[] {
  const positions = new Set(selection.flatMap((part) => selectPart(part, choice)));
  return [...positions].toSorted((a, b) => a - b);
}

/** The largest place that a selection names with a number; 0 when it names none. */
export function largestPlace(selection: Selection): number {
  const places = selection.flatMap(termsOf).filter((term) => /^\d/.test(term));
  return Math.max(0, ...places.flatMap((term) => (term.match(/\d+/g) ?? []).map(Number)));
}

/** What a selection says that is neither a word of its own nor a place: people's names, if there are such people. */
export function namesOfPeople(selection: Selection): readonly string[] {
  return selection.flatMap(termsOf).filter((term) => !WORDS.test(term));
}

function termsOf(part: string): readonly string[] {
  const [base = "", ...without] = part.split(BUT);
  return [base.trim(), ...without.flatMap((text) => text.split(",").map((term) => term.trim()))];
}

function selectPart(part: string, choice: Choice): readonly number[] {
  const [base = "", ...without] = termsOf(part);
  const left = new Set(without.flatMap((term) => selectTerm(term, choice)));
  return selectTerm(base, choice).filter((position) => !left.has(position));
}

function selectTerm(term: string, { count, statuses, names = [] }: Choice): readonly number[] {
  if (names.includes(term)) return [names.indexOf(term)];
  if (!WORDS.test(term))
    throw new Error(`"${term}" does not choose people: write all, last, 3, 1-10, failed, all but 3 or a person's name`);
  if (term === "all") return range(1, count);
  if (term === "last") return range(count, count);
  if (term === "unassigned") return range(1, count).filter((position) => statuses[position] === undefined);
  if (!/^\d/.test(term)) return statuses.flatMap((status, position) => (status === term ? [position] : []));
  const [from = "", to = from] = term.split("-");
  const end = to === "last" ? count : Number(to);
  if (Number(from) < 1 || end > count)
    throw new Error(`"${term}" names people whom a population of ${count} does not have`);
  return range(Number(from), end);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from - 1 + index);
}
