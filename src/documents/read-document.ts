import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { JsonObject } from "../scim/json.ts";
import { packageRoot } from "./package-root.ts";
import { readTextFile } from "./read-text-file.ts";
import { cutText } from "./cut-text.ts";
import { didYouMean } from "./suggest.ts";
import { UsageError } from "./usage-error.ts";
import { parseYaml } from "./yaml-document.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** Kinds of documents, each with its built-in ones in a folder of `fixtures`. */
export type DocumentKind = "profile" | "scenario";

/** Names of the built-in documents of a kind, sorted. */
export async function builtInNames(kind: DocumentKind): Promise<readonly string[]> {
  const files = await readdir(folderOf(kind));
  return files
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .toSorted();
}

/**
 * Reads a built-in document by its name, or the file at a path (anything with a slash or an extension of YAML or JSON).
 * Throws `UsageError` when there is none, with a near miss.
 */
export async function readDocument(kind: DocumentKind, nameOrPath: string): Promise<YamlDocument> {
  if (isPath(nameOrPath)) return parseYaml(await readText(kind, nameOrPath), nameOrPath);
  const names = await builtInNames(kind);
  if (!names.includes(nameOrPath)) throw unknownName(kind, nameOrPath, names);
  const file = join(folderOf(kind), `${nameOrPath}.yaml`);
  return parseYaml(await readFile(file, "utf8"), `${nameOrPath}.yaml`, true);
}

/** The JSON Schema of a kind of document, or of the report. */
export async function readSchema(kind: DocumentKind | "report"): Promise<JsonObject> {
  const file = join(packageRoot(), "fixtures", "schemas", `${kind}.schema.json`);
  const schema: JsonObject = JSON.parse(await readFile(file, "utf8"));
  return schema;
}

/** True for what names a file rather than a built-in document. */
export function isPath(nameOrPath: string): boolean {
  return /[\\/]/.test(nameOrPath) || /\.(ya?ml|json)$/i.test(nameOrPath);
}

function folderOf(kind: DocumentKind): string {
  return join(packageRoot(), "fixtures", `${kind}s`);
}

async function readText(kind: DocumentKind, path: string): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (cause) {
    const reason =
      cause instanceof Error && "code" in cause && cause.code === "ENOENT" ? "does not exist" : "cannot be read";
    const names = (await builtInNames(kind)).join(", ");
    throw new UsageError(`The ${kind} file ${path} ${reason}.`, `Built-in ${kind}s go by name: ${names}.`, { cause });
  }
}

function unknownName(kind: DocumentKind, name: string, names: readonly string[]): UsageError {
  return new UsageError(
    `There is no ${kind} "${cutText(name)}"${didYouMean(name, names) || "."}`,
    `Built in are ${names.join(", ")}; a file of your own is named by its path, ending in .yaml${kind === "scenario" ? " or .ts" : ""}.`,
  );
}
