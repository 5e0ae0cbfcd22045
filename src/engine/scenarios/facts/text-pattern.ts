/** What a document writes for a text that it expects: the text itself, or `/a pattern/`. */
export interface TextPattern {
  readonly test: (found: string) => boolean;
}

const PATTERN = /^\/(?<source>.+)\/(?<flags>[imsu]*)$/s;

/** True for a text in slashes, which is a regular expression. */
export function isPattern(text: string): boolean {
  return PATTERN.test(text);
}

/** The regular expression of a text in slashes. Throws a `SyntaxError` when it is none. */
export function readPattern(text: string): RegExp {
  const { source = "", flags = "" } = PATTERN.exec(text)?.groups ?? {};
  return new RegExp(source, flags);
}

/** A text that must be contained, in any letter case, or a pattern in slashes that must be found. */
export function containing(text: string): TextPattern {
  if (isPattern(text)) return readPattern(text);
  const wanted = text.toLowerCase();
  return { test: (found) => found.toLowerCase().includes(wanted) };
}

/** A text with stars, each of which stands for `any`. */
export function globToRegExp(glob: string, any: string): RegExp {
  const parts = glob.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(any)}$`);
}
