import type { Clause, RequirementClause } from "../../exchange/clause.ts";
import type { RequirementId } from "../../../suites/requirements/index.ts";
import type { Requirement, Requirements } from "../../../suites/requirements/requirement.ts";
import type { FindingClause } from "../run.ts";

/** Whether a breach fails the run (`must`) or is a warning (`should`). */
export type Severity = "must" | "should";

const BINDING_BASES: readonly string[] = ["keyword", "table", "prose"];

/**
 * The severity that a clause gives to a check. A rule of an RFC is `must` when it is a MUST by keyword, table or prose
 * without a doubt; what a vendor documents, or was seen to do, is `must` too.
 * @throws Error when the ids are unknown, optional (MAY), or of different severities
 */
export function severityOf(clause: Clause, requirements: Requirements): Severity {
  if (clause.kind === "vendor") return clause.standing === "inferred" ? "should" : "must";
  const severities = new Set(rulesOf(clause, requirements).map(severityOfRule));
  if (severities.size > 1) throw new Error(`${clause.requirements.join(", ")} differ in severity: split the check`);
  return severities.has("must") ? "must" : "should";
}

/** The clause as a report shows it. @throws Error when an id is unknown */
export function toFindingClause(clause: Clause, requirements: Requirements): FindingClause {
  if (clause.kind === "vendor") {
    const { source, standing, id, requirement, url } = clause;
    const level = source === "own" ? severityOf(clause, requirements).toUpperCase() : standing;
    return { source, section: null, level, requirements: [id], text: requirement, url };
  }
  const [rule] = rulesOf(clause, requirements);
  return {
    source: `RFC${rule.rfc}`,
    section: rule.section,
    level: rule.level,
    requirements: clause.requirements,
    text: rule.requirement,
    url: urlOf(rule),
  };
}

/** Where a rule can be read: the section of the RFC in the RFC Editor's copy. */
export function urlOf(rule: Requirement): string {
  return `https://www.rfc-editor.org/rfc/rfc${rule.rfc}#section-${rule.section}`;
}

function severityOfRule(rule: Requirement): Severity {
  if (rule.level === "MAY") throw new Error(`${rule.id} is optional (MAY), so no check can rest on it`);
  const binding = rule.level.startsWith("MUST") && BINDING_BASES.includes(rule.basis) && rule.doubt !== true;
  return binding ? "must" : "should";
}

function rulesOf(clause: RequirementClause, requirements: Requirements): readonly [Requirement, ...Requirement[]] {
  const [first, ...rest] = clause.requirements;
  return [lookUp(first, requirements), ...rest.map((id) => lookUp(id, requirements))];
}

function lookUp(id: RequirementId, requirements: Requirements): Requirement {
  const rule = requirements.get(id);
  if (rule === undefined) throw new Error(`there is no requirement ${id}`);
  return rule;
}
