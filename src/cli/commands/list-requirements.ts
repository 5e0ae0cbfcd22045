import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import type { Requirement } from "../../../suites/requirements/requirement.ts";
import { claimedIds } from "../../exchange/clause.ts";
import { isCounted } from "../../engine/report/requirement-results.ts";
import { allDeclarations } from "../declarations.ts";
import type { OutputStyle } from "../output/output-style.ts";
import { toTable } from "../output/table.ts";

/** All rows of the requirement table, and how many there are. */
export function listRequirements({ width }: Pick<OutputStyle, "width">): readonly string[] {
  const rules = [...REQUIREMENTS.values()];
  return [
    ...toRows(rules, width),
    "",
    `${rules.length} requirements, ${rules.filter(isCounted).length} of them observable`,
  ];
}

/** The requirements that reports count as observable and that neither a check nor a traffic rule rests on. */
export function listUncovered({ width }: Pick<OutputStyle, "width">): readonly string[] {
  const claimed = new Set(allDeclarations().flatMap(({ declared }) => claimedIds(declared.clause)));
  const observable = [...REQUIREMENTS.values()].filter(isCounted);
  const uncovered = observable.filter(({ id }) => !claimed.has(id));
  return [
    ...toRows(uncovered, width),
    ...(uncovered.length === 0 ? [] : [""]),
    `${uncovered.length} of ${observable.length} observable requirements without a check`,
  ];
}

function toRows(rules: readonly Requirement[], width: number): readonly string[] {
  const rows = rules.map(({ id, level, area, requirement }) => [id, level, area, requirement]);
  return toTable(rows, width).flat();
}
