import { ScimError } from "../../../scim/error.ts";
import { equalityOf } from "../../../scim/filter/index-by.ts";
import type { FilterExpression } from "../../../scim/filter/syntax.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { applyPatch } from "../../../scim/patch/patch.ts";
import type { PatchOperation } from "../../../scim/patch/request.ts";
import type { PatchSchema } from "../../../scim/patch/target.ts";
import { normaliseResource } from "../../../scim/schema/validate-resource.ts";
import { toPatchSchema } from "../../http/limits.ts";
import { createGroupWrites } from "./group-writes.ts";
import { leaveAllGroups } from "./memberships.ts";
import type { Store, StoredResource } from "../../ports.ts";
import { toRepresentation } from "../representation.ts";
import type { ResourceLogic } from "../resource-logic.ts";
import type { ServerContext } from "../../http/server-context.ts";
import { omitServerAttributes } from "../stored-attributes.ts";

/** What the server does with groups. */
export function createGroups(context: ServerContext, schema: PatchSchema): ResourceLogic {
  const { store } = context.ports;
  const writes = createGroupWrites(context);
  const normalise = (body: JsonObject): JsonObject => toAttributes(normaliseResource(body, schema));
  const patch = (group: StoredResource, operations: readonly PatchOperation[]): JsonObject =>
    toAttributes(applyPatch(toRepresentation(group, schema, ""), operations, toPatchSchema(schema, context.limits)));
  // RFC 7643 section 2.3.7: a relative reference is read against the base URL.
  const isRelative = context.profile.server.memberReferences === "relative";
  const root = (baseUrl: string): string => (isRelative ? "" : `${baseUrl}/`);
  return {
    name: "Group",
    schema,
    // With thousands of members the whole group would be a large answer to a small change.
    patchAnswer: "nothing",
    create: async (body) => writes.insert(normalise(body)),
    find: async (id) => store.find("Group", id),
    replace: async (id, body) => writes.update(id, () => normalise(body)),
    patch: async (id, operations) => writes.update(id, (current) => patch(current, operations)),
    remove: async (id) => {
      if (!(await store.remove("Group", id))) return false;
      await leaveAllGroups(id, store, context.clock());
      return true;
    },
    candidates: async (filter) => narrow(store, filter),
    toOwnFilter: (filter) => filter,
    represent: async (group, baseUrl) => toRepresentation(withReferences(group, root(baseUrl)), schema, baseUrl),
  };
}

function toAttributes(resource: JsonObject): JsonObject {
  const attributes = omitServerAttributes(resource);
  const { displayName } = attributes;
  // RFC 7643 section 4.2: a group must have a name.
  if (typeof displayName === "string" && displayName.trim() !== "") return attributes;
  throw new ScimError(400, "Attribute 'displayName' must not be empty.", { scimType: "invalidValue" });
}

function withReferences(group: StoredResource, root: string): StoredResource {
  const { members } = group.attributes;
  if (!isArray(members)) return group;
  const shown = members.map((member) => toReference(member, root));
  return { ...group, attributes: { ...group.attributes, members: shown } };
}

function toReference(member: Json, root: string): Json {
  if (!isObject(member)) return member;
  const { value, type, ...others } = member;
  return { value, $ref: `${root}${String(type)}s/${encodeURIComponent(String(value))}`, type, ...others };
}

async function narrow(store: Store, filter: FilterExpression | undefined): Promise<readonly StoredResource[]> {
  const id = filter && equalityOf(filter, "id");
  if (id === undefined) return store.list("Group");
  const group = await store.find("Group", id);
  return group === undefined ? [] : [group];
}
