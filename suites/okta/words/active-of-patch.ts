import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";

/** The `active` that a PATCH without a path sets; undefined when the body is another PATCH, or none. */
export function activeOfPatch(body: Json | undefined): Json | undefined {
  const operations = isObject(body) ? body["Operations"] : undefined;
  const first = isArray(operations) ? operations[0] : undefined;
  if (!isObject(first) || first["path"] !== undefined || !isObject(first["value"])) return undefined;
  return first["value"]["active"];
}
