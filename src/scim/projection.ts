import { readAttributePath } from "./attribute-path.ts";
import type { AttributePath } from "./attribute-path.ts";
import { invalidValue } from "./error.ts";
import { isArray, isObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { memberAttributes, resolvePath } from "./schema/resource-schema.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import type { SchemaAttribute } from "./schema/schema.ts";

/** What of a resource a client wants to see (RFC 7644 section 3.9). At most one of the two is there. */
export interface Projection {
  readonly attributes?: readonly AttributePath[];
  readonly excludedAttributes?: readonly AttributePath[];
}

/** The two parameters as they arrive: a query's comma-separated text (null when absent), or a search request's list. */
export interface ProjectionParameters {
  readonly attributes?: string | readonly string[] | null | undefined;
  readonly excludedAttributes?: string | readonly string[] | null | undefined;
}

/** Names chosen at one level of the JSON: wholly, or only some members of theirs. */
interface Choice {
  readonly whole: boolean;
  readonly members: ReadonlyMap<string, Choice>;
}

interface Rule {
  /** Whether the choice is what is returned, or what is left out of the default. */
  readonly mode: "only" | "except";
  readonly choice: Choice;
}

const NOTHING: Choice = { whole: false, members: new Map() };
const EVERYTHING: Rule = { mode: "except", choice: NOTHING };

/**
 * Reads the two parameters; a blank one counts as absent.
 * @throws ScimError 400 invalidValue when both are given (they exclude each other), or a name is malformed
 */
export function parseProjection(parameters: ProjectionParameters): Projection {
  const attributes = parsePaths(parameters.attributes, "attributes");
  const excludedAttributes = parsePaths(parameters.excludedAttributes, "excludedAttributes");
  if (attributes.length > 0 && excludedAttributes.length > 0) {
    throw invalidValue("Parameters 'attributes' and 'excludedAttributes' exclude each other: send only one.");
  }
  if (attributes.length > 0) return { attributes };
  return excludedAttributes.length > 0 ? { excludedAttributes } : {};
}

/**
 * The projection as a function of the resource: compile once, project many. Attributes returned "always" stay whatever
 * is asked, also inside a complex attribute that is not; "never" ones do not appear whatever is asked; "request" ones
 * appear only when named. Names that the schema lacks are ignored; members of the resource that it lacks are left out.
 */
export function compileProjection(
  projection: Projection,
  schema: ResourceSchema,
): (resource: JsonObject) => JsonObject {
  const mode: Rule["mode"] = projection.attributes === undefined ? "except" : "only";
  const choice = toChoice(projection.attributes ?? projection.excludedAttributes ?? [], schema);
  const attributes = memberAttributes(schema);
  return (resource) => projectObject(resource, attributes, { mode, choice });
}

function projectObject(object: JsonObject, attributes: readonly SchemaAttribute[], rule: Rule): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(object)) {
    const attribute = attributes.find((candidate) => candidate.name === key);
    if (attribute === undefined || value === undefined || attribute.returned === "never") continue;
    const kept = projectAttribute(attribute, value, rule);
    if (kept !== undefined) result[key] = kept;
  }
  return result;
}

function projectAttribute(attribute: SchemaAttribute, value: Json, { mode, choice }: Rule): Json | undefined {
  const named = choice.members.get(attribute.name) ?? NOTHING;
  if (mode === "except") {
    const isKept = attribute.returned === "always" || (attribute.returned === "default" && !named.whole);
    return isKept ? projectValue(attribute, value, { mode, choice: named }) : partOf(attribute, value, NOTHING);
  }
  const isKept = attribute.returned === "always" || named.whole;
  return isKept ? projectValue(attribute, value, EVERYTHING) : partOf(attribute, value, named);
}

/** Of an attribute that is not wanted as a whole: the named sub-attributes and those returned "always". */
function partOf(attribute: SchemaAttribute, value: Json, choice: Choice): Json | undefined {
  return attribute.type === "complex" ? projectValue(attribute, value, { mode: "only", choice }) : undefined;
}

/** Undefined when nothing of an object, or of all objects in a list, is left. */
function projectValue(attribute: SchemaAttribute, value: Json, rule: Rule): Json | undefined {
  const { subAttributes } = attribute;
  if (subAttributes === undefined) return value;
  if (isObject(value)) return unlessEmpty(projectObject(value, subAttributes, rule));
  if (!isArray(value)) return rule.mode === "only" ? undefined : value;
  const items = value.flatMap((item) =>
    isObject(item) ? (unlessEmpty(projectObject(item, subAttributes, rule)) ?? []) : item,
  );
  return items.length === 0 && (value.length > 0 || rule.mode === "only") ? undefined : items;
}

function unlessEmpty(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}

function toChoice(paths: readonly AttributePath[], schema: ResourceSchema): Choice {
  const routes = paths.flatMap((path) => {
    const resolved = resolvePath(schema, path);
    if (resolved === undefined) return [];
    const { container, attribute, sub } = resolved;
    return [[container, attribute.name, sub?.name].filter((name) => name !== undefined)];
  });
  return groupRoutes(routes);
}

function groupRoutes(routes: readonly (readonly string[])[]): Choice {
  const members = new Map<string, Choice>();
  for (const name of new Set(routes.flatMap((route) => route.slice(0, 1)))) {
    const deeper = routes.filter((route) => route[0] === name).map((route) => route.slice(1));
    members.set(name, groupRoutes(deeper));
  }
  return { whole: routes.some((route) => route.length === 0), members };
}

function parsePaths(parameter: ProjectionParameters["attributes"], name: string): readonly AttributePath[] {
  const texts = typeof parameter === "string" ? parameter.split(",") : (parameter ?? []);
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => {
      const path = readAttributePath(text);
      if (path !== undefined) return path;
      throw invalidValue(`Parameter '${name}' holds '${text}', which is not an attribute such as name.familyName.`);
    });
}
