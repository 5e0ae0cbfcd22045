import { formatAttributePath } from "../attribute-path.ts";
import type { AttributePath } from "../attribute-path.ts";
import { ScimError } from "../error.ts";
import { compileComparison } from "./compare.ts";
import type { ValueTest } from "./compare.ts";
import type { CompareFilter, FilterExpression, PresentFilter } from "./syntax.ts";
import { getOwn, isArray, isObject } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { attributeByName, resolvePath } from "../schema/resource-schema.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import type { SchemaAttribute } from "../schema/schema.ts";

type Expression = CompareFilter | PresentFilter;
type Leaf<T> = (filter: Exclude<FilterExpression, { readonly kind: "and" | "or" | "not" }>) => (value: T) => boolean;

/**
 * The filter as a function of the resource, in the schema's own spelling: compile once, match many. An attribute that the schema lacks has no value,
 * and no comparison with it matches, so that it never widens a result; nor does one with an attribute that is never
 * returned.
 * @throws ScimError 400 invalidFilter when a comparison does not fit the type of its attribute, whatever the resources
 */
export function compileFilter(filter: FilterExpression, schema: ResourceSchema): (resource: JsonObject) => boolean {
  return compileLogic<JsonObject>(filter, (leaf) => {
    const target = resolvePath(schema, leaf.path);
    if (target === undefined) return () => false;
    const { container, attribute, sub } = target;
    if (isSecret(attribute) || isSecret(sub)) return () => false;
    const test =
      leaf.kind === "valuePath"
        ? toAnyAssigned(compileValueFilter(leaf.filter, attribute))
        : compileTest(leaf, attribute, sub);
    const read = container === undefined ? readMember(attribute.name) : readMember(container, attribute.name);
    return (resource) => test(read(resource));
  });
}

/**
 * The filter inside `[ ]` as a function of one value of the attribute. Of a simple attribute the value itself goes by
 * the name `value`.
 * @throws ScimError 400 invalidFilter
 */
export function compileValueFilter(filter: FilterExpression, attribute: SchemaAttribute): (value: Json) => boolean {
  return compileLogic<Json>(filter, (leaf) => {
    if (leaf.kind === "valuePath") throw invalidFilter("A value filter cannot stand inside another one.");
    const sub = findSub(attribute, leaf.path);
    if (sub === undefined || isSecret(sub)) return () => false;
    const test = compileTest(leaf, sub, undefined);
    return attribute.type === "complex" ? (value) => test(isObject(value) ? getOwn(value, sub.name) : undefined) : test;
  });
}

function compileLogic<T>(filter: FilterExpression, compileLeaf: Leaf<T>): (value: T) => boolean {
  switch (filter.kind) {
    case "and":
    case "or": {
      const operands = filter.filters.map((operand) => compileLogic(operand, compileLeaf));
      if (filter.kind === "and") return (value) => operands.every((operand) => operand(value));
      return (value) => operands.some((operand) => operand(value));
    }
    case "not": {
      const operand = compileLogic(filter.filter, compileLeaf);
      return (value) => !operand(value);
    }
    default:
      return compileLeaf(filter);
  }
}

/** The test of all that an attribute holds; of a multi-valued one any value is enough (RFC 7644 section 3.4.2.2). */
function compileTest(leaf: Expression, attribute: SchemaAttribute, sub: SchemaAttribute | undefined): ValueTest {
  if (leaf.kind === "present") return sub === undefined ? hasValue : toAny(readSub(sub, toAny(hasValue)));
  if (sub !== undefined) return toAny(readSub(sub, toAny(compileComparison(sub, leaf))));
  if (attribute.type !== "complex") return toAny(compileComparison(attribute, leaf));
  // RFC 7644 figure 2 writes `emails co "example.com"` for `emails.value`.
  const value = attribute.multiValued ? attributeByName(attribute.subAttributes ?? [], "value") : undefined;
  if (value !== undefined) return toAny(readSub(value, compileComparison(value, leaf)));
  const name = formatAttributePath(leaf.path);
  throw invalidFilter(`The filter compares '${name}', which is complex: name one of its sub-attributes.`);
}

/** Whether there is a non-empty value, or a non-empty node in a complex one (RFC 7644 table 3). */
function hasValue(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (isArray(value)) return value.some(hasValue);
  return isObject(value) ? Object.values(value).some(hasValue) : true;
}

/** Any of the values; an empty list is an absent value (RFC 7643 section 2.5). */
function toAny(test: ValueTest): ValueTest {
  return (value) => {
    if (!isArray(value)) return test(value);
    return value.length === 0 ? test(undefined) : value.some(test);
  };
}

/** Any of the values that there are: inside `[ ]` a filter speaks of a value, so without one nothing matches. */
function toAnyAssigned(test: (value: Json) => boolean): ValueTest {
  return (value) => {
    if (isArray(value)) return value.some(test);
    return value !== undefined && value !== null && test(value);
  };
}

function readSub(sub: SchemaAttribute, test: ValueTest): ValueTest {
  return (value) => test(isObject(value) ? getOwn(value, sub.name) : undefined);
}

function readMember(name: string, inner?: string): (resource: JsonObject) => Json | undefined {
  if (inner === undefined) return (resource) => getOwn(resource, name);
  return (resource) => {
    const container = getOwn(resource, name);
    return isObject(container) ? getOwn(container, inner) : undefined;
  };
}

function findSub(attribute: SchemaAttribute, { urn, name, sub }: AttributePath): SchemaAttribute | undefined {
  if (urn !== undefined || sub !== undefined) return undefined;
  if (attribute.type === "complex") return attributeByName(attribute.subAttributes ?? [], name);
  return name.toLowerCase() === "value" ? { ...attribute, multiValued: false } : undefined;
}

/** What is never returned cannot be guessed by filters either, such as `password sw "a"`. */
function isSecret(attribute: SchemaAttribute | undefined): boolean {
  return attribute?.returned === "never";
}

function invalidFilter(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: "invalidFilter" });
}
