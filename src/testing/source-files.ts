import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the project begins. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), "../..");

const FOLDERS = ["src", "suites", "emulator", "reports", "fixtures"];
const FOR_TESTS = /\.(test|test-d|fixture|bench)\.ts$|(^|\/)testing\//;

/** One import of a file, types included. */
export interface Import {
  /** Below the root, for example `src/cli/main.ts`. */
  readonly file: string;
  /** As it is written. */
  readonly target: string;
}

/** All TypeScript files of the package, below the root; those that only tests use are left out. */
export function sourceFiles(folders: readonly string[] = FOLDERS): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((file) => file.endsWith(".ts") && !FOR_TESTS.test(file));
}

/** What a file imports or exports from elsewhere. */
export function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const found = text.matchAll(/^(?:import|export)\s[^;"]*?from "([^"]+)"|^import "([^"]+)"|\bimport\(\s*"([^"]+)"/gm);
  return [...found].map(([, from, bare, lazy]) => ({ file, target: from ?? bare ?? lazy ?? "" }));
}

/** The file that a relative import names, below the root. */
export function resolved({ file, target }: Import): string {
  return relative(ROOT, resolve(ROOT, dirname(file), target));
}
