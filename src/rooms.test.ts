import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, resolved, ROOT, sourceFiles } from "./testing/source-files.ts";

/** Files that lead to themselves again, each with those on the way; types count as well. */
function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

test("no source file is longer than 300 lines", () => {
  const long = sourceFiles().filter((file) => readFileSync(join(ROOT, file), "utf8").split("\n").length > 301);
  expect(long).toEqual([]);
});

test("no folder holds more than 15 source files", () => {
  const folders = Map.groupBy(sourceFiles(), (file) => dirname(file));
  expect([...folders].filter(([, files]) => files.length > 15).map(([folder]) => folder)).toEqual([]);
});

test("no file imports itself over others, not even for a type", () => {
  const files = sourceFiles(["src", "suites", "emulator", "reports", "fixtures", "hostile"]);
  const imports = files.map((file) => [file, importsOf(file).map(resolved)] as const);
  expect(cyclesOf(new Map(imports))).toEqual([]);
});

test("a cycle is found", () => {
  const imports = { "a.ts": ["b.ts"], "b.ts": ["c.ts", "d.ts"], "c.ts": [], "d.ts": ["a.ts"] };
  expect(cyclesOf(new Map(Object.entries(imports)))).toEqual(["a.ts -> b.ts -> d.ts -> a.ts"]);
});

test("what only tests use is named so", () => {
  const named = sourceFiles().filter((file) => /fixture|-test\.ts$/.test(basename(file)));
  expect(named).toEqual([]);
});
