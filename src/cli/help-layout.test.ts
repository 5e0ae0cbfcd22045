import { describe, expect, it } from "vitest";
import { runCommandLine } from "./command-line.ts";
import { playIo } from "./testing/command-io.fixture.ts";

const HELPS: readonly (readonly string[])[] = [
  ["--help"],
  ...["run", "serve", "emulate", "cleanup", "self-check", "list", "explain"].map((name) => [name, "--help"]),
];

/** The lines that a command line prints on a terminal, without a terminal when `columns` is undefined. */
async function linesOf(args: readonly string[], columns?: number): Promise<readonly string[]> {
  const { io, stdout } = playIo({ env: { NO_COLOR: "1" }, ...(columns !== undefined && { columns }) });
  expect(await runCommandLine(args, io)).toBe(0);
  return stdout.text().split("\n");
}

function wordsOf(lines: readonly string[]): readonly string[] {
  return lines.join("\n").trim().split(/\s+/);
}

describe.each([60, 80, 120])("on a terminal of %i columns", (columns) => {
  it.each(HELPS)("no line of %s %s is longer, but a command to be copied, and no word is lost", async (...args) => {
    const lines = await linesOf(args, columns);
    const long = lines.filter((line) => line.length > columns && !line.startsWith("  zi-scim-check "));
    expect(long).toEqual([]);
    expect(wordsOf(lines)).toEqual(wordsOf(await linesOf(args)));
  });

  it.each([[], ["suites"], ["scenarios"], ["profiles"], ["reporters"], ["defects"], ["requirements"]])(
    "no line of list %s is longer, and no word is lost",
    async (...what) => {
      const lines = await linesOf(["list", ...what], columns);
      // A word that is longer than a line, such as a URN, stays whole.
      expect(lines.filter((line) => line.length > columns && line.trim().includes(" "))).toEqual([]);
      expect(wordsOf(lines)).toEqual(wordsOf(await linesOf(["list", ...what])));
    },
  );
});

it("on a narrow terminal an option is explained below itself", async () => {
  const lines = await linesOf(["run", "--help"], 60);
  const at = lines.indexOf("  --suite <id>");
  expect(lines.slice(at + 1, at + 3)).toEqual([
    "      run this suite only, and no scenarios unless named;",
    "      repeatable",
  ]);
});

it("without a terminal each row of a list is one line, as grep reads lines", async () => {
  const lines = await linesOf(["list", "defects"]);
  expect(lines.filter((line) => line !== "" && !line.includes("noticed by"))).toEqual([]);
});

it("a terminal that says it has 0 columns is taken for one of 100", async () => {
  expect(await linesOf(["--help"], 0)).toEqual(await linesOf(["--help"]));
});
