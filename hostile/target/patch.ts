import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";

/** The resource after the operations of a PATCH body; undefined when they cannot be applied. */
export function applyPatch(resource: JsonObject, body: Json | undefined): JsonObject | undefined {
  const operations = isObject(body) ? getIgnoreCase(body, "Operations") : undefined;
  if (!isArray(operations) || operations.length === 0) return undefined;
  let result: JsonObject | undefined = resource;
  for (const operation of operations) result = result && isObject(operation) ? apply(result, operation) : undefined;
  return result;
}

interface Operation {
  readonly op: string;
  readonly value: Json | undefined;
}

function apply(resource: JsonObject, operation: JsonObject): JsonObject | undefined {
  const op = String(operation["op"]).toLowerCase();
  const { path, value } = operation;
  if (!["add", "replace", "remove"].includes(op)) return undefined;
  if (path === undefined) return isObject(value) && op !== "remove" ? mergeAll(resource, value) : undefined;
  const [, name = "", sub, rest] = /^([\w:.-]+?)(?:\[(.*)\])?(?:\.(\w+))?$/.exec(String(path)) ?? [];
  if (name === "") return undefined;
  const key = keyOf(resource, name);
  if (sub !== undefined)
    return { ...resource, [key]: changeItems(resource[key], { op, value }, { filter: sub, rest }) };
  if (rest !== undefined) return { ...resource, [key]: changeMember(resource[key], { op, value }, rest) };
  return { ...resource, [key]: changeValue(resource[key], { op, value }) };
}

function keyOf(resource: JsonObject, name: string): string {
  return Object.keys(resource).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function mergeAll(resource: JsonObject, value: JsonObject): JsonObject | undefined {
  let result: JsonObject | undefined = resource;
  for (const [path, part] of Object.entries(value)) {
    result = result && part !== undefined ? apply(result, { op: "replace", path, value: part }) : result;
  }
  return result;
}

function changeValue(old: Json | undefined, { op, value }: Operation): Json | undefined {
  if (op === "remove") return isArray(old) && isArray(value) ? without(old, value) : undefined;
  return op === "add" && isArray(old) && isArray(value) ? [...without(old, value), ...value] : value;
}

function without(items: readonly Json[], others: readonly Json[]): readonly Json[] {
  const idOf = (item: Json): Json | undefined => (isObject(item) ? item["value"] : item);
  return items.filter((item) => !others.some((other) => idOf(other) === idOf(item)));
}

function changeMember(old: Json | undefined, { op, value }: Operation, name: string): Json {
  return { ...(isObject(old) ? old : {}), [name]: op === "remove" ? undefined : value };
}

/** Changes the items of an array that fit `sub eq "value"`. */
function changeItems(
  old: Json | undefined,
  operation: Operation,
  { filter, rest }: { readonly filter: string; readonly rest: string | undefined },
): readonly Json[] {
  const [, name = "", wanted] = /^(\w+) eq "?(.*?)"?$/i.exec(filter) ?? [];
  const items = isArray(old) ? old : [];
  const fits = (item: Json): boolean => isObject(item) && String(getIgnoreCase(item, name)) === wanted;
  if (operation.op === "remove" && rest === undefined) return items.filter((item) => !fits(item));
  return items.map((item) => {
    if (!fits(item)) return item;
    return rest === undefined ? (operation.value ?? item) : changeMember(item, operation, rest);
  });
}
