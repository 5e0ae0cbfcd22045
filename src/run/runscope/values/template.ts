/** A text in which `{{...}}` stands for values; within one others may stand. */
export type TemplatePart = string | { readonly inner: readonly TemplatePart[] };

/** Braces in braces; nobody writes more. */
const MAX_DEPTH = 16;

/**
 * Reads a text as a template. What a value holds is never read again: an answer that says `{{auth}}` must not be given the token.
 * Braces without an end stay as they are.
 */
export function parseBraces(text: string): readonly TemplatePart[] {
  return parseParts(text, 0, 0).parts;
}

/** Puts the values in. `valueOf` is given what stands between the braces, and where: at the very start of the text or not. */
export function fillBraces(text: string, valueOf: (name: string, isFirst: boolean) => string): string {
  return fill(parseBraces(text), valueOf);
}

/** Stands in a name for braces within it. */
export const INNER = "\0";

/** What stands between the braces of a text, inner ones too, with `INNER` for what stands in them in turn. */
export function bracedNames(text: string): readonly string[] {
  return collect(parseBraces(text));
}

function fill(parts: readonly TemplatePart[], valueOf: (name: string, isFirst: boolean) => string): string {
  return parts
    .map((part, at) => (typeof part === "string" ? part : valueOf(fill(part.inner, valueOf).trim(), at === 0)))
    .join("");
}

function collect(parts: readonly TemplatePart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (typeof part === "string") return [];
    const own = part.inner.map((inner) => (typeof inner === "string" ? inner : INNER)).join("");
    return [own.trim(), ...collect(part.inner)];
  });
}

interface Parsed {
  readonly parts: readonly TemplatePart[];
  /** Behind the closing braces, or the end of the text. */
  readonly end: number;
  readonly isClosed: boolean;
}

function parseParts(text: string, start: number, depth: number): Parsed {
  const parts: TemplatePart[] = [];
  let from = start;
  let at = start;
  const keep = (): void => {
    if (at > from) parts.push(text.slice(from, at));
  };
  while (at < text.length) {
    if (depth > 0 && text.startsWith("}}", at)) {
      keep();
      return { parts, end: at + 2, isClosed: true };
    }
    const inner = text.startsWith("{{", at) && depth < MAX_DEPTH ? parseParts(text, at + 2, depth + 1) : undefined;
    if (inner?.isClosed === true) {
      keep();
      parts.push({ inner: inner.parts });
      at = inner.end;
      from = at;
    } else {
      at += inner === undefined ? 1 : 2;
    }
  }
  keep();
  return { parts, end: at, isClosed: false };
}
