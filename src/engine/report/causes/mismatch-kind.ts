import type { Mismatch } from "../../../exchange/violation.ts";
import type { Json } from "../../../scim/json.ts";
import { jsonTypeOf } from "./scopes/features.ts";

/** In what way a place of a body is wrong. */
export type MismatchKind = "missing" | "unwanted" | "value" | "empty" | "primary" | "repeated" | `type ${string}`;

const NOTHING: readonly string[] = ["nothing", "no value"];

/** JSON types, as expectations name them in words. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/\bboolean\b|^true or false$/i, "boolean"],
  [/\binteger\b|\bnumber\b/i, "number"],
  [/\ban array\b|\bin any order$|^items\b|\bitem\b|\bamong others$/i, "array"],
  [/\bobject\b/i, "object"],
  [/\btext\b|\bstring\b|\bURI\b|dateTime/i, "string"],
];

/** Says in what way a place is wrong. */
export function mismatchKind({ expected, actual }: Mismatch): MismatchKind {
  if (expected.length > 0 && expected.every((one) => NOTHING.includes(one))) return "unwanted";
  if (NOTHING.includes(actual)) return "missing";
  if (actual === '""') return "empty";
  if (expected.some((one) => /\bprimary\b/.test(one))) return "primary";
  if (isRepeated(actual)) return "repeated";
  const found = parsed(actual);
  const wanted = expected.map(typeOfExpected);
  if (found === undefined || wanted.some((one) => one === undefined || one === jsonTypeOf(found))) return "value";
  return `type ${jsonTypeOf(found)}`;
}

/** True for a list that holds one value twice; long lists are shown in part. */
function isRepeated(actual: string): boolean {
  const values = [...(actual.startsWith("[") ? actual : "").matchAll(/"value":"((?:[^"\\]|\\.)*)"/g)].map(
    ([, one]) => one,
  );
  return new Set(values).size < values.length;
}

function typeOfExpected(expected: string): string | undefined {
  const value = parsed(expected);
  return value === undefined ? NAMED.find(([pattern]) => pattern.test(expected))?.[1] : jsonTypeOf(value);
}

/** JSON text as a value; undefined for words. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
