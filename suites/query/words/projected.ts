import {
  isObject,
  isUnassigned,
  publishedAttribute,
  sameUrn,
  USER_URN,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type {
  CheckContext,
  Json,
  JsonObject,
  OwnUser,
  Reply,
  RequirementId,
  ValueWords,
  Verifier,
} from "../../../src/kit/index.ts";
import { parseSchemaResource } from "../../../src/scim/schema/schema.ts";

/** Members that any answer may have, whatever was asked for: none of them is judged as too much. */
const ALWAYS_ALLOWED: readonly string[] = ["id", "schemas", "meta"];

/** Top-level members with a value. */
export function membersOf(resource: JsonObject): readonly string[] {
  return Object.keys(resource).filter((name) => !isUnassigned(resource[name]) && !isHollow(resource[name]));
}

/** An object in which nothing has a value. */
function isHollow(value: Json | undefined): boolean {
  return isObject(value) && Object.values(value).every((inner) => isUnassigned(inner) || isHollow(inner));
}

/** Of a user's members, those that disappear when only others are asked for. */
export function optionalMembersOf(t: CheckContext, user: JsonObject): readonly string[] {
  return membersOf(user).filter((name) => !ALWAYS_ALLOWED.includes(name.toLowerCase()) && !isReturnedAnyway(t, name));
}

/** What a projection asks for. */
export type Projection = Readonly<Partial<Record<"attributes" | "excludedAttributes", string | readonly string[]>>>;

/** GET of a user with a projection. */
export async function readProjected(t: CheckContext, { path }: OwnUser, asked: Projection): Promise<Reply> {
  return t.get(withQuery(path, asked));
}

/** Throws unless it was answered 200 with an object; names the rule where there are several. */
export function verifyShown(reply: Reply, rule?: RequirementId): Verifier {
  const answer = verify(reply, rule === undefined ? {} : { rule }).status(200);
  answer.object();
  return answer;
}

/** Throws when a projected user has one of the members. */
export function verifyWithout(user: ValueWords, members: readonly string[]): void {
  for (const member of members) {
    const place = user.at(member);
    if (!isHollow(place.value)) place.isUnassigned();
  }
}

/** Throws unless an answer to attributes=userName has the user with id and userName, and none of the other members. */
export function verifyLimited(answer: Verifier, others: readonly string[]): void {
  verifyNamed(answer);
  verifyWithout(answer.at(), others);
}

/** Throws unless an answer to attributes=userName has the user with id and userName. */
export function verifyNamed(answer: Verifier): void {
  answer.object();
  answer.at("id").isAssigned();
  answer.at("userName").isAssigned();
}

/** Supposes that attributes=userName limits what comes back of a user: that is judged by another check. */
export async function supposeLimited(t: CheckContext, user: OwnUser, others: readonly string[]): Promise<void> {
  await t.supposing(
    "query.project.attributes",
    () => readProjected(t, user, { attributes: "userName" }),
    (reply) => verifyLimited(verifyShown(reply), others),
  );
}

/** True where the target publishes the attribute as returned always, or on request. */
export function isPublishedAnyway(t: CheckContext, ...names: readonly string[]): boolean {
  return ["always", "request"].includes(publishedAttribute(t, [USER_URN, ...names])?.returned ?? "");
}

/** True for what the target publishes as returned always, or on request, where a write may show it; extensions by what they hold. */
function isReturnedAnyway(t: CheckContext, name: string): boolean {
  const extension = t.target.schemas?.find((schema) => isObject(schema) && sameUrn(String(schema["id"]), name));
  const attributes = parseSchemaResource(extension)?.attributes ?? [];
  const characteristics = [publishedAttribute(t, [USER_URN, name]), ...attributes].map((found) => found?.returned);
  return characteristics.includes("always") || characteristics.includes("request");
}
