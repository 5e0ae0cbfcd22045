// What the tests of PATCH patch.
import { ENTERPRISE_USER_SCHEMA } from "../schema/core/enterprise-user.ts";
import { GROUP_SCHEMA } from "../schema/core/group.ts";
import { USER_SCHEMA } from "../schema/core/user.ts";
import type { JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";
import { applyPatch } from "./patch.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
/** The User type with the enterprise extension. */
export const USERS: ResourceSchema = {
  core: USER_SCHEMA,
  extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }],
};
/** The Group type. */
export const GROUPS: ResourceSchema = { core: GROUP_SCHEMA, extensions: [] };

/** A group, with these members if any. */
export const group = (members?: readonly JsonObject[]): JsonObject => ({
  schemas: [GROUP],
  displayName: "Tour Guides",
  ...(members && { members }),
});
/** A user with these attributes. */
export const user = (members: JsonObject = {}): JsonObject => ({ schemas: [USER], userName: "bjensen", ...members });
/** A group after these operations. */
export const patchGroup = (resource: JsonObject, ...operations: readonly PatchOperation[]): JsonObject =>
  applyPatch(resource, operations, GROUPS);
/** A user after these operations. */
export const patchUser = (resource: JsonObject, ...operations: readonly PatchOperation[]): JsonObject =>
  applyPatch(resource, operations, USERS);
