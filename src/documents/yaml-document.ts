import { LineCounter, isAlias, isMap, isNode, isScalar, parseDocument } from "yaml";
import type { Document, Node, YAMLParseError, YAMLWarning } from "yaml";
import type { Json } from "../scim/json.ts";
import { cutText } from "./cut-text.ts";
import { UsageError } from "./usage-error.ts";
import { messageOf } from "../scim/message-of.ts";

/** Keys and indexes from the top of a document to a value. */
export type DocumentPath = readonly (string | number)[];

/** A YAML (or JSON) file that has been read, with the place of everything in it. */
export interface YamlDocument {
  /** As the user named it. */
  readonly file: string;
  /** True for the package's own documents; a test holds them against their schemas, so that no run has to. */
  readonly isBuiltIn: boolean;
  readonly value: Json;
  /** `file:line:column` of the value at a path, or of the nearest thing above it that exists. */
  readonly placeOf: (path: DocumentPath) => string;
  /** `file:line:column` of a key of the mapping at a path. */
  readonly placeOfKey: (path: DocumentPath, key: string) => string;
}

/** No document that people write is larger; this keeps a wrong file from being parsed for minutes. */
const MAX_CHARACTERS = 1_000_000;

/** Parses the text of a YAML file. Throws `UsageError` with the line when it is no YAML, has a key twice, is too large or is no text. */
export function parseYaml(text: string, file: string, isBuiltIn = false): YamlDocument {
  if (text.length > MAX_CHARACTERS) {
    throw new UsageError(`${file} is too large: ${text.length} characters.`, "A document may have a million of them.");
  }
  // Bytes that are no UTF-8 were read as U+FFFD.
  if (/[\0\uFFFD]/.test(text)) {
    throw new UsageError(`${file} is not a text file.`, "A document is YAML or JSON, in UTF-8.");
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: "1.2" });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw syntaxError(problem, placeAt(file, lines, problem.pos[0]));
  return {
    file,
    isBuiltIn,
    value: toJson(document, file),
    placeOf: (path) => placeAt(file, lines, offsetOf(nodeAt(document, path))),
    placeOfKey: (path, key) => placeAt(file, lines, offsetOf(keyNode(nodeAt(document, path), key))),
  };
}

function syntaxError(problem: YAMLParseError | YAMLWarning, place: string): UsageError {
  const message = problem.message.replace(/\.?$/, "").replaceAll(/\S+/g, cutText);
  return new UsageError(`${place}: ${message}.`, "Correct the YAML there; each key may stand once in its mapping.");
}

function toJson(document: Document, file: string): Json {
  try {
    const value: Json = document.toJS({ maxAliasCount: 100 }) ?? null;
    return value;
  } catch (cause) {
    throw new UsageError(
      `${file} cannot be read: ${messageOf(cause).replace(/\.$/, "")}.`,
      "Write the repeated parts out.",
      { cause },
    );
  }
}

/** The node at the path; the last one that there is where the path leads nowhere. */
function nodeAt(document: Document, path: DocumentPath): Node | null {
  let node: Node | null = isNode(document.contents) ? document.contents : null;
  for (const step of path) {
    const child: unknown =
      isMap(node) || !node || isScalar(node) || isAlias(node) ? childOf(node, step) : node.get(step, true);
    if (!isNode(child)) return node;
    node = child;
  }
  return node;
}

function childOf(node: Node | null, step: string | number): unknown {
  return isMap(node) ? node.items.find((pair) => nameOf(pair.key) === String(step))?.value : undefined;
}

function keyNode(node: Node | null, key: string): Node | null {
  const found = isMap(node) ? node.items.find((pair) => nameOf(pair.key) === key)?.key : undefined;
  return isNode(found) ? found : node;
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function placeAt(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
}
