import { ScimError } from "../../scim/error.ts";
import type { ScimType } from "../../scim/error.ts";
import { isArray, isObject, sameName } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { sizeOfJson } from "../../scim/json-size.ts";
import type { ServerLimits } from "./limits.ts";

interface Nested {
  readonly value: Json;
  readonly depth: number;
}

/**
 * Throws for a body that goes beyond a limit. Everything that runs afterwards may call itself for what nests, and may
 * count on lists and strings of a bearable size. The body itself is walked without recursion.
 * @throws ScimError 413 for too many operations, 400 invalidSyntax or invalidValue for the others
 */
export function verifyBody(body: JsonObject, limits: ServerLimits): void {
  const waiting: Nested[] = [];
  verifyNames(body, limits);
  for (const [name, value = null] of Object.entries(body)) {
    if (sameName(name, "Operations") && isArray(value)) verifyOperations(value, limits);
    else if (isArray(value)) verifyLength(value, limits);
    waiting.push({ value, depth: 2 });
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const value of look(next, limits)) {
      if (isArray(value)) verifyLength(value, limits);
      waiting.push({ value, depth: next.depth + 1 });
    }
  }
}

/**
 * Throws for attributes that are too much to be stored: a resource may grow by many small requests.
 * @throws ScimError 400 invalidValue
 */
export function verifyStored(attributes: JsonObject, limits: ServerLimits): void {
  for (const [name, value] of Object.entries(attributes)) {
    const members = isObject(value) && name.includes(":") ? Object.values(value) : [value];
    const longest = Math.max(...members.map((member) => (isArray(member) ? member.length : 0)), 0);
    if (longest <= limits.values) continue;
    throw refusal("invalidValue", `Attribute '${name}' would have ${longest} values`, ["values", limits]);
  }
  if (sizeOfJson(attributes, limits.resourceBytes) <= limits.resourceBytes) return;
  throw refusal("invalidValue", "The resource would be too large", ["resourceBytes", limits]);
}

/** The sentence that every refusal of this kind ends with: which limit it is, and how high. */
export function describeLimit(name: keyof ServerLimits, limits: ServerLimits): string {
  return `this server's limit '${name}' is ${limits[name]}`;
}

/** What is nested in a value, which is judged itself. */
function look({ value, depth }: Nested, limits: ServerLimits): readonly Json[] {
  if (typeof value === "string") verifyString(value, limits);
  if (!isArray(value) && !isObject(value)) return [];
  if (depth > limits.nesting) throw refusal("invalidSyntax", "The request body nests too deep", ["nesting", limits]);
  if (isArray(value)) return value;
  verifyNames(value, limits);
  return Object.values(value).map((member) => member ?? null);
}

function verifyNames(object: JsonObject, limits: ServerLimits): void {
  const names = Object.keys(object);
  if (names.length > limits.members) {
    throw refusal("invalidSyntax", `The request body holds an object of ${names.length} members`, ["members", limits]);
  }
  for (const name of names) verifyString(name, limits);
}

function verifyString(text: string, limits: ServerLimits): void {
  if (text.length <= limits.stringLength) return;
  throw refusal("invalidValue", `The request body holds a string of ${text.length} characters`, [
    "stringLength",
    limits,
  ]);
}

function verifyLength(list: readonly Json[], limits: ServerLimits): void {
  if (list.length <= limits.values) return;
  throw refusal("invalidValue", `The request body holds a list of ${list.length} values`, ["values", limits]);
}

// As RFC 7644 section 3.7.4 has it for operations in bulk.
function verifyOperations(list: readonly Json[], limits: ServerLimits): void {
  if (list.length <= limits.operations) return;
  throw new ScimError(
    413,
    `The request has ${list.length} operations, but ${describeLimit("operations", limits)}: send them in parts.`,
  );
}

type Limit = readonly [name: keyof ServerLimits, limits: ServerLimits];

function refusal(scimType: ScimType, what: string, [name, limits]: Limit): ScimError {
  return new ScimError(400, `${what}, but ${describeLimit(name, limits)}.`, { scimType });
}
