import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";

/** Keys and indexes from the top of a document. */
export type Path = DocumentProblem["path"];

/** What stands at a key; undefined where there is no mapping. */
export function foundAt(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

/** The mapping at a key; an empty one for anything else, which the schema complains about. */
export function mappingAt(value: Json | undefined, name: string): JsonObject {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
}

/** The list at a key; an empty one for anything else. */
export function listAt(value: Json | undefined, name: string): readonly Json[] {
  const found = isObject(value) ? value[name] : undefined;
  return isArray(found) ? found : [];
}

/** Members of a mapping that have a value. */
export function entriesIn(value: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]));
}

/** A problem with a name that nothing has. */
export function unknownName(path: Path, message: string, unknown: DocumentProblem["unknown"]): DocumentProblem {
  return { path, message, ...(unknown === undefined ? {} : { unknown }) };
}
