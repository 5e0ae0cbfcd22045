import { graphemes, textWidth } from "./text-width.ts";

/** Breaks prose at spaces into lines of at most `width` columns; a word that is longer than a line is broken itself. */
export function wrap(text: string, width: number): readonly string[] {
  const words = text.split(/\s+/).flatMap((word) => breakWord(word, width));
  return fill(words, { width, separator: " " });
}

/** A text behind a lead; its further lines stand under its first. */
export function hanging(lead: string, text: string, width: number): readonly string[] {
  const indent = textWidth(lead);
  return wrap(text, Math.max(width - indent, 16)).map(
    (line, index) => (index === 0 ? lead : " ".repeat(indent)) + line,
  );
}

/** Puts parts that must stay whole on as few lines as they fit on. */
export function fill(parts: readonly string[], options: FillOptions): readonly string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const part of parts) {
    const longer: string = line === undefined ? part : `${line}${options.separator}${part}`;
    if (line !== undefined && textWidth(longer) > options.width) {
      lines.push(line);
      line = part;
    } else {
      line = longer;
    }
  }
  return line === undefined ? lines : [...lines, line];
}

/** How parts are put on lines. */
export interface FillOptions {
  readonly width: number;
  readonly separator: string;
}

/** The id of a check is copied: it stays whole and sticks out. Nothing longer is one. */
function isId(word: string): boolean {
  return word.length <= MAX_ID && /^[(']?[a-z][a-z0-9]*(?:\.[a-z0-9-]+)+[),;.:']*$/.test(word);
}

const MAX_ID = 60;

function breakWord(word: string, width: number): readonly string[] {
  if (textWidth(word) <= width || isId(word)) return [word];
  const pieces = [""];
  let taken = 0;
  for (const grapheme of graphemes(word)) {
    const columns = textWidth(grapheme);
    if (taken + columns > width) {
      pieces.push("");
      taken = 0;
    }
    pieces[pieces.length - 1] += grapheme;
    taken += columns;
  }
  return pieces;
}
