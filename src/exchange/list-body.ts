import { getIgnoreCase, isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";

/** The members of a ListResponse, whatever the letter case of their names. */
export interface ListBody {
  readonly totalResults: Json | undefined;
  readonly startIndex: Json | undefined;
  readonly itemsPerPage: Json | undefined;
  /** The objects in Resources; empty when it is absent or null. */
  readonly resources: readonly JsonObject[];
}

/** Reads a ListResponse without judging it. */
export function toListBody(body: JsonObject): ListBody {
  const resources = getIgnoreCase(body, "Resources");
  return {
    totalResults: getIgnoreCase(body, "totalResults"),
    startIndex: getIgnoreCase(body, "startIndex"),
    itemsPerPage: getIgnoreCase(body, "itemsPerPage"),
    resources: isArray(resources) ? resources.filter(isObject) : [],
  };
}
