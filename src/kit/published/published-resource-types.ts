import type { CheckContext } from "../check-context.ts";
import { isSuccess } from "../../exchange/reply.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { sameUrn } from "../../scim/urns.ts";
import { readPublished } from "./published-list.ts";
import type { Published, PublishedKind } from "./published-list.ts";
import { textOf } from "./published-schemas.ts";

const TYPES: PublishedKind = {
  endpoint: "/ResourceTypes",
  noun: "resource types",
  isList: isSuccess,
  titleOf: (json) => {
    const name = textOf(json, "name") ?? "";
    return name === "" ? "A resource type at /ResourceTypes" : `The resource type ${name} at /ResourceTypes`;
  },
};

/** Reads /ResourceTypes for checks of what is in it; without a list they do not apply, since `discovery.resource-types.list` reports that. */
export async function readResourceTypes(t: CheckContext): Promise<readonly Published[]> {
  return (await readPublished(t, TYPES)).items;
}

/** Each is asked for, or a user is made for it: of a type with more of them than anybody has the first ones do. */
const MAX_EXTENSIONS = 20;

/** The extensions of a resource type, the first twenty of them; empty when there are none. */
export function extensionsOf(type: JsonObject): readonly JsonObject[] {
  const extensions = getIgnoreCase(type, "schemaExtensions");
  return isArray(extensions) ? extensions.filter(isObject).slice(0, MAX_EXTENSIONS) : [];
}

/** The endpoint of a resource type without slashes round it; empty when there is none. */
export function endpointOf(type: JsonObject): string {
  return (textOf(type, "endpoint") ?? "").replace(/^\/+|\/+$/g, "");
}

/** True when the schemas of a resource name this URN. */
export function namesSchema(body: JsonObject, urn: string): boolean {
  const schemas = getIgnoreCase(body, "schemas");
  return isArray(schemas) && schemas.some((schema) => typeof schema === "string" && sameUrn(schema, urn));
}
