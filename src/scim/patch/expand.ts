import { readAttributePath } from "../attribute-path.ts";
import { ScimError } from "../error.ts";
import { describeJson, isObject } from "../json.ts";
import type { Json } from "../json.ts";
import type { PatchOperation } from "./request.ts";
import { isReadOnly, mutabilityError, resolvePatchTarget } from "./target.ts";
import type { PatchSchema, PatchTarget } from "./target.ts";
import { findExtension, isExtension, resolvePath } from "../schema/resource-schema.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { sameUrn } from "../urns.ts";

/** One thing to do to one attribute. */
export interface PatchChange {
  readonly op: PatchOperation["op"];
  readonly target: PatchTarget;
  readonly value: Json | undefined;
}

/**
 * What an operation does, attribute by attribute: without a path, and for a whole extension, each member of its value is
 * a change of its own. Names of such members are paths too (`name.givenName`, a name with its URN), as Microsoft Entra
 * sends them; readOnly ones among them are ignored, as Okta sends the id along with a group's new name.
 * @throws ScimError 400 noTarget, invalidPath, invalidValue, or mutability for an explicit path to a readOnly attribute
 */
export function expandOperation(operation: PatchOperation, schema: PatchSchema): readonly PatchChange[] {
  const { op, path, value } = operation;
  if (path === undefined) {
    if (op === "remove") throw new ScimError(400, "A 'remove' operation needs a path.", { scimType: "noTarget" });
    return expandMembers({ op, value, prefix: "" }, schema);
  }
  const target = resolvePatchTarget(path, schema);
  if (isReadOnly(target)) throw mutabilityError(`Attribute '${target.name}' is readOnly.`);
  if (isExtension(target.attribute) && op !== "remove" && isObject(value)) {
    return expandMembers({ op, value, prefix: `${target.attribute.name}:` }, schema);
  }
  return [{ op, target, value }];
}

interface Members {
  readonly op: PatchOperation["op"];
  readonly value: Json | undefined;
  /** What the names of the members are preceded by: nothing, or the URN of an extension and a colon. */
  readonly prefix: string;
}

function expandMembers({ op, value, prefix }: Members, schema: PatchSchema): readonly PatchChange[] {
  if (!isObject(value)) {
    const detail = `Without a path, the value of '${op}' must be an object of attributes, found ${describeJson(value)}.`;
    throw new ScimError(400, detail, { scimType: "invalidValue" });
  }
  return Object.entries(value).flatMap(([key, member]) => {
    const name = `${prefix}${key}`;
    if (member === undefined || isForeignExtension(name, member, schema)) return [];
    if (prefix !== "" && isSchemasWithin(name, schema)) return [];
    const target = resolvePatchTarget(name, schema);
    if (isExtension(target.attribute) && isObject(member)) {
      return expandMembers({ op, value: member, prefix: `${target.attribute.name}:` }, schema);
    }
    return isReadOnly(target) ? [] : [{ op, target, value: member }];
  });
}

/** The `schemas` that a client lists within an extension are ignored, as in the body of a POST. */
function isSchemasWithin(name: string, schema: ResourceSchema): boolean {
  const path = readAttributePath(name);
  return path?.name.toLowerCase() === "schemas" && path.sub === undefined && resolvePath(schema, path) === undefined;
}

/** An object of an extension that this resource type lacks is ignored, as in the body of a POST. */
function isForeignExtension(name: string, member: Json, schema: ResourceSchema): boolean {
  const path = isObject(member) ? readAttributePath(name) : undefined;
  if (path?.urn === undefined || path.sub !== undefined || resolvePath(schema, path) !== undefined) return false;
  return !sameUrn(path.urn, schema.core.id) && findExtension(schema, path.urn) === undefined;
}
