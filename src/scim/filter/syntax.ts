import { formatAttributePath } from "../attribute-path.ts";
import type { AttributePath } from "../attribute-path.ts";

/** Operator between an attribute and a value (RFC 7644 table 3). */
export type CompareOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";
/** What an attribute is compared with. */
export type CompareValue = null | boolean | number | string;

/** `userName eq "bjensen"`: an attribute compared with a value. */
export interface CompareFilter {
  readonly kind: "compare";
  readonly path: AttributePath;
  readonly operator: CompareOperator;
  readonly value: CompareValue;
}

/** `title pr`: an attribute has a value. */
export interface PresentFilter {
  readonly kind: "present";
  readonly path: AttributePath;
}

/** `a and b and c`, `a or b`: two operands or more. */
export interface LogicalFilter {
  readonly kind: "and" | "or";
  readonly filters: readonly FilterExpression[];
}

/** `not (a)`: the inner filter does not match. */
export interface NotFilter {
  readonly kind: "not";
  readonly filter: FilterExpression;
}

/** `emails[type eq "work"]`: one and the same value of the attribute matches the inner filter. */
export interface ValuePathFilter {
  readonly kind: "valuePath";
  readonly path: AttributePath;
  readonly filter: FilterExpression;
}

/** A filter as a tree (RFC 7644 section 3.4.2.2). */
export type FilterExpression = CompareFilter | PresentFilter | LogicalFilter | NotFilter | ValuePathFilter;

/** The filter in the notation of RFC 7644 section 3.4.2.2; read again it gives the same tree. */
export function formatFilter(filter: FilterExpression): string {
  switch (filter.kind) {
    case "compare":
      return `${formatAttributePath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case "present":
      return `${formatAttributePath(filter.path)} pr`;
    case "not":
      return `not (${formatFilter(filter.filter)})`;
    case "valuePath":
      return `${formatAttributePath(filter.path)}[${formatFilter(filter.filter)}]`;
    case "and":
    case "or":
      return filter.filters.map((operand) => formatOperand(operand, filter.kind)).join(` ${filter.kind} `);
  }
}

function formatOperand(filter: FilterExpression, parent: "and" | "or"): string {
  const needsBrackets = filter.kind === parent || (parent === "and" && filter.kind === "or");
  return needsBrackets ? `(${formatFilter(filter)})` : formatFilter(filter);
}
