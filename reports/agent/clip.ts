import { toPrintable } from "../terminal/text/printable.ts";

/** The beginning of a text that is too long, with a sign that there is more. */
export function clip(text: string, most: number, unicode: boolean): string {
  if (text.length <= most) return text;
  const sign = unicode ? "…" : "...";
  return `${text.slice(0, most - sign.length).toWellFormed()}${sign}`;
}

/** Text from anywhere on one line, and no longer than that. */
export function oneLine(text: string, most: number, unicode: boolean): string {
  return clip(toPrintable(text, unicode), most, unicode);
}
