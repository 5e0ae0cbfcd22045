import { getIgnoreCase, isArray, isObject } from "../scim/json.ts";
import type { Json } from "../scim/json.ts";

/** What an error body says in `detail`, whole. Some servers write a list or an object there: its texts, or its JSON. Undefined for none. */
export function refusalDetail(body: Json | undefined): string | undefined {
  const detail = isObject(body) ? textOf(getIgnoreCase(body, "detail")) : "";
  return detail === "" ? undefined : detail;
}

function textOf(detail: Json | undefined): string {
  if (detail === undefined || detail === null) return "";
  if (typeof detail === "string") return detail.trim();
  if (!isArray(detail)) return JSON.stringify(detail);
  return detail
    .map(textOf)
    .filter((text) => text !== "")
    .join("; ");
}
