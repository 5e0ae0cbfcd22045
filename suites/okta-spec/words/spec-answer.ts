import { isArray, isObject, verify } from "../../../src/kit/index.ts";
import type { Json, Reply } from "../../../src/kit/index.ts";

/** Words about an answer as the test has them: its places in JSON go by the letter, and a number is equal to a text that spells it. */
export interface SpecWords {
  readonly status: (status: number) => void;
  /** Something is there: neither null nor an empty text, list or object. */
  readonly isFilled: (...place: readonly (string | number)[]) => void;
  readonly isNumber: (name: string) => void;
  readonly equals: (expected: string, ...place: readonly (string | number)[]) => void;
  /** Its schemas name the URN. */
  readonly isOf: (urn: string) => void;
}

/** Judges an answer as the test does. */
export function specAnswer(reply: Reply): SpecWords {
  const holds = (
    place: readonly (string | number)[],
    expected: string,
    is: (value: Json | undefined) => boolean,
  ): void =>
    verify(reply)
      .at(...place)
      .holds(spelled(expected, reply, place), () => is(exactly(reply.body, place)));
  return {
    status: (status) => void verify(reply).status(status),
    isFilled: (...place) => holds(place, "a value", isFull),
    isNumber: (name) => holds([name], "a number", (value) => typeof value === "number"),
    equals: (expected, ...place) => holds(place, JSON.stringify(expected), (value) => plain(value) === expected),
    isOf: (urn) => holds(["schemas"], `a list with ${urn}`, (value) => isArray(value) && value.includes(urn)),
  };
}

/** What stands there in other letters is not found. */
function spelled(expected: string, reply: Reply, place: readonly (string | number)[]): string {
  const isElsewhere = exactly(reply.body, place) === undefined && verify(reply).at(...place).value !== undefined;
  return isElsewhere ? `${expected} under that name in just these letters, ${place.join(".")}` : expected;
}

function exactly(body: Json | undefined, place: readonly (string | number)[]): Json | undefined {
  return place.reduce<Json | undefined>((value, step) => {
    if (isArray(value) && typeof step === "number") return value[step];
    return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, body);
}

function isFull(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value === "object" ? Object.keys(value).length > 0 : true;
}

function plain(value: Json | undefined): string | undefined {
  return typeof value === "string" || value === undefined ? value : JSON.stringify(value);
}
