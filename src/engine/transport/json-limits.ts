/** Levels of arrays and objects; the deepest document of the RFCs, a schema in a list, has 8. */
export const MAX_DEPTH = 64;

/** Members and elements of one body: a list of 50,000 whole users. */
export const MAX_VALUES = 1_000_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/**
 * Why JSON text is not to be parsed: it nests deeper or holds more than whatever reads it can bear, or has a number that
 * becomes infinite, which is no JSON when it is written again. Undefined when nothing is in the way; whether the text is
 * JSON at all, the parser tells. Goes over the text once, without recursion.
 */
export function problemOfJson(text: string): string | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (isOpening(code)) {
      depth += 1;
      values += 1;
    } else if (isClosing(code)) {
      depth -= 1;
    } else if (code === COMMA) {
      values += 1;
    } else if (isDigit(code)) {
      const end = endOfNumber(text, at);
      if (isInfinite(text, at, end))
        return `a number beyond what can be read (${text.slice(at, Math.min(end, at + 20))})`;
      at = end - 1;
    }
    if (depth > MAX_DEPTH) return `JSON nested deeper than ${MAX_DEPTH} levels`;
    if (values > MAX_VALUES) return `JSON of more than ${MAX_VALUES} values`;
  }
  return undefined;
}

/** Place of the quote that ends the string; the last place of the text when none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length - 1;
}

/** Place after the number; a minus sign before it changes nothing. */
function endOfNumber(text: string, start: number): number {
  let end = start;
  while (end < text.length && isNumberPart(text.charCodeAt(end))) end += 1;
  return end;
}

/** Short numbers without an exponent are finite; the rest is tried. */
function isInfinite(text: string, start: number, end: number): boolean {
  if (end - start < 4) return false;
  return !Number.isFinite(Number(text.slice(start, end))) && /^[\d.]+(?:[eE][+-]?\d+)?$/.test(text.slice(start, end));
}

/** `[` or `{`. */
function isOpening(code: number): boolean {
  return code === 0x5b || code === 0x7b;
}

/** `]` or `}`. */
function isClosing(code: number): boolean {
  return code === 0x5d || code === 0x7d;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A digit, `.`, `e`, `E`, `+` or `-`. */
function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === 0x2d;
}
