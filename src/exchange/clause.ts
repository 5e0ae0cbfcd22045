import type { RequirementId } from "../../suites/requirements/index.ts";

/** What a check rests on: rows of the requirement table, or a vendor's document. */
export type Clause = RequirementClause | VendorClause;

/** Rules of the RFCs. */
export interface RequirementClause {
  readonly kind: "requirements";
  readonly requirements: readonly [RequirementId, ...RequirementId[]];
}

/** What a vendor's document says, or what its product was seen to do. */
export interface VendorClause {
  readonly kind: "vendor";
  /** Permanent name of the rule, for example `OKTA-deactivate-01`; a defect names it in `breaks`. */
  readonly id: string;
  /** The vendor's name; `own` for a rule of one's own. */
  readonly source: string;
  /** The rule in our own words. */
  readonly requirement: string;
  readonly url: string;
  /** The day on which the document was read, ISO 8601; empty for a rule of one's own. */
  readonly seen: string;
  /** Documented and observed rules fail, inferred ones warn. */
  readonly standing: "documented" | "observed" | "inferred";
  /** True where the vendor itself calls it optional: a breach warns. */
  readonly isOptional?: true;
}

/** A clause of the RFCs. */
export function rfc(...requirements: readonly [RequirementId, ...RequirementId[]]): RequirementClause {
  return { kind: "requirements", requirements };
}

/** The ids that a clause claims and that a defect may name in `breaks`. */
export function claimedIds(clause: Clause): readonly string[] {
  return clause.kind === "requirements" ? clause.requirements : [clause.id];
}
