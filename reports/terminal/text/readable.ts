import { decoded } from "../../../src/exchange/resource-url.ts";

/**
 * A text with the paths and URLs in it to be read: without their percent signs, where these spell UTF-8. A value that was found stays
 * as it is. Still to be made safe to print.
 */
export function toReadable(text: string): string {
  return text.replace(/(?<=^|\s)(?:https?:\/)?\/\S*/gi, (path) =>
    path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => decoded(escapes)),
  );
}

/** The same where room is scarce: which user or group it is stands in the whole report. */
export function toShort(text: string): string {
  return toReadable(text.replace(/\/(Users|Groups)\/(?!\.search)[^\s/?"]+/g, "/$1/{id}"));
}
