import type { DocumentProblem } from "../../../profile/document-problem.ts";
import type { Profile } from "../../../profile/profile.ts";
import { sameName } from "../../../scim/json.ts";
import type { JsonObject } from "../../../scim/json.ts";
import { ENTERPRISE_USER_SCHEMA } from "../../../scim/schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "../../../scim/schema/core/user.ts";
import type { Schema, SchemaAttribute } from "../../../scim/schema/schema.ts";
import { sameUrn } from "../../../scim/urns.ts";
import { parseAttributeName } from "../facts/attribute-at.ts";
import { unknownName } from "./reading.ts";
import type { Path } from "./reading.ts";

/** What every resource has beside its schema's attributes. */
const COMMON: readonly string[] = ["id", "externalId", "meta", "schemas"];

/** What is wrong with the names of attributes that a user at the target is to show. An extension that the profile does not have is anybody's. */
export function shownProblems(attributes: JsonObject, path: Path, profile: Profile): DocumentProblem[] {
  const schemas = [USER_SCHEMA, ENTERPRISE_USER_SCHEMA, ...profile.extensions.map(({ schema }) => schema)];
  return Object.keys(attributes).flatMap((text) => {
    const name = parseAttributeName(text);
    const schema = schemas.find(({ id }) => sameUrn(id, name?.urn ?? USER_SCHEMA.id));
    if (name === undefined || schema === undefined) return [];
    const attribute = schema.attributes.find((one) => sameName(one.name, name.attribute));
    const place = [...path, text];
    if (attribute === undefined) return unknownAttribute(schema, name.attribute, place);
    return partProblems(attribute, name.part, place);
  });
}

function unknownAttribute(schema: Schema, name: string, path: Path): DocumentProblem[] {
  const known = [...schema.attributes.map((one) => one.name), ...(schema === USER_SCHEMA ? COMMON : [])];
  if (known.some((one) => sameName(one, name))) return [];
  return [unknownName(path, `is no attribute of ${schema.name}`, { name, known })];
}

function partProblems(
  { name, subAttributes = [] }: SchemaAttribute,
  part: string | undefined,
  path: Path,
): DocumentProblem[] {
  if (part === undefined || subAttributes.some((one) => sameName(one.name, part))) return [];
  const known = subAttributes.map((one) => one.name);
  return [unknownName(path, `names the part ${part}, which ${name} does not have`, { name: part, known })];
}
