import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { refusal } from "./call.ts";
import type { Answer } from "./call.ts";
import type { Endpoint } from "./endpoint.ts";
import type { World } from "./world.ts";

/** A resource as it is shown, without its password. */
export function show(endpoint: Endpoint, id: string, world: World): Answer {
  const found = world.store.find(endpoint, id);
  if (!found) return refusal(404, `there is nothing with the id ${id}`);
  const body = toShown(endpoint, found.resource, world);
  return { status: 200, headers: { location: locationOf(endpoint, id, world) }, body };
}

/** The resource with its address, without its password. */
export function toShown(endpoint: Endpoint, resource: JsonObject, world: World): JsonObject {
  const { password: _, ...visible } = resource;
  const meta = isObject(resource["meta"]) ? resource["meta"] : {};
  return { ...visible, meta: { ...meta, location: locationOf(endpoint, String(resource["id"]), world) } };
}

/** The URL of a resource. */
export function locationOf(endpoint: Endpoint, id: string, { origin, basePath }: World): string {
  return `${origin}${basePath}/${endpoint}/${encodeURIComponent(id)}`;
}
