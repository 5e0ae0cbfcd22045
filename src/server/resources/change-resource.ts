import { jsonEqual } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import type { StoredResource } from "../ports.ts";

/**
 * The resource with other attributes. When they are the same nothing changes, `lastModified` included (RFC 7644 section
 * 3.5.2.1); otherwise that moves forward, even within one millisecond.
 */
export function withAttributes(current: StoredResource, attributes: JsonObject, now: number): StoredResource {
  if (jsonEqual(current.attributes, attributes)) return current;
  return { ...current, attributes, lastModified: Math.max(now, current.lastModified + 1) };
}
