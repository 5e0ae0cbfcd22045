import { invalidValue } from "../../../scim/error.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import type { Store, StoredType } from "../../ports.ts";

/** What is known of a member beyond its id. */
export interface MemberFacts {
  readonly type: StoredType;
  /** Name to show when the client gave none. */
  readonly display: string | undefined;
}

/** Members by id; null stands for an id that no resource has. */
export type KnownMembers = Map<string, MemberFacts | null>;

/** What the members of a group are checked against. */
export interface MemberContext {
  readonly groupId: string;
  /** Members that the group has already: they were checked when they came. */
  readonly before: Json | undefined;
  readonly known: KnownMembers;
  /** Receives the ids of which nothing is known yet; the result is not to be used when there are any. */
  readonly unknown: Set<string>;
}

/**
 * The members as they are stored: each id once, with type and display name; what the group had already stays as it was
 * unless the client gave another display name.
 * @throws ScimError 400 invalidValue for a member without an id, that does not exist, or that is the group itself
 */
export function toStoredMembers(members: Json | undefined, context: MemberContext): readonly JsonObject[] {
  const result = new Map<string, JsonObject>();
  const before = byId(context.before);
  for (const member of isArray(members) ? members : []) {
    const { id, display } = readMember(member);
    if (id === context.groupId) throw invalidValue("A group cannot be a member of itself.");
    const existing = before.get(id);
    if (result.has(id)) continue;
    if (existing !== undefined) result.set(id, display === undefined ? existing : { ...existing, display });
    else if (context.known.has(id)) result.set(id, toStoredMember(id, display, context.known.get(id) ?? null));
    else context.unknown.add(id);
  }
  return [...result.values()];
}

/** Looks ids up and adds what is found to `known`. */
export async function learnMembers(ids: Iterable<string>, known: KnownMembers, store: Store): Promise<void> {
  for (const id of ids) known.set(id, await factsOf(id, store));
}

async function factsOf(id: string, store: Store): Promise<MemberFacts | null> {
  const resource = (await store.find("User", id)) ?? (await store.find("Group", id));
  if (resource === undefined) return null;
  const name = resource.attributes["displayName"] ?? resource.attributes["userName"];
  return { type: resource.type, display: typeof name === "string" ? name : undefined };
}

function toStoredMember(id: string, display: string | undefined, facts: MemberFacts | null): JsonObject {
  if (facts === null) throw invalidValue(`There is no user or group with the id '${id}' to be a member.`);
  const name = display ?? facts.display;
  return { value: id, type: facts.type, ...(name !== undefined && { display: name }) };
}

function readMember(member: Json): { readonly id: string; readonly display: string | undefined } {
  const value = isObject(member) ? member["value"] : undefined;
  if (!isObject(member) || typeof value !== "string" || value === "") {
    throw invalidValue("Each member of a group needs the id of a user or group as its 'value'.");
  }
  const { display } = member;
  return { id: value, display: typeof display === "string" ? display : undefined };
}

function byId(members: Json | undefined): ReadonlyMap<string, JsonObject> {
  const objects = isArray(members) ? members.filter(isObject) : [];
  return new Map(objects.map((member) => [String(member["value"]), member]));
}
