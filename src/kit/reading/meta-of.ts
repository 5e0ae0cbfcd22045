import { parseDateTime } from "../../scim/date-time.ts";
import { isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { changed, valueAt } from "./value-at.ts";

/** The meta of a resource; empty when there is none. */
export function metaOf(resource: JsonObject): JsonObject {
  const meta = valueAt(resource, "meta");
  return isObject(meta) ? meta : {};
}

/** The instant in meta in epoch milliseconds; undefined when it is absent or no dateTime. */
export function instantAt(resource: Json | undefined, name: "created" | "lastModified"): number | undefined {
  const value = valueAt(resource, "meta", name);
  return typeof value === "string" ? parseDateTime(value) : undefined;
}

/** The resource with some members of meta changed; undefined takes one away. */
export function withMeta(resource: JsonObject, change: JsonObject): JsonObject {
  return changed(resource, { meta: changed(metaOf(resource), change) });
}
