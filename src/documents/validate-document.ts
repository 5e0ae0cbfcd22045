import type { ErrorObject } from "ajv/dist/2020.js";
import type { Json, JsonObject } from "../scim/json.ts";
import { readSchema } from "./read-document.ts";
import type { DocumentKind } from "./read-document.ts";
import type { DocumentProblem } from "../profile/document-problem.ts";
import { UsageError } from "./usage-error.ts";
import { tellProblem } from "./tell-problem.ts";
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
  rejectComplaints(await schemaComplaints(document, kind, extend));
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

/** One thing that is wrong with a document. */
export interface Complaint {
  readonly path: DocumentProblem["path"];
  /** `file:line:column`. */
  readonly place: string;
  /** With the place before it. */
  readonly sentence: string;
}

/** What the JSON Schema of its kind has against a document. */
export async function schemaComplaints(
  document: YamlDocument,
  kind: DocumentKind,
  extend: (schema: JsonObject) => JsonObject = (schema) => schema,
): Promise<readonly Complaint[]> {
  const errors = await schemaErrors(document.value, extend(await readSchema(kind)));
  if (errors.length === 0) return [];
  const told = tellingOf(errors.filter((error) => !WRAPPERS.has(error.keyword))).map((error): Complaint => {
    const { path, key, sentence } = describeProblem(error);
    const place = key === undefined ? document.placeOf(path) : document.placeOfKey(path, key);
    return { path: key === undefined ? path : [...path, key], place, sentence: `${place}: ${sentence}` };
  });
  const place = document.placeOf([]);
  return told.length > 0 ? told : [{ path: [], place, sentence: `${place}: the document does not fit its schema` }];
}

/** Problems that no schema can tell, with their places. */
export function complaintsOf(document: YamlDocument, problems: readonly DocumentProblem[]): readonly Complaint[] {
  return problems.map((problem) => {
    const place = document.placeOf(problem.path);
    return { path: problem.path, place, sentence: tellProblem(problem, place) };
  });
}

/** Throws `UsageError` for these problems, each with its line; returns when there is none. */
export function rejectProblems(document: YamlDocument, problems: readonly DocumentProblem[]): void {
  rejectComplaints(complaintsOf(document, problems));
}

/** Throws `UsageError` with all complaints; returns when there is none. */
export function rejectComplaints(complaints: readonly Complaint[]): void {
  if (complaints.length > 0) throw documentError(complaints.map(({ sentence }) => sentence));
}

/** Complaints in the order of their lines. */
export function inOrder({ file }: YamlDocument, complaints: readonly Complaint[]): readonly Complaint[] {
  const lineOf = ({ place }: Complaint): number => Number(place.slice(file.length + 1).split(":")[0]);
  return complaints.toSorted((a, b) => lineOf(a) - lineOf(b));
}

/** Complaints about places that the first ones say nothing of: what has the wrong shape is not understood either. */
export function besides(first: readonly Complaint[], others: readonly Complaint[]): readonly Complaint[] {
  return others.filter(({ path }) => !first.some((one) => isAbout(one.path, path)));
}

/** True for the same place of a document, and for one that holds the other. */
function isAbout(one: Complaint["path"], other: Complaint["path"]): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  if (shorter.length === 0) return longer.length === 0;
  return shorter.every((step, index) => String(step) === String(longer[index]));
}

/** More than these nobody reads at a time. */
const MAX_TOLD = 100;

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
