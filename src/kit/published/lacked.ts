import type { LiveExchange } from "../../exchange/exchange.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import type { SchemaAttribute } from "../../scim/schema/schema.ts";
import { GROUP_URN, sameUrn, USER_URN } from "../../scim/urns.ts";
import { isUnassigned } from "../reading/value-at.ts";
import { publishedSchema } from "./published-attribute.ts";

/** Where resources are made from a template of the profile. */
const TEMPLATES = {
  "/Users": { urn: USER_URN, name: "templates.user" },
  "/Groups": { urn: GROUP_URN, name: "templates.group" },
} as const;

/**
 * What a create was refused for, as far as the target has published it: a clause that names what it requires and the body lacks, and
 * says what to do. Undefined for anything else.
 */
export function lackHint({ request, response, target }: AnsweredCreate): string | undefined {
  const endpoint = ENDPOINTS.find((one) => request.path.replace(/\?.*$/s, "") === one);
  const isRefused = response !== null && response.status >= 400 && response.status < 500;
  if (request.method !== "POST" || endpoint === undefined || !isRefused || !isObject(request.body)) return undefined;
  const lacked = lackedIn(target, endpoint, request.body);
  if (lacked.length === 0) return undefined;
  const it = lacked.length === 1 ? "it" : "them";
  const what = `the target publishes ${lacked.join(", ")} as required`;
  return `${what}; add ${it} to \`${TEMPLATES[endpoint].name}\` of a profile, and to its mappings: --profile my.yaml`;
}

/** A create, as far as it matters here. */
export interface AnsweredCreate {
  readonly request: Pick<LiveExchange["request"], "method" | "path" | "body">;
  readonly response: { readonly status: number } | null;
  readonly target: LiveExchange["target"];
}

const ENDPOINTS = ["/Users", "/Groups"] as const;

/** What the target publishes as required of a new resource, and the body does not give; extensions where the type requires them. */
function lackedIn(
  target: TargetFacts | undefined,
  endpoint: (typeof ENDPOINTS)[number],
  body: JsonObject,
): readonly string[] {
  if (target === undefined) return [];
  const core = publishedSchema(target, TEMPLATES[endpoint].urn)?.attributes ?? [];
  const extensions = requiredExtensions(target, endpoint).flatMap((urn) => {
    const within = getIgnoreCase(body, urn);
    const attributes = publishedSchema(target, urn)?.attributes ?? [];
    return lackedOf(attributes, isObject(within) ? within : {}).map((name) => `${urn}:${name}`);
  });
  return [...lackedOf(core, body), ...extensions];
}

function lackedOf(attributes: readonly SchemaAttribute[], value: JsonObject): readonly string[] {
  return attributes.flatMap((attribute) => {
    const { name, required, mutability, subAttributes = [] } = attribute;
    const found = getIgnoreCase(value, name);
    if (isUnassigned(found)) return required && mutability !== "readOnly" && !OWN.includes(name) ? [name] : [];
    const parts = itemsOf(found).flatMap((item) => lackedOf(subAttributes, item).map((part) => `${name}.${part}`));
    return [...new Set(parts)];
  });
}

/** What every body has, or only the server gives. */
const OWN: readonly string[] = ["schemas", "id", "meta"];

function itemsOf(value: Json | undefined): readonly JsonObject[] {
  return (isArray(value) ? value : [value]).filter((item): item is JsonObject => isObject(item));
}

function requiredExtensions({ resourceTypes = [] }: TargetFacts, endpoint: string): readonly string[] {
  const type = resourceTypes.find((one) => isObject(one) && pathOf(one) === endpoint);
  const extensions = isObject(type) ? getIgnoreCase(type, "schemaExtensions") : undefined;
  return itemsOf(extensions)
    .filter((extension) => extension["required"] === true)
    .map((extension) => String(extension["schema"]))
    .filter((urn, index, all) => all.findIndex((other) => sameUrn(other, urn)) === index);
}

function pathOf(type: JsonObject): string {
  return `/${String(type["endpoint"]).replace(/^\/+|\/+$/g, "")}`;
}
