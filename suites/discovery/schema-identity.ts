import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { tamperResponseBody, without } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray } from "../../src/scim/json.ts";
import { ERROR_URN, RESOURCE_TYPE_URN, SCHEMA_URN, SERVICE_PROVIDER_CONFIG_URN, sameUrn } from "../../src/scim/urns.ts";
import { isGiven, readSchemas, textOf, verifyAttributes } from "../../src/kit/published/published-schemas.ts";
import type { PublishedAttribute } from "../../src/kit/published/published-schemas.ts";
import { tamperSchemas } from "./words/tamper-schemas.ts";

const MESSAGE_PREFIX = "urn:ietf:params:scim:api:";

const members = defineCheck({
  id: "discovery.schemas.members",
  title: "Each schema at /Schemas has its URI as id and an array of attributes",
  clause: rfc("RFC7643-7-02", "RFC7643-7-03"),
  advice: "Give every item of /Schemas the schema's URI as id, and its attributes as an array.",
  run: async (t) => {
    const { reply, schemas } = await readSchemas(t);
    for (const { id, json, at } of schemas) {
      verifyThat(URL.canParse(id), reply, {
        reason: id === "" ? "A schema at /Schemas has no id" : `The id of the schema "${id}" at /Schemas is no URI`,
        expected: "a URI, for example urn:ietf:params:scim:schemas:core:2.0:User",
        actual: shown(getIgnoreCase(json, "id")),
        at: `${at}/id`,
      });
      const attributes = getIgnoreCase(json, "attributes");
      verifyThat(isArray(attributes), reply, {
        reason: `The schema ${id} at /Schemas has no array of attributes`,
        expected: "an array",
        actual: shown(attributes),
        at: `${at}/attributes`,
      });
    }
  },
  defects: [
    {
      name: "schema-without-id",
      breaks: "RFC7643-7-02",
      wrap: tamperSchemas((schema) => without(schema, "id")),
    },
    {
      name: "schema-attributes-keyed-by-name",
      breaks: "RFC7643-7-02",
      wrap: tamperSchemas((schema) => ({ ...schema, attributes: { userName: { type: "string" } } })),
    },
    {
      name: "schema-name-as-id",
      breaks: "RFC7643-7-03",
      wrap: tamperSchemas((schema) => ({ ...schema, id: schema["name"] })),
    },
  ],
});

const naming = defineCheck({
  id: "discovery.schemas.naming",
  title: "Each schema at /Schemas has a name and a description",
  clause: rfc("RFC7643-7-21"),
  advice: "Give every schema a name and a description for the people who map its attributes.",
  run: async (t) => {
    const { reply, schemas } = await readSchemas(t);
    for (const { id, json, at } of schemas) {
      for (const member of ["name", "description"]) {
        verifyThat((textOf(json, member) ?? "") !== "", reply, {
          reason: `The schema ${id} at /Schemas has no ${member}`,
          expected: "a text that is not empty",
          actual: shown(getIgnoreCase(json, member)),
          at: `${at}/${member}`,
        });
      }
    }
  },
  defects: [
    {
      name: "schema-without-name",
      breaks: "RFC7643-7-21",
      wrap: tamperSchemas((schema) => without(schema, "name")),
    },
    {
      name: "schema-without-description",
      breaks: "RFC7643-7-21",
      wrap: tamperSchemas((schema) => ({ ...schema, description: "" })),
    },
  ],
});

const messages = defineCheck({
  id: "discovery.schemas.messages",
  title: "/Schemas lists no schemas of messages",
  clause: rfc("RFC7644-3.1-03"),
  advice: `Take the schemas of messages (${MESSAGE_PREFIX}...) out of /Schemas: they describe no resources.`,
  run: async (t) => {
    const { reply, schemas } = await readSchemas(t);
    for (const { id, at } of schemas) {
      verifyThat(!id.toLowerCase().startsWith(MESSAGE_PREFIX), reply, {
        reason: `/Schemas lists ${id}, which is a message and no resource`,
        expected: "schemas of resources only",
        actual: shown(id),
        at: `${at}/id`,
      });
    }
  },
  defects: [
    {
      name: "message-schema-among-the-schemas",
      breaks: "RFC7644-3.1-03",
      wrap: tamperResponseBody({ method: "GET", path: /^\/Schemas$/ }, (body) => {
        const { resources } = toListBody(body);
        const all = [...resources, { schemas: [SCHEMA_URN], id: ERROR_URN, name: "Error", attributes: [] }];
        return { ...body, totalResults: all.length, Resources: all };
      }),
    },
  ],
});

const common = defineCheck({
  id: "discovery.schemas.common-attributes",
  title: "/Schemas does not define id, externalId and meta otherwise than the RFC",
  clause: rfc("RFC7643-3.1-23"),
  advice:
    "Leave id, externalId and meta out of the schemas, or define them as the RFC does: id and meta readOnly, id returned always, id and externalId case exact.",
  run: async (t) => {
    const published = await readSchemas(t);
    for (const [name, member, expected] of COMMON) {
      verifyAttributes(published, {
        fault: `define ${name} with another ${member} than the RFC`,
        expected: shown(expected),
        member,
        isBroken: (attribute) => {
          const value = isCommon(attribute, name) ? getIgnoreCase(attribute.json, member) : undefined;
          return isGiven(value) && value !== expected;
        },
      });
    }
  },
  defects: [
    {
      name: "schema-lists-id-as-writable",
      breaks: "RFC7643-3.1-23",
      wrap: tamperSchemas((schema) => ({
        ...schema,
        attributes: [
          { name: "id", type: "string", multiValued: false, mutability: "readWrite", returned: "always" },
          ...(isArray(schema["attributes"]) ? schema["attributes"] : []),
        ],
      })),
    },
    {
      name: "schema-lists-external-id-without-letter-case",
      breaks: "RFC7643-3.1-23",
      wrap: tamperSchemas((schema) => ({
        ...schema,
        attributes: [
          { name: "externalId", type: "string", multiValued: false, caseExact: false },
          ...(isArray(schema["attributes"]) ? schema["attributes"] : []),
        ],
      })),
    },
  ],
});

// RFC 7643 section 3.1.
const COMMON = [
  ["id", "mutability", "readOnly"],
  ["id", "returned", "always"],
  ["id", "caseExact", true],
  ["id", "multiValued", false],
  ["externalId", "caseExact", true],
  ["externalId", "multiValued", false],
  ["meta", "mutability", "readOnly"],
  ["meta", "multiValued", false],
] as const;

/** What each schema at /Schemas must say of itself. */
export const schemaIdentityChecks: readonly Check[] = [members, naming, messages, common];

function isCommon({ schema, path, parent }: PublishedAttribute, name: string): boolean {
  // The discovery resources have an id of their own kind (RFC 7643 sections 6 and 7).
  const isDiscovery = [SERVICE_PROVIDER_CONFIG_URN, RESOURCE_TYPE_URN, SCHEMA_URN].some((urn) => sameUrn(urn, schema));
  return !isDiscovery && parent === undefined && path.toLowerCase() === name.toLowerCase();
}
