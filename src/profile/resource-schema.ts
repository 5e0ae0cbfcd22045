import { GROUP_SCHEMA } from "../scim/schema/core/group.ts";
import { USER_SCHEMA } from "../scim/schema/core/user.ts";
import type { ResourceSchema } from "../scim/schema/resource-schema.ts";
import type { Profile } from "./profile.ts";

/** Everything that a user of the profile may hold: the core schema and the profile's extensions. */
export function userSchemaOf(profile: Profile): ResourceSchema {
  return {
    core: USER_SCHEMA,
    extensions: profile.extensions.map(({ schema, required }) => ({ schema, required })),
  };
}

/** Everything that a group may hold; profiles extend users only. */
export function groupSchemaOf(_profile: Profile): ResourceSchema {
  return { core: GROUP_SCHEMA, extensions: [] };
}
