import { createHash } from "node:crypto";
import { SUITES } from "../../suites/index.ts";

/** What one run checks and plays. */
export interface Selection {
  /** Ids of checks. */
  readonly only: readonly string[];
  /** Ids of scenarios. */
  readonly scenarios: readonly string[];
}

const CHECKS_OF_A_RUN = 30;
const SCENARIOS = ["assign", "group-push", "deactivate"];

/** How many selections there are: enough for every check to have its turn many times. */
export const SELECTIONS = 200;

/** The same few checks and two scenarios for the same number; together the selections hold every check. */
export function selectionOf(selection: number): Selection {
  const ids = SUITES.flatMap(({ checks }) => checks.map(({ id }) => id));
  const rank = (id: string): string => createHash("sha256").update(`${selection}/${id}`).digest("hex");
  const ranked = ids.map((id) => ({ id, rank: rank(id) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return {
    only: ranked.slice(0, CHECKS_OF_A_RUN).map(({ id }) => id),
    scenarios: SCENARIOS.filter((_, index) => index !== selection % SCENARIOS.length),
  };
}
