import rows from "../../../suites/requirements.json" with { type: "json" };
import type { Clause, RequirementClause } from "../../exchange/clause.ts";
import type {
  Requirement,
  RequirementId,
  RequirementLevel,
  Requirements,
} from "../../../suites/requirements/requirement.ts";
import type { FindingClause } from "../run.ts";

/** Whether a breach fails the run (`must`) or is a warning (`should`). */
export type Severity = "must" | "should";

const LEVELS: readonly string[] = ["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"] satisfies RequirementLevel[];
const BASES: readonly string[] = ["keyword", "table", "prose", "example", "erratum", "derived"];
const PROFILES: readonly string[] = ["core", "cursor-pagination", "security-events"];
const BINDING_BASES: readonly string[] = ["keyword", "table", "prose"];

/** The requirement table of `suites/requirements.json`, by id. @throws Error for a row that is malformed or there twice */
export function loadRequirements(): Requirements {
  const table = new Map<string, Requirement>();
  for (const row of rows) {
    if (!isRequirement(row)) throw new Error(`requirement ${row.id} is malformed`);
    if (table.has(row.id)) throw new Error(`requirement ${row.id} is in the table twice`);
    table.set(row.id, row);
  }
  return table;
}

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
    return { source, section: null, level: standing, requirements: [id], text: requirement, url };
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

/** What TypeScript cannot see in a JSON file: that its strings are the ones of our unions. */
function isRequirement(row: Row): row is Row & Requirement {
  return (
    /^RFC\d+-\S+-\d\d$/.test(row.id) &&
    LEVELS.includes(row.level) &&
    BASES.includes(row.basis) &&
    PROFILES.includes(row.profile)
  );
}

type Row = (typeof rows)[number];
