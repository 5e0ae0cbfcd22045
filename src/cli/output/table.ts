import { padEnd, textWidth } from "../../../reports/terminal/text/text-width.ts";
import { fill } from "../../../reports/terminal/text/wrap.ts";
import { wrapText } from "./wrap-text.ts";

/** With less room than this, or than a word takes, beside the other columns, the last one stands below them. */
const LEAST_ROOM = 30;

/**
 * The lines of each row: each column as wide as its widest cell, two blanks in front and between. The last column is
 * broken so that it fits the width.
 */
export function toTable(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const widths = columnWidths(rows);
  const start = widths.slice(0, -1).reduce((sum, column) => sum + column + 2, 2);
  const words = rows.flatMap((row) => (row.at(-1) ?? "").split(" "));
  const isNarrow = width - start < Math.max(LEAST_ROOM, ...words.map(textWidth));
  return rows.map((row) => (isNarrow ? below(row, width) : beside(row, widths, width - start)));
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ""))));
}

function beside(row: readonly string[], widths: readonly number[], room: number): readonly string[] {
  const cells = row.slice(0, -1).map((cell, column) => padEnd(cell, widths[column] ?? 0) + "  ");
  const lead = `  ${cells.join("")}`;
  const lines = wrapText(row.at(-1) ?? "", room);
  return lines.map((line, index) => ((index === 0 ? lead : " ".repeat(textWidth(lead))) + line).trimEnd());
}

function below(row: readonly string[], width: number): readonly string[] {
  const head = fill(row.slice(0, -1), { width: width - 4, separator: "  " });
  const lines = [...head, ...wrapText(row.at(-1) ?? "", width - 4)].filter((line) => line !== "");
  return lines.map((line, index) => (index === 0 ? "  " : "    ") + line);
}
