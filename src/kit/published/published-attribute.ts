import type { CheckContext } from "../check-context.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { oncePer } from "../../exchange/validation/once-per.ts";
import type { Json } from "../../scim/json.ts";
import { sameName } from "../../scim/json.ts";
import { parseSchemaResource } from "../../scim/schema/schema.ts";
import type { Schema, SchemaAttribute } from "../../scim/schema/schema.ts";
import { sameUrn } from "../../scim/urns.ts";

/** Where an attribute is defined: the schema's URN, then the names from the top. */
export type AttributePlace = readonly [urn: string, ...names: readonly string[]];

/** The schemas of a target, read once however many checks ask for them. */
const parsed = oncePer((schemas: readonly Json[]) =>
  schemas.map(parseSchemaResource).filter((schema) => schema !== undefined),
);

/** The schema that the target publishes under a URN; undefined when it publishes none. */
export function publishedSchema({ schemas = [] }: TargetFacts, urn: string): Schema | undefined {
  return parsed(schemas).find(({ id }) => sameUrn(id, urn));
}

/** The definition that the target publishes of an attribute; undefined when it publishes none, or no schemas at all. */
export function publishedAttribute(t: CheckContext, [urn, ...names]: AttributePlace): SchemaAttribute | undefined {
  let within = publishedSchema(t.target, urn)?.attributes;
  let found: SchemaAttribute | undefined;
  for (const name of names) {
    found = within?.find((attribute) => sameName(attribute.name, name));
    within = found?.subAttributes;
  }
  return found;
}

/**
 * Whether it is worth trying an attribute: the target publishes it, or publishes no schemas, so that only a try can tell.
 */
export function mayOffer(t: CheckContext, place: AttributePlace): boolean {
  return t.target.schemas === undefined || publishedAttribute(t, place) !== undefined;
}
