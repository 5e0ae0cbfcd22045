import { isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { MASK } from "../../../exchange/masking/mask.ts";

/** A value in a body that holds no others. */
export interface BodyValue {
  /** JSON pointer in the body's own spelling. */
  readonly pointer: string;
  /** JSON text. */
  readonly text: string;
}

/**
 * The values of a body by their places, whatever the letter case of names. Values of a multi-valued attribute go by what they
 * are and not by their order, and what has no value (RFC 7643 section 2.5) is left out.
 */
export function bodyValuesOf(body: Json | undefined): ReadonlyMap<string, BodyValue> {
  return new Map(walk(body, "", ""));
}

/** Stands for a value that is not shown. */
export const MASKED: string = JSON.stringify(MASK);

/** A resource that the run did not make: nothing of it is known. */
function isMasked({ id, masked }: JsonObject): boolean {
  return id === MASK && typeof masked === "string";
}

type Entry = readonly [string, BodyValue];

function walk(value: Json | undefined, key: string, pointer: string): readonly Entry[] {
  if (value === undefined || value === null) return [];
  if (isObject(value)) {
    if (isMasked(value)) return [[key, { pointer, text: MASKED }]];
    return Object.entries(value).flatMap(([name, member]) => {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      return walk(member, `${key}/${step.toLowerCase()}`, `${pointer}/${step}`);
    });
  }
  if (!isArray(value)) return [[key, { pointer, text: JSON.stringify(value) }]];
  if (value.some(isObject)) {
    return value.flatMap((item, index) => walk(item, `${key}/${placeOf(item, index)}`, `${pointer}/${index}`));
  }
  const texts = value.filter((item) => item !== null).map((item) => JSON.stringify(item));
  return texts.length === 0 ? [] : [[key, { pointer, text: `[${texts.toSorted().join(",")}]` }]];
}

function placeOf(item: Json, index: number): string {
  const name = isObject(item) ? (textIn(item, "value") ?? textIn(item, "id")) : undefined;
  return name === undefined ? String(index) : `{${name}}`;
}

function textIn(item: JsonObject, name: string): string | undefined {
  const value = item[name];
  return typeof value === "string" ? value.replaceAll("/", "~1").toLowerCase() : undefined;
}
