import { styleText } from "node:util";
import type { OutputStyle } from "./output-style.ts";

/** The looks that commands use. */
export type Look = "red" | "green" | "yellow" | "bold" | "dim";

/** The text in a look, where colours are wanted. */
export function paint(style: Pick<OutputStyle, "color">, look: Look, text: string): string {
  return style.color ? styleText(look, text, { validateStream: false }) : text;
}

/** The sign of a good or bad result. */
export function sign(style: Pick<OutputStyle, "color" | "unicode">, isGood: boolean): string {
  const plain = style.unicode ? (isGood ? "✓" : "✗") : isGood ? "ok" : "FAIL";
  return paint(style, isGood ? "green" : "red", plain);
}
