import { ScimError } from "../scim/error.ts";
import { equalityOf } from "../scim/filter-index.ts";
import type { Filter } from "../scim/filter-syntax.ts";
import { isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import { applyPatch } from "../scim/patch.ts";
import type { ResourceSchema } from "../scim/resource-schema.ts";
import { normaliseResource } from "../scim/validate-resource.ts";
import { withAttributes } from "./change-resource.ts";
import { learnMembers, toStoredMembers } from "./group-members.ts";
import type { KnownMembers } from "./group-members.ts";
import { leaveAllGroups } from "./memberships.ts";
import type { Store, StoredResource } from "./ports.ts";
import { toRepresentation } from "./representation.ts";
import type { ResourceLogic } from "./resource-logic.ts";
import type { ServerContext } from "./server-context.ts";
import { omitServerAttributes } from "./stored-attributes.ts";

/** What the server does with groups. */
export function createGroups({ ports: { store }, clock, newId }: ServerContext, schema: ResourceSchema): ResourceLogic {
  const normalise = (body: JsonObject): JsonObject => toAttributes(normaliseResource(body, schema), schema);
  const update = async (
    id: string,
    attributesOf: (current: StoredResource) => JsonObject,
  ): Promise<StoredResource | undefined> => {
    const known: KnownMembers = new Map();
    for (;;) {
      const unknown = new Set<string>();
      const changed = await store.update("Group", id, (current) => {
        const { members, ...others } = attributesOf(current);
        const before = current.attributes["members"];
        const stored = toStoredMembers(members, { groupId: id, before, known, unknown });
        return unknown.size > 0 ? current : withAttributes(current, withMembers(others, stored), clock());
      });
      if (unknown.size === 0) return changed;
      await learnMembers(unknown, known, store);
    }
  };

  return {
    name: "Group",
    schema,
    patchAnswer: "nothing",
    create: async (body) => {
      const { members, ...others } = normalise(body);
      const id = newId();
      const known: KnownMembers = new Map();
      const unknown = new Set<string>();
      toStoredMembers(members, { groupId: id, before: undefined, known, unknown });
      await learnMembers(unknown, known, store);
      const stored = toStoredMembers(members, { groupId: id, before: undefined, known, unknown });
      const group = newGroup(id, withMembers(others, stored), clock());
      await store.insert(group);
      return group;
    },
    find: async (id) => store.find("Group", id),
    replace: async (id, body) => update(id, () => normalise(body)),
    patch: async (id, operations) =>
      update(id, (current) =>
        toAttributes(applyPatch(toRepresentation(current, schema, ""), operations, schema), schema),
      ),
    remove: async (id) => {
      if (!(await store.remove("Group", id))) return false;
      await leaveAllGroups(id, store, clock());
      return true;
    },
    candidates: async (filter) => narrow(store, filter),
    toOwnFilter: (filter) => filter,
    represent: async (group, baseUrl) => toRepresentation(withReferences(group, baseUrl), schema, baseUrl),
  };
}

function newGroup(id: string, attributes: JsonObject, now: number): StoredResource {
  return { id, type: "Group", attributes, created: now, lastModified: now, neverAssigned: false };
}

function toAttributes(resource: JsonObject, schema: ResourceSchema): JsonObject {
  const attributes = omitServerAttributes(resource, schema);
  const { displayName } = attributes;
  // RFC 7643 section 4.2: a group must have a name.
  if (typeof displayName === "string" && displayName.trim() !== "") return attributes;
  throw new ScimError(400, "Attribute 'displayName' must not be empty.", { scimType: "invalidValue" });
}

// RFC 7643 section 2.5: an empty list is the same as no attribute.
function withMembers(attributes: JsonObject, members: readonly JsonObject[]): JsonObject {
  return members.length === 0 ? attributes : { ...attributes, members };
}

function withReferences(group: StoredResource, baseUrl: string): StoredResource {
  const { members } = group.attributes;
  if (!isArray(members)) return group;
  return {
    ...group,
    attributes: { ...group.attributes, members: members.map((member) => toReference(member, baseUrl)) },
  };
}

function toReference(member: Json, baseUrl: string): Json {
  if (!isObject(member)) return member;
  const { value, type, ...others } = member;
  return { value, $ref: `${baseUrl}/${String(type)}s/${String(value)}`, type, ...others };
}

async function narrow(store: Store, filter: Filter | undefined): Promise<readonly StoredResource[]> {
  const id = filter && equalityOf(filter, "id");
  if (id === undefined) return store.list("Group");
  const group = await store.find("Group", id);
  return group === undefined ? [] : [group];
}
