import { ENTERPRISE_USER_SCHEMA } from "../../scim/schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "../../scim/schema/core/user.ts";
import { USER_URN, sameUrn } from "../../scim/urns.ts";
import type { DocumentProblem } from "../document-problem.ts";
import type { ExtensionDocument, MappingDocument, ProfileDocument } from "../profile-document.ts";
import { DIRECTORY_ATTRIBUTES } from "./directory-attributes.ts";
import { splitNamespace } from "./external-name.ts";
import { placeProblem } from "./place-problem.ts";
import type { MappedPlace } from "./place-problem.ts";

/** What is wrong with the attribute mappings: names that lead nowhere, places that no request can be built for. */
export function mappingProblems(document: ProfileDocument): readonly DocumentProblem[] {
  return document.mappings.flatMap((row, index) => [
    ...namespaceProblems(document, row, index),
    ...sourceProblems(document, row, index),
    ...(document.mappings.findIndex((other) => other.name === row.name) === index
      ? []
      : [{ path: ["mappings", index, "name"], message: `"${row.name}" is there twice` }]),
  ]);
}

function namespaceProblems(document: ProfileDocument, row: MappingDocument, index: number): DocumentProblem[] {
  const urns = [USER_URN, ...(document.extensions ?? []).map(urnOf)];
  const { urn } = splitNamespace(row.externalName);
  const stated = [
    ["namespace", row.namespace],
    ["externalName", urn],
  ] as const;
  const foreign = stated.find(([, name]) => name !== undefined && !urns.some((known) => sameUrn(known, name)));
  if (foreign !== undefined) {
    const message = `names no schema of this profile; it has ${urns.join(", ")}`;
    return [{ path: ["mappings", index, foreign[0]], message }];
  }
  if (urn !== undefined && row.namespace !== undefined && !sameUrn(urn, row.namespace)) {
    return [{ path: ["mappings", index, "externalName"], message: "names another schema than namespace does" }];
  }
  const problem = placeProblem(placeOf(document, row));
  return problem === undefined ? [] : [{ path: ["mappings", index, problem.key], message: problem.message }];
}

function placeOf({ extensions = [] }: ProfileDocument, row: MappingDocument): MappedPlace {
  const { urn = row.namespace ?? USER_URN, name } = splitNamespace(row.externalName);
  const extension = extensions.find((one) => sameUrn(urnOf(one), urn));
  const schema = extension === undefined ? USER_SCHEMA : schemaOf(extension);
  const isCore = extension === undefined;
  return { row, name, isCore, schema: schema.name, attributes: schema.attributes };
}

function sourceProblems({ people = {} }: ProfileDocument, row: MappingDocument, index: number): DocumentProblem[] {
  const isUserName = splitNamespace(row.externalName).name === "userName";
  const attribute = row.from?.replace(/^user\./, "");
  if (isUserName && !(attribute !== undefined && ["userName", "login", "email"].includes(attribute))) {
    const message =
      "gives the userName: take it from user.userName, user.login or user.email, so that everything a run makes is unique and carries the run's id";
    return [{ path: ["mappings", index], message }];
  }
  if (attribute === undefined) return [];
  const known = [...DIRECTORY_ATTRIBUTES, ...Object.keys(people)];
  if (known.includes(attribute)) return [];
  return [
    {
      path: ["mappings", index, "from"],
      message: `names "user.${attribute}", which nobody in the directory has; one of your own gets its values under people`,
      unknown: { name: `user.${attribute}`, known: known.map((name) => `user.${name}`) },
    },
  ];
}

function schemaOf({ schema }: ExtensionDocument): Pick<MappedPlace, "attributes"> & { readonly name: string } {
  return schema === "enterprise" ? ENTERPRISE_USER_SCHEMA : schema;
}

function urnOf({ schema }: ExtensionDocument): string {
  return schema === "enterprise" ? ENTERPRISE_USER_SCHEMA.id : schema.id;
}
