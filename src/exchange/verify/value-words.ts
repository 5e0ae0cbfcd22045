import { isArray, isObject, jsonEqual } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { toId } from "../resource-id.ts";
import { shown } from "../shown.ts";
import { placeIn } from "./place.ts";
import type { Step } from "./place.ts";
import type { Demand } from "./set-words.ts";
import { setWords } from "./set-words.ts";
import type { SetWords } from "./set-words.ts";
import { fail, saying } from "./subject.ts";
import type { Subject } from "./subject.ts";

/** Words about a place in the body of an answer. Each throws `Violation` when it does not hold. */
export interface ValueWords extends SetWords {
  readonly value: Json | undefined;
  /** A place below it. */
  readonly at: (...steps: readonly Step[]) => ValueWords;
  /** The items of a multi-valued attribute; none when it is no array. */
  readonly items: () => readonly ValueWords[];
  /** The same JSON value; undefined: nothing is there. */
  readonly is: (expected: Json | undefined) => void;
  readonly isNot: (unwanted: Json | undefined) => void;
  readonly isOneOf: (...expected: readonly [Json, ...Json[]]) => void;
  /** The same text but for letter case. */
  readonly isLike: (expected: string) => void;
  /** Neither absent nor null nor an empty list (RFC 7643 section 2.5). */
  readonly isAssigned: () => Json;
  readonly isUnassigned: () => void;
  /** A text that is not empty. */
  readonly isText: () => string;
  /** An id as URLs have it: that it is a number is told by `traffic.resource.id`. */
  readonly isId: () => string;
  /** The id of that resource, as a text or as a number. */
  readonly names: (id: string) => void;
  readonly isObject: () => JsonObject;
  readonly isArray: () => readonly Json[];
  /** `expected` says in words what the value must be, for example `a dateTime`. */
  readonly holds: (expected: string, predicate: (value: Json | undefined) => boolean) => void;
}

/** The words for the place that these steps lead to. */
export function valueWords(subject: Subject, steps: readonly Step[]): ValueWords {
  const place = placeIn(subject.reply, steps);
  const { value } = place;
  const demand: Demand = (isRight, toExpected) => {
    if (isRight) return;
    const expected = [toExpected()].flat();
    const whole = place.pointer === "" ? "body" : "resource";
    const name = place.name === "" ? `the ${whole}` : place.name;
    const found = place.isHidden ? "another value" : shown(place.shown);
    const what = value === undefined ? `no ${place.name === "" ? whole : name}` : `${name} ${found}`;
    const isUnwanted = expected.every((one) => one === "nothing" || one === "no value");
    // "shows no displayName" says it all where any text would do.
    const isMissing = value === undefined && expected.every((one) => ANY.includes(one));
    const wanted = isUnwanted ? ", where nothing must be" : isMissing ? "" : ` instead of ${expected.join(" or ")}`;
    const sentence = `${saying(subject.reply)} ${what}${wanted}`;
    fail(subject, { sentence, expected, actual: shown(place.shown), at: place.pointer });
  };
  return {
    value,
    at: (...more) => valueWords(subject, [...steps, ...more]),
    items: () => (isArray(value) ? value.map((_, index) => valueWords(subject, [...steps, index])) : []),
    is: (expected) => demand(jsonEqual(value, expected), () => shown(expected)),
    isNot: (unwanted) => demand(!jsonEqual(value, unwanted), () => `another value than ${shown(unwanted)}`),
    isOneOf: (...expected) => {
      const isRight = expected.some((one) => jsonEqual(value, one));
      demand(isRight, () => expected.map(shown));
    },
    isLike: (expected) => demand(isSameText(value, expected), () => shown(expected)),
    ...kindWords(value, demand),
    ...setWords(value, demand),
    holds: (expected, predicate) => demand(predicate(value), () => expected),
  };
}

/** What is expected where every value of a kind will do. */
const ANY: readonly string[] = ["a value", "a text", "an id", "an object", "an array"];

/** Words that say of what kind a value must be, and give it as that. */
function kindWords(
  value: Json | undefined,
  demand: Demand,
): Pick<ValueWords, "isAssigned" | "isUnassigned" | "isText" | "isId" | "names" | "isObject" | "isArray"> {
  const isEmpty = value === undefined || value === null || (isArray(value) && value.length === 0);
  return {
    isAssigned: () => {
      demand(!isEmpty, () => "a value");
      return value ?? null;
    },
    isUnassigned: () => demand(isEmpty, () => "no value"),
    isText: () => {
      demand(typeof value === "string" && value.trim() !== "", () => "a text");
      return typeof value === "string" ? value : "";
    },
    isId: () => {
      demand(toId(value) !== undefined, () => "an id");
      return toId(value) ?? "";
    },
    names: (id) => demand(toId(value) === id, () => shown(id)),
    isObject: () => {
      demand(isObject(value), () => "an object");
      return isObject(value) ? value : {};
    },
    isArray: () => {
      demand(isArray(value), () => "an array");
      return isArray(value) ? value : [];
    },
  };
}

function isSameText(value: Json | undefined, expected: string): boolean {
  return typeof value === "string" && value.toLowerCase() === expected.toLowerCase();
}
