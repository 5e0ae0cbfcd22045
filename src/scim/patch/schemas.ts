import { ScimError } from "../error.ts";
import type { JsonObject } from "../json.ts";
import type { PatchChange } from "./expand.ts";
import { mutabilityError, toList } from "./target.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { listSchemas, toKnownUrns } from "../schema/schemas-attribute.ts";

/**
 * The resource after an operation on its `schemas` (RFC 7644 section 3.5.2): an extension that is no longer listed loses
 * its attributes, one that is listed may have none yet.
 * @throws ScimError 400 mutability when the core schema, or a required extension, would be gone
 */
export function patchSchemas(resource: JsonObject, change: PatchChange, schema: ResourceSchema): JsonObject {
  const before = listSchemas(resource, schema);
  const after = changeUrns(before, change, schema);
  const required = [schema.core, ...schema.extensions.filter((e) => e.required).map((e) => e.schema)];
  const missing = required.find(({ id }) => before.includes(id) && !after.includes(id));
  if (missing !== undefined) throw mutabilityError(`Schema '${missing.id}' is required and cannot be removed.`);
  const dropped = new Set(before.filter((urn) => !after.includes(urn)));
  const kept = Object.entries(resource).filter(([key]) => !dropped.has(key));
  return { ...Object.fromEntries(kept), schemas: after };
}

function changeUrns(urns: readonly string[], change: PatchChange, schema: ResourceSchema): readonly string[] {
  const { op, target, value } = change;
  if (op === "remove") {
    if (target.filter !== undefined) return urns.filter((urn) => !target.isMeant(urn));
    const listed = toKnownUrns(toList(value), schema);
    return value === undefined || value === null ? [] : urns.filter((urn) => !listed.includes(urn));
  }
  if (target.filter !== undefined) {
    throw new ScimError(400, `Only 'remove' takes a filter on 'schemas'.`, { scimType: "invalidPath" });
  }
  const given = toKnownUrns(toList(value), schema);
  return op === "add" ? [...new Set([...urns, ...given])] : given;
}
