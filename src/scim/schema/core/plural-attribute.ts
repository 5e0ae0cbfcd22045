import { defineAttribute } from "../schema.ts";
import type { SchemaAttribute } from "../schema.ts";

/** What tells one multi-valued attribute from another. */
export interface PluralDefinition {
  readonly name: string;
  readonly description: string;
  /** The sub-attribute `value`, where it is not a plain string. */
  readonly value?: Partial<SchemaAttribute>;
  /** Suggested values of the sub-attribute `type`. */
  readonly types?: readonly string[];
}

/** A complex multi-valued attribute with the sub-attributes value, display, type and primary (RFC 7643 section 2.4). */
export function definePlural({ name, description, value, types }: PluralDefinition): SchemaAttribute {
  return defineAttribute({
    name,
    type: "complex",
    multiValued: true,
    description,
    subAttributes: [
      defineAttribute({ name: "value", description: "The value itself.", ...value }),
      defineAttribute({ name: "display", description: "Text to show to people." }),
      defineAttribute({
        name: "type",
        description: "What the value is for.",
        ...(types && { canonicalValues: types }),
      }),
      PRIMARY,
    ],
  });
}

/** Sub-attribute that marks the preferred one of several values (RFC 7643 section 2.4). */
export const PRIMARY: SchemaAttribute = defineAttribute({
  name: "primary",
  type: "boolean",
  description: "Whether this is the preferred value; true for one at most.",
});
