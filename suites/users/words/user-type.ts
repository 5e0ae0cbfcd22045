import { endpointOf, isObject } from "../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Reply } from "../../../src/kit/index.ts";

/** The resource type at /Users, and the answer that publishes it. */
export interface UserType {
  readonly type: JsonObject;
  readonly published: Reply;
}

/** Reads the resource type at /Users as the target publishes it; undefined when it publishes none. */
export async function readUserType(t: CheckContext): Promise<UserType | undefined> {
  const type = (t.target.resourceTypes ?? []).filter(isObject).find((one) => endpointOf(one) === "Users");
  return type === undefined ? undefined : { type, published: await t.get("/ResourceTypes") };
}
