import type { CheckContext, JsonObject, Judge, UserBody } from "../../../../src/kit/index.ts";

/** What every part of the walk works with. */
export interface Walker {
  readonly t: CheckContext;
  readonly judge: Judge;
}

/** An account that Okta has made, as it is known at the moment. */
export interface Account {
  readonly id: string;
  /** The person as Okta has it by now. */
  readonly person: UserBody;
  /** What the last reading gave. */
  readonly current: JsonObject;
}

/** What does not come about either where nobody gets an account that Okta can go on with. */
export const ALL_OF_PEOPLE = ["create", "update", "deactivate", "import"] as const;
