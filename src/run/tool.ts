import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../documents/package-root.ts";

/** Name and version of the tool, as its package.json has them. */
export interface ToolIdentity {
  readonly name: string;
  readonly version: string;
}

/** Reads the package's own name and version. */
export function toolIdentity(): ToolIdentity {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  if (!isIdentity(manifest)) throw new Error("package.json of zi-scim-check has no name or version");
  return { name: manifest.name, version: manifest.version };
}

function isIdentity(value: unknown): value is ToolIdentity {
  return typeof value === "object" && value !== null && "name" in value && "version" in value;
}
