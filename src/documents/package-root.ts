import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's own facts, from its package.json. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
}

/**
 * The folder that holds the package's package.json, whether this file runs from `src` or from `dist/src`: the data files
 * (fixtures) lie below it.
 */
export function packageRoot(from: string = import.meta.url): string {
  for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) throw new Error(`No package.json lies above ${from}.`);
  }
}

/** Name and version of this package. */
export function packageFacts(): PackageFacts {
  const { name, version }: PackageFacts = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  return { name, version };
}
