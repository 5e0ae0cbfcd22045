import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { claimedIds } from "../src/exchange/clause.ts";
import { ROOT, sourceFiles } from "../src/testing/source-files.ts";
import { SUITES } from "./index.ts";

const suiteFiles = sourceFiles(["suites"]).filter((file) => !file.startsWith("suites/requirements/"));
const declarations = suiteFiles.filter((file) => basename(file) !== "index.ts" && !dirname(file).endsWith("/words"));
const checks = new Map(SUITES.flatMap((suite) => suite.checks).map((check) => [check.id, check]));

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** What files export, by name. */
function exportsOf(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = files.flatMap((file) =>
    [...textOf(file).matchAll(/^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm)].map(
      ([, name = ""]) => [name, file] as const,
    ),
  );
  return new Map(
    [...Map.groupBy(found, ([name]) => name)].map(([name, pairs]) => [name, pairs.map(([, file]) => file)]),
  );
}

describe("the files of suites", () => {
  test("export families of declarations and nothing else, but for words/ and the registries", () => {
    const others = declarations.filter((file) => {
      const exported = [...textOf(file).matchAll(/^export (.*)/gm)].map(([, what = ""]) => what);
      return exported.length !== 1 || !/^const \w+(Checks|Rules)\b/.test(exported[0] ?? "");
    });
    expect(others).toEqual([]);
  });

  test("and what they build on give one name to one thing", () => {
    const files = [...suiteFiles, ...sourceFiles(["src/kit", "src/exchange", "src/engine", "src/profile", "src/run"])];
    const twice = [...exportsOf(files)].filter(([, where]) => where.length > 1);
    // A family of checks is named for its operation in each subject.
    expect(twice.filter(([name]) => !/(Checks|Rules)$/.test(name))).toEqual([]);
  });
});

test("under a tenth of all failures are free sentences", () => {
  const text = suiteFiles.map(textOf).join("\n");
  const words = text.match(
    /\.(?:status|succeeds|refuses|doesNotSucceed|object|error|list|lists|doesNotList|listsOnly|finds|counts|is|isNot|isOneOf|isLike|isAssigned|isUnassigned|isText|isObject|isArray|isPresent|isAbsent|holds|hasExactly|hasValues|includes|excludes)\(/g,
  );
  const free = text.match(/\.that\(/g);
  expect(free?.length ?? 0).toBeLessThan((words?.length ?? 0) / 10);
});

test("what a check supposes is the business of another check, with another rule", () => {
  const found = suiteFiles.flatMap((file) => {
    const text = textOf(file);
    return [...text.matchAll(/(?:\.supposing\(\s*|\bowner: )"([^"]+)"/g)].map((match) => {
      const before = text.slice(0, match.index);
      const id = [...before.matchAll(/^\s+id: "([^"]+)"/gm)].at(-1)?.[1] ?? "";
      return { file, id, owner: match[1] ?? "" };
    });
  });
  const wrong = found.filter(({ id, owner, file }) => {
    const owning = checks.get(owner);
    if (owning === undefined) return true;
    const mine = file.includes("/words/") ? undefined : checks.get(id);
    return mine !== undefined && claimedIds(mine.clause).some((rule) => claimedIds(owning.clause).includes(rule));
  });
  expect(found.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
