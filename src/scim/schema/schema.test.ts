import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./core/enterprise-user.ts";
import { GROUP_SCHEMA } from "./core/group.ts";
import { RESOURCE_TYPE_SCHEMA } from "./core/resource-type.ts";
import { SCHEMA_SCHEMA } from "./core/schema.ts";
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from "./core/service-provider-config.ts";
import { USER_SCHEMA } from "./core/user.ts";
import { defineAttribute, isCaseExact, parseSchemaResource, toSchemaResource } from "./schema.ts";
import type { Schema } from "./schema.ts";

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
