import { withoutNames } from "../without-names.ts";

/** A text without names, ids and numbers: "1 missing" and "2 missing" are the same. */
export function withoutNumbers(text: string): string {
  return withoutNames(text)
    .replace(/\d+/g, "{n}")
    .replace(/\b(resource|member|value|user|group|time|item)s\b/g, "$1");
}
