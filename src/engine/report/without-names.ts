import { boundedText } from "../../exchange/bounded-text.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const DATE_TIME = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g;
const EMAIL = /[^\s"'<>()[\],;:]+@[^\s"'<>()[\],;:]+/g;
const RESOURCE = /\/(Users|Groups)\/(?!\.search)[^\s/?"']+/gi;
/** A word of letters and digits, as made-up names and ids are: `zsc-4f2a-ann`. */
const MADE_UP = /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{6,}\b/gi;

/** Takes out of a text what differs from resource to resource (ids, dates, addresses, made-up names), so that texts about the same fault are the same. */
export function withoutNames(text: string): string {
  return boundedText(text)
    .replace(RESOURCE, "/$1/{id}")
    .replace(DATE_TIME, "{time}")
    .replace(UUID, "{id}")
    .replace(EMAIL, "{name}")
    .replace(MADE_UP, "{name}");
}
