import { endpointOf, isObject } from "../../../src/kit/index.ts";
import type { CheckContext, JsonObject } from "../../../src/kit/index.ts";

/** The resource type at /Users as the target publishes it; undefined when it publishes none. */
export function userType(t: CheckContext): JsonObject | undefined {
  return (t.target.resourceTypes ?? []).filter(isObject).find((type) => endpointOf(type) === "Users");
}
