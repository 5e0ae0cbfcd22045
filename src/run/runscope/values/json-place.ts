import { getOwn, isArray, isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";

/** A place in JSON, member by member. */
export type JsonPlace = readonly (string | number)[];

/** Reads `Resources[0].name["family name"]` as a place; empty for the whole. Undefined when it cannot be read so. */
export function parseJsonPlace(text: string): JsonPlace | undefined {
  const place: (string | number)[] = [];
  let rest = text.trim().replace(/^\$/, "");
  while (rest !== "") {
    const found = STEP.exec(rest);
    if (found === null) return undefined;
    const [whole, name, index, quoted, single] = found;
    place.push(index === undefined ? (name ?? quoted ?? single ?? "") : Number(index));
    rest = rest.slice(whole.length);
  }
  return place;
}

const STEP = /^(?:\.?([^.[\]"']+)|\[(\d{1,9})\]|\["([^"]*)"\]|\['([^']*)'\])/;

/** The value at a place; undefined when nothing is there. Letter case counts, as it does in JavaScript. */
export function valueAtPlace(body: Json | undefined, place: JsonPlace): Json | undefined {
  let value = body;
  for (const step of place) {
    if (isArray(value)) value = typeof step === "number" ? value[step] : lengthOf(value, step);
    else if (isObject(value)) value = getOwn(value, step.toString());
    else return undefined;
  }
  return value;
}

/** A JSON pointer to it (RFC 6901). */
export function toPointer(place: JsonPlace): string {
  return place.map((step) => `/${step.toString().replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function lengthOf(value: readonly Json[], step: string): number | undefined {
  return step === "length" ? value.length : undefined;
}
