import type { Json, JsonObject } from "../scim/json.ts";
import { isArray, isObject } from "../scim/json.ts";
import { ENTERPRISE_USER_URN, sameUrn } from "../scim/urns.ts";
import type { DocumentProblem } from "./document-problem.ts";
import { mappingProblems } from "./mappings/mapping-problems.ts";
import type { AttributeDocument, ExtensionDocument, ProfileDocument } from "./profile-document.ts";
import { GROUP_PLACEHOLDERS, USER_PLACEHOLDERS, placeholdersOf } from "./template.ts";

/** What is wrong with a profile beyond its shape: placeholders, URNs and names that lead nowhere, in order of the document. */
export function profileProblems(document: ProfileDocument): readonly DocumentProblem[] {
  return [
    ...templateProblems(document.templates.user, ["templates", "user"], USER_PLACEHOLDERS),
    ...templateProblems(document.templates.group, ["templates", "group"], GROUP_PLACEHOLDERS),
    ...uniquenessProblems(document),
    ...extensionProblems(document),
    ...mappingProblems(document),
    ...seatProblems(document),
  ];
}

function templateProblems(
  template: JsonObject,
  path: readonly (string | number)[],
  known: readonly string[],
): DocumentProblem[] {
  const list = known.map((name) => `\${${name}}`).join(", ");
  return leaves(template, path).flatMap((leaf) =>
    placeholdersOf(leaf.value)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path: leaf.path,
        message: `asks for \${${name}}, which does not exist; it may ask for ${list}`,
      })),
  );
}

function uniquenessProblems({ templates }: ProfileDocument): DocumentProblem[] {
  const why = "so that everything a run makes is unique and carries the run's id";
  return [
    ...(asksFor(templates.user["userName"], ["userName", "name"])
      ? []
      : [{ path: ["templates", "user", "userName"], message: `must contain \${userName}, ${why}` }]),
    ...(asksFor(templates.group["displayName"], ["name"])
      ? []
      : [{ path: ["templates", "group", "displayName"], message: `must contain \${name}, ${why}` }]),
  ];
}

function asksFor(value: Json | undefined, names: readonly string[]): boolean {
  return placeholdersOf(value).some((name) => names.includes(name));
}

function extensionProblems({ extensions = [] }: ProfileDocument): DocumentProblem[] {
  const urns = extensions.map((extension) => urnOf(extension).toLowerCase());
  return extensions.flatMap(({ schema }, index) => [
    ...(urns.indexOf(urns[index] ?? "") === index
      ? []
      : [{ path: ["extensions", index, "schema"], message: "is an extension that is there twice" }]),
    ...(schema === "enterprise"
      ? []
      : attributeProblems(schema.attributes, ["extensions", index, "schema", "attributes"])),
  ]);
}

function attributeProblems(attributes: readonly AttributeDocument[], path: DocumentProblem["path"]): DocumentProblem[] {
  const names = attributes.map(({ name }) => name.toLowerCase());
  return attributes.flatMap(({ name, type, subAttributes }, index) => [
    ...(names.indexOf(name.toLowerCase()) === index
      ? []
      : [{ path: [...path, index, "name"], message: `"${name}" is there twice` }]),
    ...((type === "complex") === (subAttributes !== undefined)
      ? []
      : [{ path: [...path, index], message: "must have subAttributes if its type is complex, and only then" }]),
    ...attributeProblems(subAttributes ?? [], [...path, index, "subAttributes"]),
  ]);
}

function seatProblems({ seats, extensions = [] }: ProfileDocument): DocumentProblem[] {
  if (!seats || "cap" in seats) return [];
  const extension = extensions.find((candidate) => sameUrn(urnOf(candidate), seats.attribute.urn));
  if (!extension || extension.schema === "enterprise") {
    return [{ path: ["seats", "attribute", "urn"], message: "names no extension schema of this profile" }];
  }
  const attribute = extension.schema.attributes.find(({ name }) => name === seats.attribute.name);
  if (attribute?.multiValued) return [];
  return [{ path: ["seats", "attribute", "name"], message: "names no multi-valued attribute of that extension" }];
}

function urnOf({ schema }: ExtensionDocument): string {
  return schema === "enterprise" ? ENTERPRISE_USER_URN : schema.id;
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

function leaves(value: Json | undefined, path: readonly (string | number)[]): Leaf[] {
  if (value === undefined) return [];
  if (isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [{ path, value }];
}
