import type { Filter } from "./filter-syntax.ts";

/**
 * The one value that an attribute of the core schema must equal for the filter to match, so that a store can use an index:
 * from `eq` with a string, alone or under `and`. Letter case is as written.
 */
export function equalityOf(filter: Filter, attributeName: string): string | undefined {
  throw new Error(filter.kind + attributeName);
}
