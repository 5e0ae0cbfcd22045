import { shown } from "../../exchange/shown.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";

/**
 * What a finding must show as found for a JSON pointer (RFC 6901) into a reported body: the JSON text of the value there,
 * `nothing` where an object lacks the member. Undefined when the pointer leads nowhere.
 */
export function pointedValue(body: Json | undefined, pointer: string): string | undefined {
  const names = pointer === "" ? [] : pointer.slice(1).split("/").map(unescape);
  let value = body;
  for (const [index, name] of names.entries()) {
    const next = memberOf(value, name);
    if (next === undefined) return index === names.length - 1 && isObject(value) ? shown(undefined) : undefined;
    value = next;
  }
  return value === undefined ? undefined : shown(value);
}

function unescape(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (isArray(value)) return /^(?:0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
