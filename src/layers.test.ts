import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { isAllowed, layerOf, LAYERS } from "./testing/layers.ts";
import { importsOf, resolved, ROOT, sourceFiles } from "./testing/source-files.ts";
import type { Import } from "./testing/source-files.ts";

/** One file of each folder that has rules, and of some that none of them may import. */
const FILES = [
  ...LAYERS.map(({ folder }) => `${folder.replace("*", "okta")}/made-up.ts`),
  "src/server/ports.ts",
  "src/engine/report/made-up.ts",
  "src/self-check/made-up.ts",
  "src/documents/made-up.ts",
  "src/run/made-up.ts",
  "src/cli/made-up.ts",
  "hostile/made-up.ts",
  "bench/made-up.ts",
];

function importing(file: string, other: string): Import {
  const path = relative(dirname(file), other);
  return { file, target: path.startsWith(".") ? path : `./${path}` };
}

test("every import stays within its layer, those of types included", () => {
  const breaches = sourceFiles()
    .flatMap(importsOf)
    .filter((found) => !isAllowed(found))
    .map(({ file, target }) => `${file} imports ${target}`);
  expect(breaches).toEqual([]);
});

test("the imports are seen at all", () => {
  expect(importsOf("src/exchange/verify/verify.ts").map(({ target }) => target)).toContain("./subject.ts");
  expect(sourceFiles().length).toBeGreaterThan(400);
});

test.each(LAYERS.map(({ folder }) => [folder] as const))("%s is refused everything that stands above it", (folder) => {
  const file = `${folder.replace("*", "okta")}/made-up.ts`;
  const layer = layerOf(file);
  const allowed = FILES.filter((other) => isAllowed(importing(file, other)));
  expect(layer?.folder).toBe(folder);
  expect(allowed.map((other) => dirname(other))).toEqual(FOLDERS_FOR[folder]);
});

/** By hand, from the table of layers in ARCHITECTURE.md: the folders of which each may import a made-up file, or the ports. */
const FOLDERS_FOR: Readonly<Record<string, readonly string[]>> = {
  "src/scim": ["src/scim"],
  "src/profile": ["src/scim", "src/profile"],
  "suites/requirements": ["suites/requirements"],
  "emulator/*/wire": ["src/scim", "src/profile", "emulator/okta/wire"],
  "src/exchange": ["src/scim", "src/profile", "src/exchange"],
  "src/kit": ["src/scim", "src/profile", "src/exchange", "src/kit", "src/server"],
  "src/server": ["src/scim", "src/profile", "src/exchange", "src/server", "src/server"],
  "src/engine": ["src/scim", "src/profile", "src/exchange", "src/kit", "src/engine", "src/server", "src/engine/report"],
  suites: [
    "src/scim",
    "src/profile",
    "suites/requirements",
    "emulator/okta/wire",
    "src/exchange",
    "src/kit",
    "suites",
    "src/server",
  ],
  emulator: [
    "src/scim",
    "src/profile",
    "emulator/okta/wire",
    "src/exchange",
    "src/kit",
    "src/engine",
    "emulator",
    "src/engine/report",
  ],
  reports: ["src/scim", "src/profile", "src/exchange", "reports", "src/engine/report"],
  fixtures: ["src/scim", "src/profile", "src/kit", "fixtures"],
};

test.each([
  ["src/scim/made-up.ts", "node:crypto"],
  ["src/profile/made-up.ts", "yaml"],
  ["src/exchange/made-up.ts", "undici"],
  ["src/kit/made-up.ts", "node:fs"],
  ["src/server/made-up.ts", "undici"],
  ["src/engine/made-up.ts", "node:fs"],
  ["suites/users/made-up.ts", "node:crypto"],
  ["emulator/okta/made-up.ts", "undici"],
  ["emulator/okta/wire/made-up.ts", "node:crypto"],
  ["reports/made-up.ts", "node:fs"],
  ["fixtures/made-up.ts", "node:fs"],
])("%s may not use %s", (file, target) => {
  expect(isAllowed({ file, target })).toBe(false);
});

test("below the suites only the types of the requirement table are imported: the table itself is an argument", () => {
  const ofTable = /^(?:import|export)\s[^;"]*?from "[./]+\/suites\/requirements\/[^"]+"/gm;
  const imports = sourceFiles(["src/exchange", "src/kit", "src/engine"]).flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(ofTable)].map(([text]) => text),
  );
  expect(imports.length).toBeGreaterThan(3);
  expect(imports.filter((text) => !/^(?:import|export) type /.test(text))).toEqual([]);
});

test("nothing of the package imports the hostile targets", () => {
  const isHostile = (found: Import): boolean => resolved(found).startsWith("hostile/");
  expect(sourceFiles().flatMap(importsOf).filter(isHostile)).toEqual([]);
  expect(isHostile(importing("src/run/run-checks.ts", "hostile/main.ts"))).toBe(true);
});
