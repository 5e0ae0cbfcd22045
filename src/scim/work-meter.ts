import { ScimError } from "./error.ts";
import type { FilterExpression } from "./filter/syntax.ts";
import type { Json } from "./json.ts";
import { sizeOfJson } from "./json-size.ts";

/** Keeps account of the values that the filters of one request are held against. */
export interface WorkMeter {
  /** Notes that a filter of so many terms looks at a value. @throws ScimError 400 tooMany when it is one too many */
  readonly spend: (terms: number, value: Json) => void;
}

// What looking at any value costs, however small: about as much as going through so many bytes.
const LOOK = 64;

/**
 * A meter for one request. A filter may have thousands of terms, a request thousands of filters and a resource thousands
 * of values: multiplied they could keep a service provider busy for hours.
 */
export function createWorkMeter(bytes: number): WorkMeter {
  let left = bytes;
  return {
    spend: (terms, value) => {
      left -= terms * (LOOK + sizeOfJson(value, left));
      if (left >= 0) return;
      const detail =
        `The filters of the request would go through more than ${bytes} bytes of values, which is the limit 'scanBytes': ` +
        "name values by 'eq', or ask for less at a time.";
      throw new ScimError(400, detail, { scimType: "tooMany" });
    },
  };
}

/** How many conditions a filter consists of. */
export function countTerms(filter: FilterExpression): number {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.filters.reduce((sum, operand) => sum + countTerms(operand), 0);
    case "not":
    case "valuePath":
      return countTerms(filter.filter);
    default:
      return 1;
  }
}
