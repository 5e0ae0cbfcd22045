import { verifyRequired } from "../attribute-value.ts";
import { getOwn, jsonEqual } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { createPatchDraft } from "./draft.ts";
import type { PatchDraft } from "./draft.ts";
import { setSingle, setSub } from "./element.ts";
import { expandOperation } from "./expand.ts";
import type { PatchChange } from "./expand.ts";
import { readTarget, verifyTransition, writeTarget } from "./place.ts";
import type { PatchOperation } from "./request.ts";
import { patchSchemas } from "./schemas.ts";
import type { PatchSchema } from "./target.ts";
import { isExtension, memberAttributes } from "../schema/resource-schema.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";

/**
 * The resource after all operations, one after the other (RFC 7644 section 3.5.2). The resource given is left as it is,
 * and is itself the result when the operations change nothing; a failing operation throws, so that nothing of the others
 * is to be seen. The resource is in the schema's own spelling, as `normaliseResource` gives it. The time grows with the
 * operations and with the values that they touch, not with both multiplied.
 * @throws ScimError 400: invalidPath, invalidFilter, noTarget, invalidValue or mutability
 */
export function applyPatch(
  resource: JsonObject,
  operations: readonly PatchOperation[],
  schema: PatchSchema,
): JsonObject {
  const draft = createPatchDraft(resource, schema);
  for (const operation of operations) {
    for (const change of expandOperation(operation, schema)) applyChange(draft, change, schema);
  }
  const result = draft.finish();
  for (const attribute of memberAttributes(schema).filter(isExtension)) {
    const value = getOwn(result, attribute.name);
    if (value !== getOwn(resource, attribute.name)) verifyRequired(attribute, value, attribute.name);
  }
  return jsonEqual(result, resource) ? resource : result;
}

function applyChange(draft: PatchDraft, change: PatchChange, schema: ResourceSchema): void {
  const { attribute, container } = change.target;
  if (attribute.name === "schemas" && container === undefined) {
    return draft.changeWhole((resource) => patchSchemas(resource, change, schema));
  }
  if (attribute.multiValued) return draft.changeList(change);
  const apply = (resource: JsonObject): JsonObject => changeSingle(resource, change, schema);
  if (isExtension(attribute)) draft.changeWhole(apply);
  else draft.change(apply);
}

function changeSingle(resource: JsonObject, change: PatchChange, schema: ResourceSchema): JsonObject {
  const { target } = change;
  const before = readTarget(resource, target);
  const after = computeSingle(change, before);
  if (jsonEqual(before, after)) return resource;
  verifyTransition(target, { before, after });
  return writeTarget(resource, { target, value: after }, schema);
}

function computeSingle({ op, target, value }: PatchChange, before: Json | undefined): Json | undefined {
  if (op !== "remove") return setSingle(target, before, value ?? null);
  const { sub, name } = target;
  return before === undefined || sub === undefined ? undefined : setSub(sub, before, { value: null, name });
}
