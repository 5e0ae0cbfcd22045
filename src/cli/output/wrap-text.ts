/** A line broken at blanks so that it fits the width; what follows is indented like its beginning. */
export function wrapText(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  if (line.length <= width) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.trim().split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && indent.length + longer.length > width) {
      lines.push(indent + current);
      current = word;
    } else current = longer;
  }
  return [...lines, indent + current];
}
