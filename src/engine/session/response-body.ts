import type { Json } from "../../scim/json.ts";

/** Parses a body; undefined when it is empty or not JSON. A leading byte order mark is left out. */
export function parseBody(text: string): Json | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
