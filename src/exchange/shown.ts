import type { Json } from "../scim/json.ts";

const MAX_SHOWN = 300;

/** A JSON value as text for `expected`, `actual` and reasons; `nothing` when it is absent. */
export function shown(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
