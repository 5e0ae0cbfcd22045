import type { Requirements } from "../../suites/requirements/requirement.ts";
import { toFindingClause } from "../engine/checks/requirements.ts";
import type { Clause } from "../exchange/clause.ts";

/** A clause in a few words: `RFC 7644 3.3 MUST`, or `Okta, documented`. */
export function clauseLabel(clause: Clause, requirements: Requirements): string {
  const { source, section, level } = toFindingClause(clause, requirements);
  return section === null ? `${source}, ${level}` : `${source.replace(/^RFC/, "RFC ")} ${section} ${level}`;
}
