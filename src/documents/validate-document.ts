import type { ErrorObject } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "../scim/json.ts";
import { readSchema } from "./read-document.ts";
import type { DocumentKind } from "./read-document.ts";
import type { DocumentProblem } from "../profile/document-problem.ts";
import { UsageError } from "./usage-error.ts";
import { cutText } from "./cut-text.ts";
import { didYouMean } from "./suggest.ts";
import { describeProblem } from "./schema-problem.ts";
import type { YamlDocument } from "./yaml-document.ts";

/**
 * The document with its type, once its kind's JSON Schema has accepted it; built-in ones are known to be valid. Throws
 * `UsageError` that names file, line, column and what is wrong: of several faults the most telling one, with the number of
 * the others. `extend` adds what the schema cannot know.
 */
export async function validateDocument<T extends object>(
  document: YamlDocument,
  kind: DocumentKind,
  extend: (schema: JsonObject) => JsonObject = (schema) => schema,
): Promise<T> {
  // Compiling a schema takes longer than the rest of a start, hence the short way for what a test has checked.
  if (document.isBuiltIn) return document.value as unknown as T;
  const errors = await schemaErrors(document.value, extend(await readSchema(kind)));
  if (errors.length > 0) throw schemaError(document, errors);
  return document.value as unknown as T;
}

/** What a JSON Schema (2020-12) finds wrong with a value; nothing when it is valid. */
export async function schemaErrors(value: Json, schema: JsonObject): Promise<readonly ErrorObject[]> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const { default: formats } = await import("ajv-formats");
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
  formats.default(ajv);
  const validate = ajv.compile({ ...schema });
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Throws `UsageError` for the first of these problems, with its line; returns when there is none. */
export function rejectProblems(document: YamlDocument, problems: readonly DocumentProblem[]): void {
  const [first] = problems;
  if (first) throw documentError(document.placeOf(first.path), describe(first), problems.length - 1);
}

function describe({ path, message, unknown }: DocumentProblem): string {
  const near = unknown === undefined ? "" : didYouMean(unknown.name, unknown.known);
  return `/${path.join("/")} ${message.replaceAll(/"[^"]+"/g, cutQuoted)}${near}`;
}

function cutQuoted(quoted: string): string {
  return `"${cutText(quoted.slice(1, -1))}"`;
}

function schemaError(document: YamlDocument, errors: readonly ErrorObject[]): UsageError {
  const [first, ...others] = [...errors].filter((error) => !WRAPPERS.has(error.keyword)).toSorted(byTelling);
  if (!first) return documentError(document.placeOf([]), "the document does not fit its schema", 0);
  const problem = describeProblem(first);
  const place =
    problem.key === undefined ? document.placeOf(problem.path) : document.placeOfKey(problem.path, problem.key);
  const places = new Set(others.map((error) => error.instancePath).filter((path) => path !== first.instancePath));
  return documentError(place, problem.sentence, places.size);
}

function documentError(place: string, sentence: string, others: number): UsageError {
  const more = others > 0 ? ` (and ${others} more)` : "";
  return new UsageError(`${place}: ${sentence}${more}`, "Correct that line and try again.");
}

/** Keywords that only report that something inside them failed. */
const WRAPPERS: ReadonlySet<string> = new Set(["if", "oneOf", "anyOf", "allOf", "propertyNames"]);

/** A misspelt key explains more than a missing one; of branches that were tried, the one that got deepest was meant. */
function byTelling(a: ErrorObject, b: ErrorObject): number {
  return depthOf(b) - depthOf(a) || rankOf(a) - rankOf(b);
}

function depthOf(error: ErrorObject): number {
  return error.instancePath.split("/").length;
}

function rankOf({ keyword }: ErrorObject): number {
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return 0;
  return keyword === "required" ? 1 : 2;
}
