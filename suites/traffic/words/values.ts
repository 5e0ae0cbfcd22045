import { isArray, isObject } from "../../../src/kit/index.ts";
import type { Json, JsonObject, Step } from "../../../src/kit/index.ts";
import { stepsTo } from "./answers.ts";
import type { SeenResource } from "./answers.ts";
import { oncePer } from "../../../src/exchange/validation/once-per.ts";
import { memberAttributes } from "../../../src/scim/schema/resource-schema.ts";
import type { ResourceSchema } from "../../../src/scim/schema/resource-schema.ts";
import type { SchemaAttribute } from "../../../src/scim/schema/schema.ts";

/** A value of a resource that a schema defines. */
export interface SeenValue {
  readonly attribute: SchemaAttribute;
  /** As it came: an array, where the attribute is multi-valued and the server is right. Never null. */
  readonly value: Json;
  readonly place: PlaceOfValue;
}

/** Where a value stands: a step below another place, or below a resource. Steps are put together when a value is wrong. */
export interface PlaceOfValue {
  readonly step: Step;
  readonly below: PlaceOfValue | SeenResource;
}

/** Attributes by lower-case name. */
export type AttributeIndex = ReadonlyMap<string, IndexedAttribute>;

/** An attribute and, by lower-case name, its sub-attributes. */
export interface IndexedAttribute {
  readonly attribute: SchemaAttribute;
  readonly members: AttributeIndex;
}

/** Indexes a schema's attributes, those of its extensions and all sub-attributes, for `valuesIn`. */
export const indexAttributes: (schema: ResourceSchema) => AttributeIndex = oncePer((schema) =>
  indexOf(memberAttributes(schema)),
);

/** All values of a resource that its schema defines, those of sub-attributes too. */
export function valuesIn(seen: SeenResource, index: AttributeIndex): readonly SeenValue[] {
  const found: SeenValue[] = [];
  collect(seen.resource, index, { place: seen, found });
  return found;
}

/** The single values in a value: its items, or itself. */
export function singlesIn(seen: SeenValue): readonly SeenValue[] {
  const { attribute, value, place } = seen;
  if (!isArray(value)) return [seen];
  return value.flatMap((item, step) =>
    item === null ? [] : [{ attribute, value: item, place: { step, below: place } }],
  );
}

/** The way to a value in the body of an answer. */
export function stepsToValue({ step, below }: PlaceOfValue): readonly Step[] {
  return [...("step" in below ? stepsToValue(below) : stepsTo(below)), step];
}

/** The resource that a value stands in. */
export function resourceAround({ below }: PlaceOfValue): JsonObject {
  return "step" in below ? resourceAround(below) : below.resource;
}

function indexOf(attributes: readonly SchemaAttribute[]): AttributeIndex {
  const entries = attributes.map((attribute) => {
    const members = indexOf(attribute.subAttributes ?? []);
    return [attribute.name.toLowerCase(), { attribute, members }] as const;
  });
  return new Map(entries);
}

function collect(
  object: JsonObject,
  index: AttributeIndex,
  into: { readonly place: PlaceOfValue["below"]; readonly found: SeenValue[] },
): void {
  for (const [name, value] of Object.entries(object)) {
    const known = index.get(name.toLowerCase());
    if (known === undefined || value === null || value === undefined) continue;
    const seen = { attribute: known.attribute, value, place: { step: name, below: into.place } };
    into.found.push(seen);
    if (known.members.size === 0) continue;
    for (const { value: single, place } of singlesIn(seen)) {
      if (isObject(single)) collect(single, known.members, { place, found: into.found });
    }
  }
}
