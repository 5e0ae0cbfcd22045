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
 * `UsageError` that names file, line, column and what is wrong, a line a fault. `extend` adds what the schema cannot know.
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

/** Throws `UsageError` for these problems, each with its line; returns when there is none. */
export function rejectProblems(document: YamlDocument, problems: readonly DocumentProblem[]): void {
  if (problems.length === 0) return;
  throw documentError(problems.map((problem) => `${document.placeOf(problem.path)}: ${describe(problem)}`));
}

function describe({ path, message, unknown }: DocumentProblem): string {
  const near = unknown === undefined ? "" : didYouMean(unknown.name, unknown.known);
  return `/${path.join("/")} ${message.replaceAll(/"[^"]+"/g, cutQuoted)}${near}`;
}

function cutQuoted(quoted: string): string {
  return `"${cutText(quoted.slice(1, -1))}"`;
}

function schemaError(document: YamlDocument, errors: readonly ErrorObject[]): UsageError {
  const told = tellingOf(errors.filter((error) => !WRAPPERS.has(error.keyword))).map((error) => {
    const { path, key, sentence } = describeProblem(error);
    return `${key === undefined ? document.placeOf(path) : document.placeOfKey(path, key)}: ${sentence}`;
  });
  return documentError(told.length === 0 ? [`${document.placeOf([])}: the document does not fit its schema`] : told);
}

/** A reader corrects no more than these at a time. */
const MAX_TOLD = 5;

function documentError(sentences: readonly string[]): UsageError {
  const [first = "", ...others] = [...new Set(sentences)];
  const rest = others.slice(0, MAX_TOLD - 1);
  const more = others.length > rest.length ? [`and ${others.length - rest.length} more`] : [];
  const hint = others.length === 0 ? "Correct that line and try again." : "Correct those lines and try again.";
  return new UsageError([first, ...rest, ...more].join("\n"), hint);
}

/** Keywords that only report that something inside them failed. */
const WRAPPERS: ReadonlySet<string> = new Set(["if", "oneOf", "anyOf", "allOf", "propertyNames"]);

/** How telling errors are, the most telling first: a misspelt key explains more than a missing one. */
const UNKNOWN_KEY = 0;
const MISSING_KEY = 1;
const OF_A_VALUE = 2;

/**
 * Of the errors in one place those of the most telling kind. What is wrong with a value as a whole is left out where something
 * inside it is wrong too: of branches that were tried the one that got deepest was meant.
 */
function tellingOf(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const places = Map.groupBy(errors, ({ instancePath }) => instancePath);
  const isInside = (path: string): boolean => [...places.keys()].some((other) => other.startsWith(`${path}/`));
  return [...places].flatMap(([path, found]) => {
    const best = Math.min(...found.map(rankOf));
    if (best === OF_A_VALUE) return isInside(path) ? [] : found.slice(0, 1);
    return found.filter((error) => rankOf(error) === best);
  });
}

function rankOf({ keyword }: ErrorObject): number {
  if (keyword === "additionalProperties" || keyword === "unevaluatedProperties") return UNKNOWN_KEY;
  return keyword === "required" ? MISSING_KEY : OF_A_VALUE;
}
