import type { Json } from "../../scim/json.ts";

/** JSON text without any character that a terminal or a shell might act on, or, without `unicode`, beyond ASCII. */
export function toSafeJson(value: Json, unicode: boolean): string {
  // Control, format and surrogate characters; what is left of them after JSON.stringify stands inside strings.
  const unsafe = unicode ? /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu : /[^\x20-\x7e]/gu;
  return JSON.stringify(value).replace(unsafe, toEscape);
}

/** Breaks JSON text after commas, so that the lines are at most `width` long where that is possible. */
export function foldJson(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+,?|,/g) ?? []) {
    if (line !== "" && line.length + piece.length > width) {
      lines.push(line);
      line = piece;
    } else {
      line += piece;
    }
  }
  return [...lines, line];
}

function toEscape(character: string): string {
  return Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");
}
