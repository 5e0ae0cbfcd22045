import { fill } from "../../../reports/terminal/text/wrap.ts";

/** A line broken at blanks so that it fits the width; what follows is indented like its beginning. */
export function wrapText(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const words = line.trim().split(" ");
  return fill(words, { width: width - indent.length, separator: " " }).map((part) => indent + part);
}
