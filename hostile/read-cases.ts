import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WrittenCase } from "./hostile-case.ts";

const FOLDER = fileURLToPath(new URL("cases", import.meta.url));

/** The committed cases by the names of their files, without `.json`. */
export function readCases(): ReadonlyMap<string, WrittenCase> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  return new Map(
    files.toSorted().map((name) => [name.replace(/\.json$/, ""), JSON.parse(readFileSync(join(FOLDER, name), "utf8"))]),
  );
}
