import { isArray, isObject, sameName } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";

/**
 * A body with its members spelled as a JSON Schema spells them, at any depth: names of attributes mean the same in any letter case
 * (RFC 7643 section 2.1). A member that the schema does not know stays as it is.
 */
export function inSpellingOf(schema: JsonObject, body: Json): Json {
  return spelled(schema, body, schema);
}

function spelled(schema: Json | undefined, body: Json, root: JsonObject): Json {
  const resolved = resolve(schema, root);
  if (resolved === undefined) return body;
  if (isArray(body)) {
    const { items } = resolved;
    return items === undefined ? body : body.map((item) => spelled(items, item, root));
  }
  const { properties } = resolved;
  if (!isObject(body) || !isObject(properties)) return body;
  const names = Object.keys(properties);
  const members = Object.entries(body).map(([key, value]) => {
    const name = names.find((known) => known === key) ?? names.find((known) => sameName(known, key));
    if (name === undefined || value === undefined) return [key, value] as const;
    return [name, spelled(properties[name], value, root)] as const;
  });
  return Object.fromEntries(members);
}

/** The schema itself, with what it refers to within the same document. */
function resolve(schema: Json | undefined, root: JsonObject): JsonObject | undefined {
  if (!isObject(schema)) return undefined;
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  const definitions = root["$defs"];
  const found = isObject(definitions) ? definitions[reference.replace("#/$defs/", "")] : undefined;
  return isObject(found) ? { ...found, ...schema } : schema;
}
