import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./core-schemas/enterprise-user.ts";
import { GROUP_SCHEMA } from "./core-schemas/group.ts";
import { RESOURCE_TYPE_SCHEMA } from "./core-schemas/resource-type.ts";
import { SCHEMA_SCHEMA } from "./core-schemas/schema.ts";
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from "./core-schemas/service-provider-config.ts";
import { USER_SCHEMA } from "./core-schemas/user.ts";
import { defineAttribute, isCaseExact, parseSchemaResource, toSchemaResource } from "./schema.ts";
import type { Schema, SchemaAttribute } from "./schema.ts";

const ALL: readonly Schema[] = [
  USER_SCHEMA,
  GROUP_SCHEMA,
  ENTERPRISE_USER_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
];

describe("defineAttribute", () => {
  it("fills in the defaults of RFC 7643 section 2.2", () => {
    expect(defineAttribute({ name: "nickName" })).toEqual({
      name: "nickName",
      type: "string",
      multiValued: false,
      description: "",
      required: false,
      caseExact: false,
      mutability: "readWrite",
      returned: "default",
      uniqueness: "none",
    });
  });

  it("keeps what is given", () => {
    expect(defineAttribute({ name: "id", caseExact: true, returned: "always" })).toMatchObject({
      caseExact: true,
      returned: "always",
    });
  });
});

describe("isCaseExact", () => {
  it("is as declared for strings, and true for references and binaries", () => {
    const attributes = [
      defineAttribute({ name: "a" }),
      defineAttribute({ name: "a", caseExact: true }),
      defineAttribute({ name: "a", type: "reference" }),
      defineAttribute({ name: "a", type: "binary" }),
    ];
    expect(attributes.map(isCaseExact)).toEqual([false, true, true, true]);
  });
});

describe("toSchemaResource", () => {
  it("gives the resource that is served at /Schemas", () => {
    const schema: Schema = {
      id: "urn:example:1.0:Thing",
      name: "Thing",
      description: "A thing.",
      attributes: [
        defineAttribute({ name: "size", type: "integer", description: "Its size.", required: true }),
        defineAttribute({
          name: "links",
          type: "complex",
          multiValued: true,
          description: "Links.",
          subAttributes: [
            defineAttribute({ name: "value", type: "reference", description: "A link.", referenceTypes: ["external"] }),
            defineAttribute({ name: "type", description: "Kind.", canonicalValues: ["a", "b"] }),
          ],
        }),
        defineAttribute({ name: "live", type: "boolean", description: "Alive." }),
        defineAttribute({ name: "since", type: "dateTime", description: "Since when." }),
      ],
    };
    expect(toSchemaResource(schema, "https://example.com/v2/Schemas/urn:example:1.0:Thing")).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
      id: "urn:example:1.0:Thing",
      name: "Thing",
      description: "A thing.",
      attributes: [
        {
          name: "size",
          type: "integer",
          multiValued: false,
          description: "Its size.",
          required: true,
          mutability: "readWrite",
          returned: "default",
          uniqueness: "none",
        },
        {
          name: "links",
          type: "complex",
          subAttributes: [
            {
              name: "value",
              type: "reference",
              multiValued: false,
              description: "A link.",
              required: false,
              caseExact: false,
              mutability: "readWrite",
              returned: "default",
              uniqueness: "none",
              referenceTypes: ["external"],
            },
            {
              name: "type",
              type: "string",
              multiValued: false,
              description: "Kind.",
              required: false,
              canonicalValues: ["a", "b"],
              caseExact: false,
              mutability: "readWrite",
              returned: "default",
              uniqueness: "none",
            },
          ],
          multiValued: true,
          description: "Links.",
          required: false,
          mutability: "readWrite",
          returned: "default",
        },
        {
          name: "live",
          type: "boolean",
          multiValued: false,
          description: "Alive.",
          required: false,
          mutability: "readWrite",
          returned: "default",
        },
        {
          name: "since",
          type: "dateTime",
          multiValued: false,
          description: "Since when.",
          required: false,
          mutability: "readWrite",
          returned: "default",
        },
      ],
      meta: { resourceType: "Schema", location: "https://example.com/v2/Schemas/urn:example:1.0:Thing" },
    });
  });

  it.each(ALL.map((schema) => [schema.name, schema] as const))("reads back as the same schema: %s", (_name, schema) => {
    expect(parseSchemaResource(toSchemaResource(schema, "https://example.com/v2/Schemas/x"))).toEqual(schema);
  });
});

describe("parseSchemaResource", () => {
  it("reads the document of a careless server", () => {
    expect(
      parseSchemaResource({
        ID: "urn:example:1.0:User",
        Attributes: [
          { name: "userName", Type: "STRING", Required: true, uniqueness: "Server", mutability: "nonsense" },
          { name: "emails", multivalued: true, subattributes: [{ name: "value" }, { type: "string" }, null] },
          { name: "shoe", type: "size" },
          "nonsense",
          { name: "" },
        ],
      }),
    ).toEqual({
      id: "urn:example:1.0:User",
      name: "urn:example:1.0:User",
      description: "",
      attributes: [
        defineAttribute({ name: "userName", required: true, uniqueness: "server" }),
        defineAttribute({
          name: "emails",
          type: "complex",
          multiValued: true,
          subAttributes: [defineAttribute({ name: "value" })],
        }),
        defineAttribute({ name: "shoe" }),
      ],
    });
  });

  it.each([undefined, null, "x", [], {}, { id: 5 }, { id: "" }, { attributes: [] }])(
    "takes %j for no schema",
    (json) => {
      expect(parseSchemaResource(json)).toBeUndefined();
    },
  );

  it("takes a schema without attributes for an empty one", () => {
    expect(parseSchemaResource({ id: "urn:x:1", name: "X", attributes: "none" })?.attributes).toEqual([]);
  });

  it("does not follow endless nesting", () => {
    let attribute: Record<string, unknown> = { name: "leaf" };
    for (let depth = 0; depth < 5_000; depth += 1) attribute = { name: "a", subAttributes: [attribute] };
    expect(parseSchemaResource({ id: "urn:x:1", attributes: [attribute] })?.id).toBe("urn:x:1");
  });
});

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
