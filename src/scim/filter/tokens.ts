import { ScimError } from "../error.ts";

/** A piece of a filter or of a PATCH path. */
export interface Token {
  readonly kind: "word" | "string" | "mark" | "end";
  /** As written; of a string its value, without quotes and escapes. */
  readonly text: string;
  /** Index in the whole text at which the token begins, and the one after its last character. */
  readonly start: number;
  readonly end: number;
}

/** Reads tokens one after the other. */
export interface TokenReader {
  readonly peek: () => Token;
  readonly next: () => Token;
}

/** How much filter is read; what goes beyond is refused before any work is done. */
export interface FilterBounds {
  /** Most characters of the whole text. */
  readonly length: number;
  /** How deep brackets may nest. The parser calls itself for each, so that the stack sets an end to what may be asked. */
  readonly nesting: number;
}

/** Far more than any client sends, and far from the limits of the stack. */
export const FILTER_BOUNDS: FilterBounds = { length: 10_000, nesting: 50 };

const BLANK = /[ \t\r\n]*/y;
const WORD = /[^ \t\r\n()[\]"]+/y;
const STRING = /"(?:[^"\\]|\\.)*"/suy;

/**
 * Cuts a text into tokens.
 * @throws ScimError 400 invalidFilter for a string that is no JSON, and for a text that is too long
 */
export function readTokens(text: string, { length }: FilterBounds = FILTER_BOUNDS): TokenReader {
  if (text.length > length) throw filterError(length, `it is longer than ${length} characters`);
  let current = scan(text, 0);
  return {
    peek: () => current,
    next: () => {
      const token = current;
      current = scan(text, token.end);
      return token;
    },
  };
}

/** The refusal of a filter. The position is an index in the text; the detail counts from 1, as people do. */
export function filterError(position: number, reason: string, cause?: unknown): ScimError {
  const detail = `The filter is not valid at position ${position + 1}: ${reason}.`;
  return new ScimError(400, detail, { scimType: "invalidFilter", cause });
}

/** How a token is named in an error. */
export function describeToken(token: Token): string {
  if (token.kind === "end") return "the end";
  return token.kind === "string" ? `the string ${JSON.stringify(token.text)}` : `'${token.text}'`;
}

function scan(text: string, from: number): Token {
  const start = from + matchLength(BLANK, text, from);
  const first = text[start];
  if (first === undefined) return { kind: "end", text: "", start, end: start };
  if (first === '"') return scanString(text, start);
  if ("()[]".includes(first)) return { kind: "mark", text: first, start, end: start + 1 };
  const end = start + matchLength(WORD, text, start);
  return { kind: "word", text: text.slice(start, end), start, end };
}

function scanString(text: string, start: number): Token {
  const end = start + matchLength(STRING, text, start);
  if (end === start) throw filterError(start, "the string that begins here has no closing quote");
  try {
    return { kind: "string", text: String(JSON.parse(text.slice(start, end))), start, end };
  } catch (cause) {
    throw filterError(start, "the string that begins here is not a JSON string (RFC 7159 section 7)", cause);
  }
}

function matchLength(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0].length ?? 0;
}
