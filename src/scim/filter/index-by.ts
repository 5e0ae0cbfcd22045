import type { AttributePath } from "../attribute-path.ts";
import type { FilterExpression } from "./syntax.ts";
import { sameName } from "../json.ts";
import { GROUP_URN, USER_URN, sameUrn } from "../urns.ts";

/**
 * The one value that an attribute of the core schema must equal for the filter to match, so that a store can use an
 * index: from `eq` with a string, alone or under `and`. Letter case is as written. Undefined when nothing is certain.
 */
export function equalityOf(filter: FilterExpression, attributeName: string): string | undefined {
  switch (filter.kind) {
    case "compare": {
      const fits = filter.operator === "eq" && isCoreAttribute(filter.path, attributeName);
      return fits && typeof filter.value === "string" ? filter.value : undefined;
    }
    case "and":
      return filter.filters.map((operand) => equalityOf(operand, attributeName)).find((value) => value !== undefined);
    default:
      return undefined;
  }
}

function isCoreAttribute({ urn, name, sub }: AttributePath, attributeName: string): boolean {
  const isCore = urn === undefined || sameUrn(urn, USER_URN) || sameUrn(urn, GROUP_URN);
  return isCore && sub === undefined && sameName(name, attributeName);
}
