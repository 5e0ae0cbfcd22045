import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Which folders a folder's files may import, by the longest prefix that fits. Test files may import anything. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "src/scim": ["src/scim"],
  "src/profile": ["src/scim", "src/profile"],
  "emulator/okta/wire": ["src/scim", "src/profile", "emulator/okta/wire"],
  "src/engine": [
    "src/scim",
    "src/profile",
    "src/engine",
    "src/server/ports.ts",
    "emulator/okta/wire",
    "suites/requirements.json",
    "fixtures/schemas",
  ],
  "src/server": ["src/scim", "src/profile", "src/server"],
  suites: [
    "src/scim",
    "src/profile",
    "src/engine",
    "src/server/ports.ts",
    "emulator/okta/wire",
    "suites",
    "fixtures/schemas",
  ],
  emulator: ["src/scim", "src/profile", "src/engine", "emulator"],
  reports: ["src/engine", "src/scim", "src/profile", "reports"],
  fixtures: ["src/scim", "src/profile", "fixtures"],
};

/** npm packages and built-in modules that a folder may use; the folders above layer 2 may use any. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  "src/scim": /^$/,
  "src/profile": /^$/,
  "emulator/okta/wire": /^$/,
  "src/engine": /^(node:(crypto|zlib|child_process|util)|undici|ajv\/dist\/2020\.js|ajv|ajv-formats)$/,
  "src/server": /^(node:.*|hono(\/.*)?|@hono\/node-server)$/,
  suites: /^$/,
  emulator: /^node:crypto$/,
  reports: /^(node:util|string-width)$/,
  fixtures: /^@faker-js\/faker/,
};

const FOLDERS = ["src", "suites", "emulator", "reports", "fixtures"];

interface Import {
  readonly file: string;
  readonly target: string;
}

function sourceFiles(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ).filter((file) => file.endsWith(".ts") && !/\.(test|test-d|bench)\.ts$/.test(file));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/^(?:import|export)\s[^;"]*?from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm)].map(
    ([, from, bare, lazy]) => ({ file, target: from ?? bare ?? lazy ?? "" }),
  );
}

function longestKey(table: Readonly<Record<string, unknown>>, file: string): string | undefined {
  return Object.keys(table)
    .filter((prefix) => file.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function isAllowed({ file, target }: Import): boolean {
  if (!target.startsWith(".")) {
    const key = longestKey(PACKAGES, file);
    return key === undefined || (PACKAGES[key]?.test(target) ?? false);
  }
  const key = longestKey(ALLOWED, file);
  const path = relative(ROOT, resolve(ROOT, dirname(file), target));
  return key === undefined || (ALLOWED[key] ?? []).some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

test("every import stays within its layer", () => {
  const breaches = sourceFiles()
    .flatMap(importsOf)
    .filter((found) => !isAllowed(found))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(breaches).toEqual([]);
});

test("the layers test sees the imports at all", () => {
  expect(importsOf("src/engine/verify.ts").map(({ target }) => target)).toContain("./violation.ts");
  expect(isAllowed({ file: "src/scim/filter.ts", target: "../engine/check.ts" })).toBe(false);
  expect(isAllowed({ file: "src/engine/run.ts", target: "../server/scim-server.ts" })).toBe(false);
  expect(isAllowed({ file: "reports/junit.ts", target: "node:fs" })).toBe(false);
});

test("nothing of the package imports the hostile targets", () => {
  const isHostile = ({ file, target }: Import): boolean =>
    relative(ROOT, resolve(ROOT, dirname(file), target)).startsWith("hostile/");
  expect(sourceFiles().flatMap(importsOf).filter(isHostile)).toEqual([]);
  expect(isHostile({ file: "src/run/run-checks.ts", target: "../../hostile/main.ts" })).toBe(true);
});

test("no source file is longer than 300 lines", () => {
  const long = sourceFiles().filter((file) => readFileSync(join(ROOT, file), "utf8").split("\n").length > 301);
  expect(long).toEqual([]);
});
