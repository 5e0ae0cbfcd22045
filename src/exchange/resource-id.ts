import { getIgnoreCase, isObject } from "../scim/json.ts";
import type { Json } from "../scim/json.ts";

/**
 * An id as URLs have it: a text that is not empty, or the digits of a number. That a number is wrong is told once, by
 * `traffic.resource.id`. One too large for its digits to be known is no id.
 */
export function toId(value: Json | undefined): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The id of a resource as URLs have it; undefined when it has none, or is no object. */
export function idOf(resource: Json | undefined): string | undefined {
  return isObject(resource) ? toId(getIgnoreCase(resource, "id")) : undefined;
}
