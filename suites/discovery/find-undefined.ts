import { getIgnoreCase, isArray, isObject, sameName } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import type { Schema, SchemaAttribute } from "../../src/scim/schema.ts";
import { sameUrn } from "../../src/scim/urns.ts";

/** A member of a resource that its schemas do not define, or define otherwise. */
export interface Undefined {
  /** For example `name.lastName`. */
  readonly path: string;
  readonly value: Json;
  /** JSON pointer into the resource. */
  readonly at: string;
  /** What the schemas define it as; undefined when they do not define it. */
  readonly expected: string | undefined;
}

/** Every resource has these, whatever its schemas say (RFC 7643 section 3.1). */
const COMMON = ["schemas", "id", "externalId", "meta"];
/** Any multi-valued attribute may have these (RFC 7643 section 2.4). */
const STANDARD = ["type", "primary", "display", "value", "$ref"];

/**
 * Members of a resource that no schema in its `schemas` defines, or whose JSON type or plurality differs. Schemas that are
 * named but not among `published` are not judged, nor are null values.
 */
export function findUndefined(resource: JsonObject, published: readonly Schema[]): readonly Undefined[] {
  const named = getIgnoreCase(resource, "schemas");
  const urns = isArray(named) ? named.filter((urn) => typeof urn === "string") : [];
  const schemas = published.filter(({ id }) => urns.some((urn) => sameUrn(urn, id)));
  // With a schema missing nobody knows what it would define.
  if (schemas.length === 0 || urns.some((urn) => !schemas.some(({ id }) => sameUrn(id, urn)))) return [];
  const core = schemas.flatMap(({ attributes }) => attributes);
  return Object.entries(resource).flatMap(([name, value]) => {
    if (value === undefined || COMMON.some((common) => sameName(common, name))) return [];
    const extension = schemas.find(({ id }) => sameUrn(id, name));
    const at = `/${escape(name)}`;
    if (extension === undefined) return judge({ path: name, value, at }, findByName(core, name));
    return isObject(value) ? judgeMembers(value, extension.attributes, { path: name, at, separator: ":" }) : [];
  });
}

interface Place {
  readonly path: string;
  readonly at: string;
  readonly separator: string;
}

function judge(found: Omit<Undefined, "expected">, attribute: SchemaAttribute | undefined): readonly Undefined[] {
  if (found.value === null) return [];
  if (attribute === undefined) return [{ ...found, expected: undefined }];
  if (!attribute.multiValued) return judgeValue(found, attribute);
  if (!isArray(found.value)) return [{ ...found, expected: "an array" }];
  return found.value.flatMap((value, index) => judgeValue({ ...found, value, at: `${found.at}/${index}` }, attribute));
}

function judgeValue(found: Omit<Undefined, "expected">, attribute: SchemaAttribute): readonly Undefined[] {
  if (found.value === null) return [];
  const expected = jsonTypeOf(attribute);
  const actual = isArray(found.value) ? "array" : typeof found.value;
  if (actual !== expected) return [{ ...found, expected: `a JSON ${expected}` }];
  if (!isObject(found.value) || attribute.subAttributes === undefined) return [];
  const members = attribute.multiValued
    ? Object.fromEntries(
        Object.entries(found.value).filter(([name]) => !STANDARD.some((standard) => sameName(standard, name))),
      )
    : found.value;
  return judgeMembers(members, attribute.subAttributes, { ...found, separator: "." });
}

function judgeMembers(
  object: JsonObject,
  attributes: readonly SchemaAttribute[],
  { path, at, separator }: Place,
): readonly Undefined[] {
  return Object.entries(object).flatMap(([name, value]) =>
    value === undefined
      ? []
      : judge({ path: `${path}${separator}${name}`, value, at: `${at}/${escape(name)}` }, findByName(attributes, name)),
  );
}

function findByName(attributes: readonly SchemaAttribute[], name: string): SchemaAttribute | undefined {
  return attributes.find((attribute) => sameName(attribute.name, name));
}

function jsonTypeOf({ type }: SchemaAttribute): "string" | "boolean" | "number" | "object" {
  if (type === "complex") return "object";
  if (type === "boolean") return "boolean";
  return type === "integer" || type === "decimal" ? "number" : "string";
}

/** A name as a segment of a JSON pointer (RFC 6901). */
function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
