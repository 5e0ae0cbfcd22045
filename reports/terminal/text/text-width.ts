import { stripVTControlCharacters } from "node:util";

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ASCII = /^[\x20-\x7e]*$/;
/** Two columns: emoji, and the scripts and forms that Unicode Annex 11 calls wide. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\uFE0F|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6])/u;
/** No column of its own: marks that belong to the character before. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** The columns that a text takes in a terminal; styles take none. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return graphemes(stripVTControlCharacters(text)).reduce((sum, one) => sum + graphemeWidth(one), 0);
}

/** What a reader takes for single characters. */
export function graphemes(text: string): readonly string[] {
  return ASCII.test(text) ? text.split("") : [...SEGMENTER.segment(text)].map(({ segment }) => segment);
}

/** The columns of one grapheme: 0, 1 or 2. */
export function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return ZERO.test(grapheme) ? 0 : 1;
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
    taken += graphemeWidth(grapheme);
    if (taken > room) break;
    kept += grapheme;
  }
  return kept + ellipsis;
}
