import { defineAttribute } from "../schema.ts";
import type { AttributeDefinition, SchemaAttribute } from "../schema.ts";

/** An attribute of a discovery document: the service provider alone sets it. */
export function defineReadOnly(definition: AttributeDefinition): SchemaAttribute {
  return defineAttribute({ ...definition, mutability: "readOnly" });
}
