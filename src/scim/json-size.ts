import { isArray, isObject } from "./json.ts";
import type { Json } from "./json.ts";

const OVERHEAD = 5;

/**
 * About how many bytes JSON takes when it is written; escapes are not counted. Stops counting beyond `most`, so that
 * asking whether something is too large never takes long itself. Without recursion, whatever is nested.
 */
export function sizeOfJson(json: Json, most: number): number {
  let size = 0;
  const waiting: Json[] = [json];
  for (let next = waiting.pop(); next !== undefined && size <= most; next = waiting.pop()) {
    size += typeof next === "string" ? next.length + 3 : OVERHEAD;
    if (isArray(next)) for (const item of next) waiting.push(item);
    else if (isObject(next)) {
      for (const [name, value] of Object.entries(next)) {
        size += name.length + 4;
        if (value !== undefined) waiting.push(value);
      }
    }
  }
  return size;
}
