import type { Clause, VendorClause } from "../exchange/clause.ts";
import type { RequirementId } from "../../suites/requirements/index.ts";

/** What a check rests on: a row of the requirement table, several of one severity, or a rule from elsewhere. */
export type Rule = RequirementId | readonly [RequirementId, RequirementId, ...RequirementId[]] | VendorClause;

/** A rule of the user's own, for checks of one's own. */
export interface OwnRule {
  /** Permanent name of the rule. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly text: string;
  /** Where it is written. */
  readonly url: string;
  /** A breach of `must` fails, one of `should` warns. */
  readonly severity: "must" | "should";
}

/** Declares a rule of the user's own. */
export function ownRule({ id, text, url, severity }: OwnRule): VendorClause {
  const standing = severity === "must" ? "documented" : "inferred";
  return { kind: "vendor", source: "own", id, requirement: text, url, seen: "", standing };
}

/** The clause that a rule stands for. */
export function toClause(rule: Rule): Clause {
  if (typeof rule === "string") return { kind: "requirements", requirements: [rule] };
  return "kind" in rule ? rule : { kind: "requirements", requirements: rule };
}

/** The id of the one rule; undefined when there are several. */
export function onlyRule(rule: Rule): string | undefined {
  if (typeof rule === "string") return rule;
  return "kind" in rule ? rule.id : undefined;
}
