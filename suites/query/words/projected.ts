import type { CheckContext } from "../../../src/kit/check-context.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { parseSchemaResource } from "../../../src/scim/schema/schema.ts";
import { sameUrn, USER_URN } from "../../../src/scim/urns.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";

/** Members that any answer may have, whatever was asked for: none of them is judged as too much. */
const ALWAYS_ALLOWED: readonly string[] = ["id", "schemas", "meta"];

/** Top-level members with a value. */
export function membersOf(resource: JsonObject): readonly string[] {
  return Object.keys(resource).filter((name) => !isUnassigned(resource[name]));
}

/** Of a user's members, those that disappear when only others are asked for. */
export function optionalMembersOf(t: CheckContext, user: JsonObject): readonly string[] {
  return membersOf(user).filter((name) => !ALWAYS_ALLOWED.includes(name) && !isReturnedAnyway(t, name));
}

/** Throws when a projected user has one of the members. */
export function verifyWithout(reply: Reply, user: JsonObject, options: Without): void {
  const extra = options.members.find((name) => !isUnassigned(valueAt(user, name)));
  verifyThat(extra === undefined, reply, {
    reason: `${describeRequest(reply)} answers ${extra ?? ""}, which was not asked for`,
    expected: `no ${extra ?? ""}`,
    actual: shown(extra === undefined ? undefined : valueAt(user, extra)),
    at: `${options.at ?? ""}/${extra ?? ""}`,
  });
}

/** Members that must not be there, and where the user stands in the body. */
export interface Without {
  readonly members: readonly string[];
  readonly at?: string;
}

/** Throws unless a projected user has a value at the path. */
export function verifyWith(reply: Reply, user: JsonObject, ...path: readonly string[]): void {
  const found = valueAt(user, ...path);
  verifyThat(!isUnassigned(found), reply, {
    reason: `${describeRequest(reply)} answers a user without ${path.join(".")}`,
    expected: `a value for ${path.join(".")}`,
    actual: shown(found),
    at: `/${path.join("/")}`,
  });
}

/** True for what the target publishes as returned always, or on request, where a write may show it; extensions by what they hold. */
function isReturnedAnyway(t: CheckContext, name: string): boolean {
  const extension = t.target.schemas?.find((schema) => isObject(schema) && sameUrn(String(schema["id"]), name));
  const attributes = parseSchemaResource(extension)?.attributes ?? [];
  const characteristics = [publishedAttribute(t, [USER_URN, name]), ...attributes].map((found) => found?.returned);
  return characteristics.includes("always") || characteristics.includes("request");
}
