import type { Profile } from "../../profile/profile.ts";
import { groupSchemaOf, userSchemaOf } from "../../profile/resource-schema.ts";
import { sameUrn } from "../../scim/urns.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";

/** The schema of users as this server has them: without `groups` where there are none to be in. */
export function servedUserSchema(profile: Profile): ResourceSchema {
  const schema = userSchemaOf(profile);
  if (hasGroups(profile)) return schema;
  const attributes = schema.core.attributes.filter(({ name }) => name !== "groups");
  return { ...schema, core: { ...schema.core, attributes } };
}

/**
 * The schema without the demand for products: the rules of seats judge them, with a reason of their own, and an update that says
 * nothing of them keeps them.
 */
export function withProductsUnasked(schema: ResourceSchema, { seats }: Profile): ResourceSchema {
  const asked = seats?.attribute;
  if (asked === undefined) return schema;
  const extensions = schema.extensions.map((extension) => {
    if (!sameUrn(extension.schema.id, asked.urn)) return extension;
    const attributes = extension.schema.attributes.map((one) =>
      one.name === asked.name ? { ...one, required: false } : one,
    );
    return { schema: { ...extension.schema, attributes }, required: false };
  });
  return { ...schema, extensions };
}

/** The schema of groups; undefined where the profile has none. */
export function servedGroupSchema(profile: Profile): ResourceSchema | undefined {
  return hasGroups(profile) ? groupSchemaOf(profile) : undefined;
}

function hasGroups(profile: Profile): boolean {
  return profile.capabilities.groups !== false;
}
