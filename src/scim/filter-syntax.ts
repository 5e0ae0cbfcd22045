import type { AttributePath } from "./attribute-path.ts";

/** Operator between an attribute and a value (RFC 7644 table 3). */
export type CompareOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";
/** What an attribute is compared with. */
export type CompareValue = null | boolean | number | string;

/** `userName eq "bjensen"` */
export interface CompareFilter {
  readonly kind: "compare";
  readonly path: AttributePath;
  readonly operator: CompareOperator;
  readonly value: CompareValue;
}

/** `title pr` */
export interface PresentFilter {
  readonly kind: "present";
  readonly path: AttributePath;
}

/** `a and b and c`, `a or b`: two operands or more. */
export interface LogicalFilter {
  readonly kind: "and" | "or";
  readonly filters: readonly Filter[];
}

/** `not (a)` */
export interface NotFilter {
  readonly kind: "not";
  readonly filter: Filter;
}

/** `emails[type eq "work"]`: one and the same value of the attribute matches the inner filter. */
export interface ValuePathFilter {
  readonly kind: "valuePath";
  readonly path: AttributePath;
  readonly filter: Filter;
}

/** A filter as a tree (RFC 7644 section 3.4.2.2). */
export type Filter = CompareFilter | PresentFilter | LogicalFilter | NotFilter | ValuePathFilter;

/** The filter in the notation of RFC 7644 section 3.4.2.2. */
export function formatFilter(filter: Filter): string {
  throw new Error(filter.kind);
}
