import type { JsonObject } from "./json.ts";
import type { PatchOperation } from "./patch-request.ts";
import type { ResourceSchema } from "./resource-schema.ts";

/**
 * The resource after all operations, in order (RFC 7644 section 3.5.2); the resource given is left as it is.
 * An operation that fails throws, and nothing of the others is to be seen.
 * @throws ScimError 400
 */
export function applyPatch(
  resource: JsonObject,
  operations: readonly PatchOperation[],
  schema: ResourceSchema,
): JsonObject {
  throw new Error(String(resource) + operations.length + schema.core.id);
}
