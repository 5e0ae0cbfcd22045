import { decoded } from "../../../src/exchange/resource-url.ts";

/** A text without the percent signs of URLs in it, to be read; what they do not spell in UTF-8 stays. Still to be made safe to print. */
export function toReadable(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => decoded(escapes));
}

/** The same where room is scarce: which user or group it is stands in the whole report. */
export function toShort(text: string): string {
  return toReadable(text.replace(/\/(Users|Groups)\/(?!\.search)[^\s/?"]+/g, "/$1/{id}"));
}
