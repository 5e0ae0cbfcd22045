import { getIgnoreCase, isObject } from "../../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Judge, Reply, UserBody } from "../../../../src/kit/index.ts";
import { resourcesOf } from "../../words/page.ts";

/** What every part of the walk works with. */
export interface Walker {
  readonly t: CheckContext;
  readonly judge: Judge;
  /** True for an app of the wizard, which sends PUT where one of the catalogue sends PATCH. */
  readonly isOfWizard: boolean;
}

/** Somebody at the target, and what is known of the person. */
export interface WhoIsThere {
  readonly id: string;
  readonly person: UserBody;
}

/** An account that Okta has made, as it is known at the moment. */
export interface Account extends WhoIsThere {
  /** What the last reading gave. */
  readonly current: JsonObject;
  /** With whose data a second create of the same name was sent. */
  readonly second?: UserBody;
  /** True when nobody has the id any more. */
  readonly isGone?: boolean;
  /** True when a match query has found it since the first PUT. */
  readonly isFound?: boolean;
}

/** A group that Okta pushes. */
export interface Pushed {
  readonly id: string;
  /** The name that it was created with. */
  readonly first: string;
  /** The name that it gets. */
  readonly name: string;
  /** Not its name, but how that begins. */
  readonly beginning: string;
  /** What the query by a name with punctuation gave, where it did not find the group. */
  readonly unfound?: Reply | undefined;
}

/** What a reading gives, where it gives a resource. */
export function objectIn({ body }: Pick<Reply, "body">, before: JsonObject): JsonObject {
  return isObject(body) ? body : before;
}

/** The id in an answer. */
export function shownId({ body }: Pick<Reply, "body">): string | undefined {
  const id = isObject(body) ? getIgnoreCase(body, "id") : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** True for a list that shows one of these. */
export function hasAnyOf(reply: Reply, others: readonly WhoIsThere[]): boolean {
  return resourcesOf(reply).some((entry) => others.some(({ id }) => id === getIgnoreCase(entry, "id")));
}
