/** The RFCs' own word for how binding a rule is. */
export type RequirementLevel = "MUST" | "MUST NOT" | "SHOULD" | "SHOULD NOT" | "MAY";

/** One row of the requirement table: a rule of an RFC, in our own words. Its key is the id, for example `RFC7644-3.3-06`. */
export interface RequirementRow {
  readonly requirement: string;
  /** Where the rule stands, when that is not the section that its id names: ids are never renumbered. */
  readonly section?: string;
  readonly level: RequirementLevel;
  /** What the level rests on: a capitalised keyword, a table, plain prose, an example, an erratum, or a duty of the other side. */
  readonly basis: "keyword" | "table" | "prose" | "example" | "erratum" | "derived";
  /** Two readings are defensible: a breach only warns. */
  readonly doubt?: boolean;
  /** Can a client see whether it is kept? */
  readonly observable: boolean;
  readonly area: string;
  readonly needs: string;
  readonly profile: "core" | "cursor-pagination" | "security-events";
}

/** A row together with what its id says. */
export interface Requirement extends RequirementRow {
  readonly id: string;
  readonly rfc: number;
  readonly section: string;
}

/** The requirement table, looked up by id. */
export type Requirements = ReadonlyMap<string, Requirement>;
