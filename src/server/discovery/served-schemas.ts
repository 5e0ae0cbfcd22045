import type { Profile } from "../../profile/profile.ts";
import { groupSchemaOf, userSchemaOf } from "../../profile/resource-schema.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";

/** The schema of users as this server has them: without `groups` where there are none to be in. */
export function servedUserSchema(profile: Profile): ResourceSchema {
  const schema = userSchemaOf(profile);
  if (hasGroups(profile)) return schema;
  const attributes = schema.core.attributes.filter(({ name }) => name !== "groups");
  return { ...schema, core: { ...schema.core, attributes } };
}

/** The schema of groups; undefined where the profile has none. */
export function servedGroupSchema(profile: Profile): ResourceSchema | undefined {
  return hasGroups(profile) ? groupSchemaOf(profile) : undefined;
}

function hasGroups(profile: Profile): boolean {
  return profile.capabilities.groups !== false;
}
