import type { Filter } from "./filter-syntax.ts";

/**
 * Reads a filter. `emails[type eq "work"].value eq "a"`, which the grammar lacks but clients send, becomes
 * `emails[type eq "work" and value eq "a"]`: one and the same value must match.
 * @throws ScimError 400 invalidFilter, its detail naming the position
 */
export function parseFilter(text: string): Filter {
  throw new Error(text);
}
