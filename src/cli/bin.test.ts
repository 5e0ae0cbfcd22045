import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../documents/package-root.ts";

const SOURCE = readFileSync(join(packageRoot(), "bin", "zi-scim-check.cjs"), "utf8");

interface Outcome {
  readonly required: readonly string[];
  readonly said: readonly string[];
  readonly exits: readonly number[];
}

/** Runs the bin as a Node of that version would. */
function startOn(version: string): Outcome {
  const outcome = { required: [] as string[], said: [] as string[], exits: [] as number[] };
  runInNewContext(SOURCE, {
    process: {
      versions: { node: version },
      exit: (code: number) => outcome.exits.push(code),
      stderr: { write: (text: string) => outcome.said.push(text) },
    },
    require: (path: string) => outcome.required.push(path),
  });
  return outcome;
}

describe("the bin", () => {
  it.each(["22.19.0", "22.21.3", "24.0.0", "26.1.0"])("starts the command line on Node %s", (version) => {
    expect(startOn(version)).toEqual({ required: ["../dist/src/cli/main.js"], said: [], exits: [] });
  });

  it.each(["0.10.48", "8.17.0", "20.20.2", "22.18.9", "23.11.0"])(
    "says in one sentence that Node %s will not do",
    (version) => {
      expect(startOn(version)).toEqual({
        required: [],
        said: [
          `zi-scim-check needs Node.js 22.19 or newer of the 22 line, or 24 and later; this is Node.js ${version}.\n`,
        ],
        exits: [2],
      });
    },
  );

  it("holds nothing that an old Node cannot parse", () => {
    const code = SOURCE.replaceAll(/\/\/.*/g, "");
    expect(code).not.toMatch(/=>|`|\b(const|let|class|import|async|await)\b/);
  });
});
