import { styleText } from "node:util";

/** Styles of text; each leaves a text as it is where colours are not wanted. */
export interface Ink {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

/** Gives a text a style. */
export type Paint = (text: string) => string;

/** Styles by ANSI escape sequences, or none at all. */
export function createInk(color: boolean): Ink {
  const paint = (format: keyof Ink): Paint =>
    // The caller has decided on colours; the stream and its environment are not asked again.
    color ? (text) => styleText(format, text, { validateStream: false }) : (text) => text;
  return { bold: paint("bold"), dim: paint("dim"), red: paint("red"), green: paint("green"), yellow: paint("yellow") };
}
