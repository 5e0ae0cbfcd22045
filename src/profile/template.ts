import { isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";

/**
 * What a user template may ask for: `${userName}` and so on. Every value differs from person to person; `name` is the one
 * that also makes `userName` and `email` unique.
 */
export const USER_PLACEHOLDERS = [
  "name",
  "userName",
  "givenName",
  "familyName",
  "displayName",
  "email",
  "locale",
  "password",
  "externalId",
] as const;

/** What a group template may ask for: a unique name, and an identifier of the client's. */
export const GROUP_PLACEHOLDERS = ["name", "externalId"] as const;

/** Values by the name that a placeholder gives them. */
export type PlaceholderValues = Readonly<Record<string, Json | undefined>>;

const PLACEHOLDER = /\$\{([^{}]*)\}/g;
const WHOLE_PLACEHOLDER = /^\$\{([^{}]*)\}$/;

/**
 * The template with each `${name}` replaced by its value. Throws an `Error` that names the placeholder when there is no
 * such value.
 */
export function fillTemplate(template: JsonObject, values: PlaceholderValues): JsonObject {
  return Object.fromEntries(
    Object.entries(template).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, fillPlaceholders(value, values)]],
    ),
  );
}

/**
 * Any JSON with its placeholders filled. A string that is one placeholder and nothing else becomes the value itself, so
 * that a number stays a number; inside a longer string the value is written out.
 */
export function fillPlaceholders(value: Json, values: PlaceholderValues): Json {
  if (typeof value === "string") return fillText(value, values);
  if (isArray(value)) return value.map((item) => fillPlaceholders(item, values));
  return isObject(value) ? fillTemplate(value, values) : value;
}

/** Names of the placeholders in a JSON value, each once, in order of appearance. */
export function placeholdersOf(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [...new Set([...value.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ""))];
  if (isArray(value)) return [...new Set(value.flatMap(placeholdersOf))];
  return isObject(value) ? [...new Set(Object.values(value).flatMap(placeholdersOf))] : [];
}

function fillText(text: string, values: PlaceholderValues): Json {
  const whole = WHOLE_PLACEHOLDER.exec(text);
  if (whole) return valueOf(whole[1] ?? "", values);
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = valueOf(name, values);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

function valueOf(name: string, values: PlaceholderValues): Json {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined) return value;
  const known = Object.keys(values).map((key) => `\${${key}}`);
  throw new Error(`There is no value for \${${name}}; known here: ${known.join(", ")}.`);
}
