import type { Clause, RequirementClause } from "../../exchange/clause.ts";
import type { RequirementId } from "../../../suites/requirements/index.ts";
import type { Requirement, Requirements } from "../../../suites/requirements/requirement.ts";
import type { FindingClause } from "../run.ts";

/** Whether a breach fails the run (`must`) or is a warning (`should`). */
export type Severity = "must" | "should";

const BINDING_BASES: readonly string[] = ["keyword", "table", "prose"];

/**
 * The severity that a clause gives to a check: of several rules that of the one that is broken, or the gravest when none is
 * named. A rule of an RFC is `must` when it is a MUST by keyword, table or prose without a doubt; what a vendor documents, or
 * was seen to do, is `must` too.
 * @throws Error when the ids are unknown or optional (MAY), or when the clause does not hold the broken rule
 */
export function severityOf(clause: Clause, requirements: Requirements, broken?: string): Severity {
  if (clause.kind === "vendor") return clause.standing === "inferred" || clause.isOptional === true ? "should" : "must";
  const rules = broken === undefined ? rulesOf(clause, requirements) : [ruleOf(clause, requirements, broken)];
  return rules.map(severityOfRule).includes("must") ? "must" : "should";
}

/** The clause as a report shows it, the broken rule first. @throws Error when an id is unknown */
export function toFindingClause(clause: Clause, requirements: Requirements, broken?: string): FindingClause {
  if (clause.kind === "vendor") {
    const { source, standing, id, requirement, url } = clause;
    const level = source === "own" ? severityOf(clause, requirements).toUpperCase() : standing;
    return { source, section: null, level, requirements: [id], text: requirement, url };
  }
  const rule = ruleOf(clause, requirements, broken ?? clause.requirements[0]);
  return {
    source: `RFC${rule.rfc}`,
    section: rule.section,
    level: rule.level,
    requirements: [rule.id, ...clause.requirements.filter((id) => id !== rule.id)],
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

function ruleOf(clause: RequirementClause, requirements: Requirements, id: string): Requirement {
  const rule = rulesOf(clause, requirements).find((one) => one.id === id);
  if (rule === undefined) throw new Error(`${id} is none of the rules that the check rests on`);
  return rule;
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
