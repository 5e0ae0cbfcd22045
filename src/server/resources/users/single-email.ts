import { formatAttributePath } from "../../../scim/attribute-path.ts";
import type { AttributePath } from "../../../scim/attribute-path.ts";
import { formatFilter } from "../../../scim/filter/syntax.ts";
import type { FilterExpression } from "../../../scim/filter/syntax.ts";
import type { FilterBounds } from "../../../scim/filter/tokens.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { parsePatchPath } from "../../../scim/patch/path.ts";
import type { PatchOperation } from "../../../scim/patch/request.ts";
import { primaryEmail } from "./primary-email.ts";

// A profile with `emails: single` stores one e-mail and no type. What a client says of types is not refused but has no
// effect, so that a client which cannot do without types (Okta, Entra) works all the same.

/** The attributes with the primary one of several e-mails kept, as its bare value. */
export function keepSingleEmail(attributes: JsonObject): JsonObject {
  const { emails: _, ...others } = attributes;
  const value = primaryEmail(attributes)?.["value"];
  return value === undefined ? others : { ...others, emails: [{ value, primary: true }] };
}

/** The attributes as they are shown: an e-mail's type is there and null. */
export function showSingleEmail(attributes: JsonObject): JsonObject {
  const value = primaryEmail(attributes)?.["value"];
  return value === undefined ? attributes : { ...attributes, emails: [{ value, type: null, primary: true }] };
}

/** The filter with every condition on an e-mail's type replaced by one that any e-mail meets. */
export function ignoreEmailTypes(filter: FilterExpression): FilterExpression {
  switch (filter.kind) {
    case "compare":
    case "present":
      return isEmails(filter.path) && isType(filter.path.sub)
        ? { kind: "present", path: { ...filter.path, sub: "value" } }
        : filter;
    case "and":
    case "or":
      return { ...filter, filters: filter.filters.map(ignoreEmailTypes) };
    case "not":
      return { ...filter, filter: ignoreEmailTypes(filter.filter) };
    case "valuePath":
      return isEmails(filter.path) ? { ...filter, filter: ignoreTypes(filter.filter) } : filter;
  }
}

/**
 * The operation with conditions on an e-mail's type in its path replaced likewise. Not for a user without an e-mail: the
 * type demanded is what makes `emails[type eq "work"].value` add one.
 */
export function ignoreEmailTypesInPath(operation: PatchOperation, bounds?: FilterBounds): PatchOperation {
  if (operation.path === undefined || !operation.path.includes("[")) return operation;
  const { path, filter } = parsePatchPath(operation.path, bounds);
  if (filter === undefined || !isEmails(path)) return operation;
  const { sub, ...attribute } = path;
  const inner = formatFilter(ignoreTypes(filter));
  return { ...operation, path: `${formatAttributePath(attribute)}[${inner}]${sub === undefined ? "" : `.${sub}`}` };
}

/** The same inside `emails[ ]`, where sub-attributes stand alone. */
function ignoreTypes(filter: FilterExpression): FilterExpression {
  switch (filter.kind) {
    case "compare":
    case "present":
      return isType(filter.path.name) ? { kind: "present", path: { name: "value" } } : filter;
    case "and":
    case "or":
      return { ...filter, filters: filter.filters.map(ignoreTypes) };
    case "not":
      return { ...filter, filter: ignoreTypes(filter.filter) };
    case "valuePath":
      return filter;
  }
}

function isEmails(path: AttributePath): boolean {
  return path.name.toLowerCase() === "emails";
}

function isType(name: string | undefined): boolean {
  return name?.toLowerCase() === "type";
}
