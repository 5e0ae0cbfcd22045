import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import groupSchema from "../../../fixtures/schemas/group.schema.json" with { type: "json" };
import errorSchema from "../../../fixtures/schemas/error.schema.json" with { type: "json" };
import listResponseSchema from "../../../fixtures/schemas/list-response.schema.json" with { type: "json" };
import patchOpSchema from "../../../fixtures/schemas/patch-op.schema.json" with { type: "json" };
import resourceTypeSchema from "../../../fixtures/schemas/resource-type.schema.json" with { type: "json" };
import schemaSchema from "../../../fixtures/schemas/schema.schema.json" with { type: "json" };
import serviceProviderConfigSchema from "../../../fixtures/schemas/service-provider-config.schema.json" with { type: "json" };
import userSchema from "../../../fixtures/schemas/user.schema.json" with { type: "json" };
import { isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { toJsonSchema } from "../../scim/schema/json-schema.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { oncePer } from "./once-per.ts";
import { inSpellingOf } from "./spelling.ts";
import { createTargetTypes } from "./target-types.ts";
import type { TargetType } from "./target-types.ts";
import { shown } from "../shown.ts";

/** One place where a body departs from its JSON Schema. */
export interface Problem {
  /** The keyword of JSON Schema that is not met, for example `type` or `required`. */
  readonly keyword: string;
  /** JSON pointer into the body. */
  readonly at: string;
  /** In words, for example `a boolean`. */
  readonly expected: string;
  /** As JSON text, or in words. */
  readonly actual: string;
}

/** Messages and resources that have a JSON Schema of their own in `fixtures/schemas/`. */
export type MessageKind =
  | "user"
  | "group"
  | "list-response"
  | "error"
  | "service-provider-config"
  | "resource-type"
  | "schema"
  | "patch-op";

/** Holds bodies against JSON Schemas. Compiles each schema once, when it is first needed. */
export interface Validator {
  /** Problems of a message or resource; members are found whatever the letter case of their names. Empty when there are none. */
  readonly validateMessage: (kind: MessageKind, body: Json) => readonly Problem[];
  /**
   * Problems of a resource of the type that lives at an endpoint, by the schemas that the target publishes, else by those
   * of RFC 7643. Empty as well when no schema of that type is known.
   */
  readonly validateResource: (endpoint: string, body: JsonObject, facts: TargetFacts | undefined) => readonly Problem[];
  /** The resource type that lives at an endpoint of the target. */
  readonly typeAt: (endpoint: string, facts: TargetFacts | undefined) => TargetType | undefined;
}

const MESSAGE_SCHEMAS: Readonly<Record<MessageKind, JsonObject>> = {
  user: userSchema,
  group: groupSchema,
  "list-response": listResponseSchema,
  error: errorSchema,
  "service-provider-config": serviceProviderConfigSchema,
  "resource-type": resourceTypeSchema,
  schema: schemaSchema,
  "patch-op": patchOpSchema,
};

/** Builds a validator; nothing is compiled yet. */
export function createValidator(): Validator {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    // A target may publish a required attribute under a name that no JSON Schema can have, such as __proto__.
    strictRequired: false,
    // What every object inherits (`constructor`) is no member of a body.
    ownProperties: true,
    validateSchema: false,
    code: { optimize: false },
  });
  addFormats.default(ajv);
  const messages = new Map<MessageKind, ValidateFunction>();
  const byText = new Map<string, ValidateFunction>();
  const compileOnce = (schema: JsonObject): ValidateFunction => {
    // Targets of one run mostly publish the same schemas, and compiling one takes longer than all judging by it.
    const text = JSON.stringify(schema);
    const compiled = byText.get(text) ?? ajv.compile(schema);
    byText.set(text, compiled);
    return compiled;
  };
  const resourceValidator = oncePer((type: TargetType) =>
    type.schema === undefined ? undefined : compileOnce(toJsonSchema(type.schema)),
  );
  const typeAt = createTargetTypes();
  return {
    typeAt,
    validateMessage: (kind, body) => {
      const compiled = messages.get(kind) ?? ajv.compile(MESSAGE_SCHEMAS[kind]);
      messages.set(kind, compiled);
      return problemsOf(compiled, inSpellingOf(MESSAGE_SCHEMAS[kind], body));
    },
    validateResource: (endpoint, body, facts) => {
      const type = typeAt(endpoint, facts);
      const compiled = type === undefined ? undefined : resourceValidator(type);
      return compiled === undefined ? [] : problemsOf(compiled, body);
    },
  };
}

function problemsOf(validate: ValidateFunction, body: Json): readonly Problem[] {
  if (validate(body)) return [];
  return (validate.errors ?? []).filter(isTelling).map(toProblem);
}

/** Leaves out what only repeats another problem: the branches behind a failed `contains`, `oneOf` or `if`. */
function isTelling(error: ErrorObject): boolean {
  return error.keyword !== "if" && !/\/(contains|oneOf|anyOf)\//.test(error.schemaPath);
}

function toProblem(error: ErrorObject): Problem {
  const { keyword, instancePath } = error;
  if (keyword !== "required") {
    return { keyword, at: instancePath, expected: expectedBy(error), actual: shown(error.data as Json) };
  }
  const name = String(error.params["missingProperty"]);
  return { keyword, at: `${instancePath}/${escapePointer(name)}`, expected: `the member ${name}`, actual: "nothing" };
}

function expectedBy(error: ErrorObject): string {
  const { params } = error;
  switch (error.keyword) {
    case "type":
      return [params["type"]].flat().map(nameOfType).join(" or ");
    case "enum":
      return `one of ${JSON.stringify(params["allowedValues"])}`;
    case "const":
      return JSON.stringify(params["allowedValue"]);
    case "contains":
      return `an array with ${containedValue(error)}`;
    case "minLength":
      return "a text that is not empty";
    case "format":
      return `a value of the form ${String(params["format"])}`;
    default:
      return error.message ?? error.keyword;
  }
}

function containedValue(error: ErrorObject): string {
  const wanted: unknown = error.schema;
  return JSON.stringify(isObject(wanted) ? (wanted["const"] ?? wanted) : wanted);
}

function nameOfType(type: unknown): string {
  const article = type === "integer" || type === "array" || type === "object" ? "an" : "a";
  return type === "null" ? "null" : `${article} ${String(type)}`;
}

function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
