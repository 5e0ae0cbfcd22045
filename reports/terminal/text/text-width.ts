import stringWidth from "string-width";

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ASCII = /^[\x20-\x7e]*$/;

/** The columns that a text takes in a terminal; styles take none. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** What a reader takes for single characters. */
export function graphemes(text: string): readonly string[] {
  return ASCII.test(text) ? text.split("") : [...SEGMENTER.segment(text)].map(({ segment }) => segment);
}

/** Fills a text up with spaces at its end. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** Fills a text up with spaces at its start. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** A text that is too long ends in the sign for what is left out. Only for what nobody copies. */
export function truncate(text: string, width: number, ellipsis: string): string {
  if (textWidth(text) <= width) return text;
  const room = width - textWidth(ellipsis);
  let kept = "";
  let taken = 0;
  for (const grapheme of graphemes(text)) {
    taken += textWidth(grapheme);
    if (taken > room) break;
    kept += grapheme;
  }
  return kept + ellipsis;
}
