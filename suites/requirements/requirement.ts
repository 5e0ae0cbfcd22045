/** The id of a row of `suites/requirements.json`, for example `RFC7644-3.3-06`. */
export type RequirementId = `RFC${number}-${string}`;

/** The RFCs' own word for how binding a rule is. */
export type RequirementLevel = "MUST" | "MUST NOT" | "SHOULD" | "SHOULD NOT" | "MAY";

/** One rule of an RFC, in our own words. */
export interface Requirement {
  readonly id: RequirementId;
  readonly rfc: number;
  readonly section: string;
  readonly level: RequirementLevel;
  /** What the level rests on: a capitalised keyword, a table, plain prose, an example, an erratum, or a duty of the other side. */
  readonly basis: "keyword" | "table" | "prose" | "example" | "erratum" | "derived";
  /** Two readings are defensible: a breach only warns. */
  readonly doubt?: boolean;
  readonly requirement: string;
  /** Can a client see whether it is kept? */
  readonly observable: boolean;
  readonly area: string;
  readonly needs: string;
  readonly profile: "core" | "cursor-pagination" | "security-events";
}

/** The requirement table, looked up by id. */
export type Requirements = ReadonlyMap<string, Requirement>;
