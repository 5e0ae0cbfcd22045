import type { Json } from "../../scim/json.ts";
import { problemOfJson } from "./json-limits.ts";

/** A body as it was read. */
export interface ReadBody {
  /** Undefined when the text is empty, no JSON, or more than can be read. */
  readonly body: Json | undefined;
  /** Why JSON was left unread, for example `JSON nested deeper than 64 levels`. */
  readonly unreadable?: string;
}

/** Parses a body; undefined when it is empty, not JSON, or beyond the limits of `problemOfJson`. */
export function parseBody(text: string): Json | undefined {
  return readBody(text).body;
}

/**
 * Reads the text of a body, and tells why when it is JSON that is left unread. A leading byte order mark is left out. Half
 * characters (lone surrogates), which can stand in no URL and no report, become U+FFFD, and every object can be put into a
 * text, whatever its members are called.
 */
export function readBody(text: string): ReadBody {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (json === "") return { body: undefined };
  const unreadable = problemOfJson(json);
  if (unreadable !== undefined) return { body: undefined, unreadable };
  try {
    const body: Json = JSON.parse(json);
    return { body: NEEDS_CARE.test(json) ? toHarmless(body) : body };
  } catch {
    return { body: undefined };
  }
}

/** Names of members that JavaScript itself asks for, and escapes, which may spell them or a half character. */
const NEEDS_CARE = /\\u|"(?:toString|valueOf)"/;

/** Recursion is safe here: the depth has been bounded. */
function toHarmless(value: Json): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(toHarmless);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [[name.toWellFormed(), toHarmless(member)] as const],
  );
  const harmless = Object.fromEntries(members);
  // A member of that name that is no function would make `String(value)` throw.
  if (Object.hasOwn(harmless, "toString") || Object.hasOwn(harmless, "valueOf")) {
    Object.defineProperty(harmless, Symbol.toPrimitive, { value: () => "[object Object]" });
  }
  return harmless;
}
