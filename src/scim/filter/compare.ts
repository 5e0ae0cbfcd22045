import { parseDateTime } from "../date-time.ts";
import { ScimError } from "../error.ts";
import type { CompareOperator, CompareValue } from "./syntax.ts";
import type { Json } from "../json.ts";
import { isCaseExact } from "../schema/schema.ts";
import type { SchemaAttribute } from "../schema/schema.ts";

/** Decides on one value of an attribute; undefined or null when it has none. */
export type ValueTest = (value: Json | undefined) => boolean;

/** An operator with the value that it compares with. */
export interface Comparison {
  readonly operator: CompareOperator;
  readonly value: CompareValue;
}

type Order = (difference: number) => boolean;

const ORDERS: Readonly<Partial<Record<CompareOperator, Order>>> = {
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
};

/**
 * The comparison with one simple value of an attribute, by its type (RFC 7644 table 3). A value that is absent, or of
 * another type, is not identical to anything: `ne` matches it, all else does not; `null` stands for absent.
 * @throws ScimError 400 invalidFilter when the attribute's type has no such comparison
 */
export function compileComparison(attribute: SchemaAttribute, comparison: Comparison): ValueTest {
  const { operator, value } = comparison;
  if (operator === "eq") return compileEqual(attribute, value);
  if (operator === "ne") {
    const equal = compileEqual(attribute, value);
    return (found) => !equal(found);
  }
  const order = ORDERS[operator];
  return order === undefined ? compileSubstring(attribute, comparison) : compileOrder(attribute, comparison, order);
}

function compileEqual(attribute: SchemaAttribute, value: CompareValue): ValueTest {
  if (value === null) return (found) => found === undefined || found === null;
  if (typeof value !== "string") return (found) => found === value;
  const instant = attribute.type === "dateTime" ? parseDateTime(value) : undefined;
  if (instant !== undefined) return (found) => typeof found === "string" && parseDateTime(found) === instant;
  const fold = toFold(attribute);
  const wanted = fold(value);
  return (found) => typeof found === "string" && (found === value || fold(found) === wanted);
}

function compileSubstring(attribute: SchemaAttribute, comparison: Comparison): ValueTest {
  const { operator, value } = comparison;
  const isText = attribute.type !== "boolean" && attribute.type !== "integer" && attribute.type !== "decimal";
  if (typeof value !== "string" || !isText) throw unsupported(attribute, comparison);
  const fold = toFold(attribute);
  const wanted = fold(value);
  switch (operator) {
    case "sw":
      return (found) => typeof found === "string" && fold(found).startsWith(wanted);
    case "ew":
      return (found) => typeof found === "string" && fold(found).endsWith(wanted);
    default:
      return (found) => typeof found === "string" && fold(found).includes(wanted);
  }
}

function compileOrder(attribute: SchemaAttribute, comparison: Comparison, order: Order): ValueTest {
  const { value } = comparison;
  switch (attribute.type) {
    case "boolean":
    case "binary":
    case "complex":
      throw unsupported(attribute, comparison);
    case "integer":
    case "decimal": {
      if (typeof value !== "number") throw unsupported(attribute, comparison);
      return (found) => typeof found === "number" && order(found - value);
    }
    case "dateTime": {
      const instant = typeof value === "string" ? parseDateTime(value) : undefined;
      if (instant === undefined) throw unsupported(attribute, comparison);
      // A stored text that is no date gives NaN, which is in no order.
      return (found) => typeof found === "string" && order((parseDateTime(found) ?? Number.NaN) - instant);
    }
    case "string":
    case "reference": {
      if (typeof value !== "string") throw unsupported(attribute, comparison);
      const fold = toFold(attribute);
      const wanted = fold(value);
      return (found) => typeof found === "string" && order(compareText(fold(found), wanted));
    }
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Prepares text for comparison: composed letters, in lower case unless case counts (RFC 7644 sections 5 and 7.8). */
function toFold(attribute: SchemaAttribute): (text: string) => string {
  return isCaseExact(attribute) ? (text) => text.normalize("NFC") : (text) => text.normalize("NFC").toLowerCase();
}

function unsupported(attribute: SchemaAttribute, { operator, value }: Comparison): ScimError {
  const what = `'${attribute.name}' (${attribute.type}) by '${operator} ${JSON.stringify(value)}'`;
  const detail = `The filter compares ${what}, which its type does not allow.`;
  return new ScimError(400, detail, { scimType: "invalidFilter" });
}
