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
 * characters (lone surrogates), which can stand in no URL and no report, become U+FFFD.
 */
export function readBody(text: string): ReadBody {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (json === "") return { body: undefined };
  const unreadable = problemOfJson(json);
  if (unreadable !== undefined) return { body: undefined, unreadable };
  try {
    const body: Json = JSON.parse(json);
    return { body: HALF_CHARACTER.test(json) ? toWellFormed(body) : body };
  } catch {
    return { body: undefined };
  }
}

/** An escape of a surrogate: rare enough that everything with one is looked at closely. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

/** Recursion is safe here: the depth has been bounded. */
function toWellFormed(value: Json): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(toWellFormed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [[name.toWellFormed(), toWellFormed(member)] as const],
  );
  return Object.fromEntries(members);
}
