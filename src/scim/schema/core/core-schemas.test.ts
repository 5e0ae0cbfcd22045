import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user.ts";
import { GROUP_SCHEMA } from "./group.ts";
import { RESOURCE_TYPE_SCHEMA } from "./resource-type.ts";
import { SCHEMA_SCHEMA } from "./schema.ts";
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from "./service-provider-config.ts";
import { USER_SCHEMA } from "./user.ts";
import type { Schema, SchemaAttribute } from "../schema.ts";

const ALL: readonly Schema[] = [
  USER_SCHEMA,
  GROUP_SCHEMA,
  ENTERPRISE_USER_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
];

describe("core schemas", () => {
  it.each<readonly [Schema, readonly string[]]>([
    [USER_SCHEMA, ["userName"]],
    [GROUP_SCHEMA, ["displayName"]],
    [ENTERPRISE_USER_SCHEMA, []],
    [
      SERVICE_PROVIDER_CONFIG_SCHEMA,
      ["patch", "bulk", "filter", "changePassword", "sort", "etag", "authenticationSchemes"],
    ],
    [RESOURCE_TYPE_SCHEMA, ["name", "endpoint", "schema", "schemaExtensions"]],
    [SCHEMA_SCHEMA, ["id", "name", "attributes"]],
  ])("name what is required at the top: $name", (schema, required) => {
    expect(schema.attributes.filter((attribute) => attribute.required).map((attribute) => attribute.name)).toEqual(
      required,
    );
  });

  it("have exactly these attributes with other characteristics than the defaults", () => {
    const special = [USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_USER_SCHEMA].flatMap((schema) =>
      flatten(schema.attributes).flatMap(([path, a]) => {
        const found = [
          a.mutability,
          a.returned,
          a.uniqueness,
          a.caseExact ? "caseExact" : "",
          a.required ? "required" : "",
        ];
        const kept = found.filter((text) => !["readWrite", "default", "none", ""].includes(text));
        return kept.length === 0 ? [] : [`${schema.name} ${path}: ${kept.join(" ")}`];
      }),
    );
    expect(special).toEqual([
      "User userName: server required",
      "User password: writeOnly never",
      "User groups: readOnly",
      "User groups.value: readOnly",
      "User groups.$ref: readOnly",
      "User groups.display: readOnly",
      "User groups.type: readOnly",
      "Group displayName: required",
      "Group members.value: immutable",
      "Group members.$ref: immutable",
      "Group members.type: immutable",
      "Group members.display: immutable",
      "EnterpriseUser manager.value: caseExact",
      "EnterpriseUser manager.displayName: readOnly",
    ]);
  });

  it("have exactly these attributes that are no plain strings", () => {
    const typed = [USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_USER_SCHEMA].flatMap((schema) =>
      flatten(schema.attributes)
        .filter(([, attribute]) => attribute.type !== "string")
        .map(([path, attribute]) => `${path}: ${attribute.type}${attribute.multiValued ? "[]" : ""}`),
    );
    expect(typed).toEqual([
      "name: complex",
      "profileUrl: reference",
      "active: boolean",
      "emails: complex[]",
      "emails.primary: boolean",
      "phoneNumbers: complex[]",
      "phoneNumbers.primary: boolean",
      "ims: complex[]",
      "ims.primary: boolean",
      "photos: complex[]",
      "photos.value: reference",
      "photos.primary: boolean",
      "addresses: complex[]",
      "addresses.primary: boolean",
      "groups: complex[]",
      "groups.$ref: reference",
      "entitlements: complex[]",
      "entitlements.primary: boolean",
      "roles: complex[]",
      "roles.primary: boolean",
      "x509Certificates: complex[]",
      "x509Certificates.value: binary",
      "x509Certificates.primary: boolean",
      "members: complex[]",
      "members.$ref: reference",
      "manager: complex",
      "manager.$ref: reference",
    ]);
  });

  it("describe every attribute", () => {
    const bare = ALL.flatMap((schema) => flatten(schema.attributes)).filter(
      ([, { description }]) => description === "",
    );
    expect(bare).toEqual([]);
  });

  it("leave every attribute of a discovery document to the service provider", () => {
    const discovery = [SERVICE_PROVIDER_CONFIG_SCHEMA, RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA];
    const writable = discovery
      .flatMap((schema) => flatten(schema.attributes))
      .filter(([, { mutability }]) => mutability !== "readOnly");
    expect(writable).toEqual([]);
  });
});

function flatten(attributes: readonly SchemaAttribute[]): readonly (readonly [string, SchemaAttribute])[] {
  return attributes.flatMap((attribute) => [
    [attribute.name, attribute] as const,
    ...flatten(attribute.subAttributes ?? []).map(([path, sub]) => [`${attribute.name}.${path}`, sub] as const),
  ]);
}
