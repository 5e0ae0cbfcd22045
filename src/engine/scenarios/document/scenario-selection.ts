import type { AssignmentRow } from "../../run.ts";

/** People chosen by their place in the population, or by what the Assignments tab says of them. */
export type Selection = readonly string[];

/**
 * What may choose people: `all`, `last`, `3`, `1-10`, `3-last`, the statuses of the Assignments tab, and `unassigned` for those who
 * are not on it.
 */
export const SELECTION_PATTERN: RegExp =
  /^(?:all|last|failed|provisioned|deprovisioned|unassigned|\d+(?:-(?:\d+|last))?)$/;

/** The population that is chosen from. */
export interface Choice {
  readonly count: number;
  /** Status by position; undefined for people who are not assigned. Empty before anything is assigned. */
  readonly statuses: readonly (AssignmentRow["status"] | undefined)[];
}

/** Positions, from 0, in ascending order and each once. Throws an `Error` for a place that the population does not have. */
export function selectPeople(selection: Selection, choice: Choice): readonly number[] {
  const positions = new Set(selection.flatMap((part) => selectPart(part, choice)));
  return [...positions].toSorted((a, b) => a - b);
}

/** The largest place that a selection names with a number; 0 when it names none. */
export function largestPlace(selection: Selection): number {
  return Math.max(0, ...selection.flatMap((part) => (part.match(/\d+/g) ?? []).map(Number)));
}

function selectPart(part: string, { count, statuses }: Choice): readonly number[] {
  if (!SELECTION_PATTERN.test(part))
    throw new Error(`"${part}" does not choose people: write all, last, 3, 1-10 or failed`);
  if (part === "all") return range(1, count);
  if (part === "last") return range(count, count);
  if (part === "unassigned") return range(1, count).filter((position) => statuses[position] === undefined);
  if (!/^\d/.test(part)) return statuses.flatMap((status, position) => (status === part ? [position] : []));
  const [from = "", to = from] = part.split("-");
  const end = to === "last" ? count : Number(to);
  if (Number(from) < 1 || end > count)
    throw new Error(`"${part}" names people whom a population of ${count} does not have`);
  return range(Number(from), end);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from - 1 + index);
}
