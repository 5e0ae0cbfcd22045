import type { AttributeMapping } from "../../../profile/attribute-mapping.ts";
import type { DocumentProblem } from "../../../profile/document-problem.ts";
import type { Profile } from "../../../profile/profile.ts";
import { isArray } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import type { SchemaAttribute } from "../../../scim/schema/schema.ts";
import { sameUrn } from "../../../scim/urns.ts";
import { entriesIn, unknownName } from "./reading.ts";
import type { Path } from "./reading.ts";

/** Whose assignment gives the attributes. */
export interface Assignment {
  readonly profile: Profile;
  readonly isOfGroup: boolean;
}

/** What is wrong with attributes of the app profile that an assignment gives: their names, and their values. */
export function assignedProblems(attributes: JsonObject, path: Path, assignment: Assignment): DocumentProblem[] {
  const { mappings, id } = assignment.profile;
  const known = mappings.map(({ name }) => name);
  return entriesIn(attributes).flatMap(([name, value]) => {
    const place = [...path, name];
    const mapping = mappings.find((one) => one.name === name);
    if (mapping === undefined)
      return [unknownName(place, `is no attribute of the app in the profile ${id}`, { name, known })];
    if (assignment.isOfGroup && mapping.type === "personal") {
      return [{ path: place, message: "is a personal attribute: it can be given to a person, not to a group" }];
    }
    return valueProblems(mapping, value, { path: place, profile: assignment.profile });
  });
}

interface Place {
  readonly path: Path;
  readonly profile: Profile;
}

function valueProblems(mapping: AttributeMapping, value: Json, { path, profile }: Place): DocumentProblem[] {
  if (mapping.multiValued !== isArray(value)) {
    return [{ path, message: mapping.multiValued ? "must be a list" : "must be one value, not a list" }];
  }
  const extension = profile.extensions.find(({ schema }) => sameUrn(schema.id, mapping.namespace));
  const attribute = extension?.schema.attributes.find(({ name }) => name === mapping.externalName);
  if (attribute === undefined) return [];
  const values = isArray(value) ? value : [value];
  return values.flatMap((one) => [
    ...typeProblems(attribute, one, path),
    ...(extension?.closedValues === true ? choiceProblems(attribute, one, path) : []),
  ]);
}

function typeProblems({ type }: SchemaAttribute, value: Json, path: Path): DocumentProblem[] {
  const isRight = IS_OF_TYPE[type]?.(value) ?? true;
  return isRight ? [] : [{ path, message: `must be of the type ${type}, not ${JSON.stringify(value)}` }];
}

const IS_OF_TYPE: Readonly<Partial<Record<SchemaAttribute["type"], (value: Json) => boolean>>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: (value) => typeof value === "number" && Number.isInteger(value),
  decimal: (value) => typeof value === "number",
};

function choiceProblems({ canonicalValues = [] }: SchemaAttribute, value: Json, path: Path): DocumentProblem[] {
  if (canonicalValues.length === 0 || typeof value !== "string" || canonicalValues.includes(value)) return [];
  const message = `must be one of ${canonicalValues.join(", ")}, not "${value}"`;
  return [unknownName(path, message, { name: value, known: canonicalValues })];
}
