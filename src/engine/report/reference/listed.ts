import { counted } from "../../../exchange/counted.ts";
import { getIgnoreCase, isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";

/** The resources of a list by their ids; undefined for what is no list. */
export function listedIn(body: Json | undefined): ReadonlyMap<string, JsonObject> | undefined {
  const resources = isObject(body) ? getIgnoreCase(body, "Resources") : undefined;
  if (!isArray(resources)) return undefined;
  return new Map(
    resources.filter(isObject).map((resource, index) => [String(getIgnoreCase(resource, "id") ?? index), resource]),
  );
}

const NAMED = 2;

/** `2 resources: ann, bob`: how many there are, and the first of them by name. */
export function describeListed(listed: ReadonlyMap<string, JsonObject>): string {
  const names = [...listed].slice(0, NAMED).map(([id, resource]) => nameOf(resource) ?? id);
  const more = listed.size > NAMED ? ", ..." : "";
  return `${counted(listed.size, "resource")}${names.length === 0 ? "" : `: ${names.join(", ")}${more}`}`;
}

function nameOf(resource: JsonObject): string | undefined {
  const name = getIgnoreCase(resource, "userName") ?? getIgnoreCase(resource, "displayName");
  return typeof name === "string" ? name : undefined;
}
