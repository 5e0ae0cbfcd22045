import type { ErrorObject } from "ajv/dist/2020.js";
import { isArray } from "../scim/json.ts";
import { cutText } from "./cut-text.ts";
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
    return {
      path,
      key,
      sentence: `${subject} has the unknown key "${cutText(key)}"${didYouMean(key, knownKeys(error))}`,
    };
  }
  return { path, key: undefined, sentence: `${subject} ${complaint(error)}` };
}

function unknownKey({ keyword, params, propertyName }: ErrorObject): string | undefined {
  if (keyword === "enum" && propertyName !== undefined) return propertyName;
  const key: unknown = params["additionalProperty"] ?? params["unevaluatedProperty"];
  return typeof key === "string" ? key : undefined;
}

function knownKeys({ keyword, params, parentSchema }: ErrorObject): readonly string[] {
  if (keyword === "enum") return textsOf(params["allowedValues"]);
  return Object.keys(parentSchema?.["properties"] ?? {});
}

function complaint(error: ErrorObject): string {
  const { keyword, params, data } = error;
  switch (keyword) {
    case "required":
      return `lacks the key "${String(params["missingProperty"])}"`;
    case "enum":
      return `must be ${oneOf(params["allowedValues"])}, not ${found(data)}${nearMiss(data, params["allowedValues"])}`;
    case "const":
      return `must be ${shown(params["allowedValue"])}, not ${found(data)}`;
    case "type":
      return `must be ${[params["type"]].flat().map(typeName).join(" or ")}, not ${found(data)}`;
    case "false schema":
      return "is not allowed here";
    default:
      return `${error.message ?? "does not fit the schema"} (found ${found(data)})`;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: "a mapping",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "nothing",
};

function typeName(type: unknown): string {
  return TYPE_NAMES[String(type)] ?? String(type);
}

/** More than these nobody reads in one sentence. */
const MAX_CHOICES = 12;

function oneOf(values: unknown): string {
  const texts = isArray(values) ? values.map(shown) : [];
  if (texts.length > MAX_CHOICES) return `one of ${texts.length} known values`;
  return texts.length === 1 ? texts.join("") : `one of ${texts.join(", ")}`;
}

function nearMiss(data: unknown, values: unknown): string {
  return typeof data === "string" ? didYouMean(data, textsOf(values)) : "";
}

function textsOf(values: unknown): readonly string[] {
  return isArray(values) ? values.filter((value) => typeof value === "string") : [];
}

/** A value of the document, which may be of any length; those of the schema are told whole. */
function found(value: unknown): string {
  return shown(typeof value === "string" ? cutText(value) : value);
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : JSON.stringify(value);
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
