import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { Json, JsonObject } from "../../../../scim/json.ts";
import { headOf } from "../scopes/features.ts";

const FILTERED = /\[\s*([\w$.]+)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\](?:\.([\w$]+))?$/i;

/** What stands at a path; undefined within a list of one when it cannot be told. */
function valuesAt(shown: JsonObject, path: string): readonly (Json | undefined)[] | undefined {
  const { name } = headOf(path);
  const [attribute = "", sub] = name.startsWith("urn:") ? [name] : name.split(".");
  const value = attributeIn(shown, attribute);
  const filter = FILTERED.exec(path);
  if (path.includes("[")) {
    if (filter === null) return undefined;
    const [, member = "", literal = "", behind] = filter;
    const wanted: Json = JSON.parse(literal.toLowerCase());
    const items = (isArray(value) ? value : []).filter(isObject).filter((item) => {
      const found = getIgnoreCase(item, member);
      return (typeof found === "string" ? found.toLowerCase() : found) === wanted;
    });
    return behind === undefined ? items : items.map((item) => getIgnoreCase(item, behind));
  }
  if (sub === undefined) return [value];
  if (isArray(value)) return value.filter(isObject).map((item) => getIgnoreCase(item, sub));
  return [isObject(value) ? getIgnoreCase(value, sub) : undefined];
}

/** An attribute of the resource itself, or of one of its extensions. */
function attributeIn(shown: JsonObject, name: string): Json | undefined {
  const own = getIgnoreCase(shown, name);
  if (own !== undefined) return own;
  const extensions = Object.entries(shown).filter(([member]) => member.startsWith("urn:"));
  for (const [, extension] of extensions) {
    const found = isObject(extension) ? getIgnoreCase(extension, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True when a resource shows at a path what was wanted there; undefined where that cannot be told. */
export function isThere(shown: JsonObject, path: string, wanted: Json | undefined): boolean | undefined {
  const found = valuesAt(shown, path);
  if (found === undefined || wanted === undefined) return undefined;
  if (isUnset(wanted)) return found.every((one) => one === undefined || isUnset(one));
  return found.length > 0 && found.every((one) => one !== undefined && holds(one, wanted));
}

/** True when a resource shows nothing at a path, or none of the values that were to be removed. */
export function isRemoved(shown: JsonObject, path: string, value: Json | undefined): boolean | undefined {
  const found = valuesAt(shown, path);
  if (found === undefined) return undefined;
  if (isArray(value) && value.length > 0) return !found.some((one) => one !== undefined && holds(one, value));
  return found.every((one) => one === undefined || isUnset(one));
}

function isUnset(value: Json): boolean {
  return value === null || value === "" || (isArray(value) && value.length === 0);
}

/** True when what was asked for is in what is shown; more may be. */
function holds(shown: Json, wanted: Json): boolean {
  if (isArray(wanted)) {
    const items = isArray(shown) ? shown : [shown];
    return wanted.every((one) => items.some((item) => holds(item, one)));
  }
  if (isArray(shown)) return shown.some((item) => holds(item, wanted));
  if (isObject(wanted)) {
    if (!isObject(shown)) return false;
    const members = Object.entries(wanted).filter(([, one]) => one !== null);
    const known = "value" in wanted && isObject(shown) ? members.filter(([name]) => name === "value") : members;
    return known.every(([name, one]) => one !== undefined && holds(getIgnoreCase(shown, name) ?? null, one));
  }
  return textOf(shown).toLowerCase() === textOf(wanted).toLowerCase();
}

/** Text of any JSON value; an object may hold members that are named like its methods. */
function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
