import { oncePer } from "../../../src/exchange/validation/once-per.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { memberAttributes } from "../../../src/scim/schema/resource-schema.ts";
import type { ResourceSchema } from "../../../src/scim/schema/resource-schema.ts";
import type { SchemaAttribute } from "../../../src/scim/schema/schema.ts";

/** A value of a resource that a schema defines, and where it stands. */
export interface SeenValue {
  readonly attribute: SchemaAttribute;
  /** As it came: an array, where the attribute is multi-valued and the server is right. Never null. */
  readonly value: Json;
  /** JSON pointer into the body. */
  readonly at: string;
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

/** All values of a resource that its schema defines, those of sub-attributes too. `at` is where the resource stands. */
export function valuesIn(resource: JsonObject, index: AttributeIndex, at: string): readonly SeenValue[] {
  const seen: SeenValue[] = [];
  collect(resource, index, { at, seen });
  return seen;
}

/** The single values in a value: its items, or itself. */
export function singlesIn({ attribute, value, at }: SeenValue): readonly SeenValue[] {
  if (!isArray(value)) return [{ attribute, value, at }];
  return value.flatMap((item, index) => (item === null ? [] : [{ attribute, value: item, at: `${at}/${index}` }]));
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
  found: { readonly at: string; readonly seen: SeenValue[] },
): void {
  for (const [name, value] of Object.entries(object)) {
    const known = index.get(name.toLowerCase());
    if (known === undefined || value === null || value === undefined) continue;
    const seen = { attribute: known.attribute, value, at: `${found.at}/${known.attribute.name}` };
    found.seen.push(seen);
    if (known.members.size === 0) continue;
    for (const single of singlesIn(seen)) {
      if (isObject(single.value)) collect(single.value, known.members, { at: single.at, seen: found.seen });
    }
  }
}
