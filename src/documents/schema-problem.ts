import type { ErrorObject } from "ajv/dist/2020.js";
import { isArray, isObject } from "../scim/json.ts";
import { didYouMean } from "./suggest.ts";

/** One fault that a JSON Schema found, in words. */
export interface SchemaProblem {
  readonly path: readonly string[];
  /** The key that is at fault, in the mapping at the path; undefined when it is the value. */
  readonly key: string | undefined;
  readonly sentence: string;
}

/** Puts an error of ajv (made with `verbose`) into a sentence, with a near miss for what is unknown. */
export function describeProblem(error: ErrorObject): SchemaProblem {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const subject = path.length === 0 ? "the document" : error.instancePath;
  const key = unknownKey(error);
  if (key !== undefined) {
    return { path, key, sentence: `${subject} has the unknown key "${key}"${didYouMean(key, knownKeys(error))}` };
  }
  return { path, key: undefined, sentence: `${subject} ${complaint(error)}` };
}

function unknownKey({ params }: ErrorObject): string | undefined {
  const key: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"] ?? params["propertyName"];
  return typeof key === "string" ? key : undefined;
}

function knownKeys(error: ErrorObject): readonly string[] {
  const allowed: unknown = isObject(error.schema) ? error.schema["enum"] : undefined;
  if (isArray(allowed)) return allowed.filter((name) => typeof name === "string");
  return Object.keys(error.parentSchema?.["properties"] ?? {});
}

function complaint(error: ErrorObject): string {
  const { keyword, params, data } = error;
  if (keyword === "required") return `lacks the key "${String(params["missingProperty"])}"`;
  if (keyword === "enum")
    return `must be ${oneOf(params["allowedValues"])}, not ${shown(data)}${nearMiss(data, params["allowedValues"])}`;
  if (keyword === "const") return `must be ${shown(params["allowedValue"])}, not ${shown(data)}`;
  if (keyword === "type") return `must be ${[params["type"]].flat().join(" or ")}, not ${shown(data)}`;
  if (keyword === "false schema") return "is not allowed here";
  return `${error.message ?? "does not fit the schema"} (found ${shown(data)})`;
}

function oneOf(values: unknown): string {
  const texts = isArray(values) ? values.map(shown) : [];
  return texts.length === 1 ? texts.join("") : `one of ${texts.join(", ")}`;
}

function nearMiss(found: unknown, values: unknown): string {
  const known = isArray(values) ? values.filter((value) => typeof value === "string") : [];
  return typeof found === "string" ? didYouMean(found, known) : "";
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : JSON.stringify(value);
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
