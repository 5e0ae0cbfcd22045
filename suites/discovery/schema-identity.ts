import {
  breaking,
  defineCheck,
  ERROR_URN,
  isArray,
  isGiven,
  namesSchema,
  on,
  readSchemas,
  RESOURCE_TYPE_URN,
  sameText,
  sameUrn,
  SCHEMA_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  shown,
  toListBody,
  USER_URN,
  verifyAttributes,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json, PublishedAttribute } from "../../src/kit/index.ts";
import { tamperSchemas } from "./words/tamper-schemas.ts";
import { FILLED_TEXT, verifyPublished } from "./words/verify-published.ts";

const URI = `a URI, for example ${USER_URN}`;
const MESSAGE_PREFIX = "urn:ietf:params:scim:api:";

const members = defineCheck({
  id: "discovery.schemas.members",
  title: "Each schema at /Schemas has its URI as id, an array of attributes, and the URN of schemas",
  rule: ["RFC7643-7-02", "RFC7643-7-03", "RFC7643-7-23"],
  advice: `Give every item of /Schemas the schema's URI as id, its attributes as an array, and ${SCHEMA_URN} in schemas.`,
  run: async (t) => {
    const { schemas } = await readSchemas(t);
    for (const schema of schemas) {
      verifyPublished(schema, ["id"], { ...FILLED_TEXT, rule: "RFC7643-7-02" });
      verifyPublished(schema, ["attributes"], { rule: "RFC7643-7-02", expected: "an array", isRight: isArray });
      verifyPublished(schema, ["id"], { rule: "RFC7643-7-03", expected: URI, isRight: isUri });
    }
    for (const schema of schemas) {
      const isRight = (): boolean => namesSchema(schema.json, SCHEMA_URN);
      verifyPublished(schema, ["schemas"], { rule: "RFC7643-7-23", expected: `an array with ${SCHEMA_URN}`, isRight });
    }
  },
  defects: {
    "schema-without-id": breaking(
      "RFC7643-7-02",
      tamperSchemas((schema) => without(schema, "id")),
    ),
    "schema-attributes-keyed-by-name": breaking(
      "RFC7643-7-02",
      tamperSchemas((schema) => ({ ...schema, attributes: { userName: { type: "string" } } })),
    ),
    "schema-name-as-id": breaking(
      "RFC7643-7-03",
      tamperSchemas((schema) => ({ ...schema, id: schema["name"] })),
    ),
    "schema-without-schemas": breaking(
      "RFC7643-7-23",
      tamperSchemas((schema) => without(schema, "schemas")),
    ),
    "schema-with-its-own-urn-in-schemas": breaking(
      "RFC7643-7-23",
      tamperSchemas((schema) => ({ ...schema, schemas: [schema["id"] ?? ""] })),
    ),
  },
});

const naming = defineCheck({
  id: "discovery.schemas.naming",
  title: "Each schema at /Schemas has a name and a description",
  rule: "RFC7643-7-21",
  advice: "Give every schema a name and a description for the people who map its attributes.",
  run: async (t) => {
    const { schemas } = await readSchemas(t);
    for (const schema of schemas) {
      for (const member of ["name", "description"]) verifyPublished(schema, [member], FILLED_TEXT);
    }
  },
  defects: {
    "schema-without-name": tamperSchemas((schema) => without(schema, "name")),
    "schema-without-description": tamperSchemas((schema) => ({ ...schema, description: "" })),
  },
});

const messages = defineCheck({
  id: "discovery.schemas.messages",
  title: "/Schemas lists no schemas of messages",
  rule: "RFC7644-3.1-03",
  advice: `Take the schemas of messages (${MESSAGE_PREFIX}...) out of /Schemas: they describe no resources.`,
  run: async (t) => {
    const { schemas } = await readSchemas(t);
    for (const schema of schemas) {
      verifyPublished(schema, ["id"], { expected: "the URN of a resource", isRight: isNoMessage });
    }
  },
  defects: {
    "message-schema-among-the-schemas": on("GET /Schemas").body((body) => {
      const { resources } = toListBody(body);
      const all = [...resources, { schemas: [SCHEMA_URN], id: ERROR_URN, name: "Error", attributes: [] }];
      return { ...body, totalResults: all.length, Resources: all };
    }),
  },
});

const common = defineCheck({
  id: "discovery.schemas.common-attributes",
  title: "/Schemas does not define id, externalId and meta otherwise than the RFC",
  rule: "RFC7643-3.1-23",
  advice:
    "Leave id, externalId and meta out of the schemas, or define them as the RFC does: id and meta readOnly, id returned always, id and externalId case exact.",
  run: async (t) => {
    const published = await readSchemas(t);
    for (const [name, member, expected] of COMMON) {
      verifyAttributes(published, {
        fault: `define ${name} with another ${member} than the RFC`,
        expected: shown(expected),
        member,
        isBroken: (value, attribute) => isCommon(attribute, name) && isGiven(value) && !isSame(value, expected),
      });
    }
  },
  defects: {
    "schema-lists-id-as-writable": tamperSchemas((schema) => ({
      ...schema,
      attributes: [
        { name: "id", type: "string", multiValued: false, mutability: "readWrite", returned: "always" },
        ...(isArray(schema["attributes"]) ? schema["attributes"] : []),
      ],
    })),
    "schema-lists-external-id-without-letter-case": tamperSchemas((schema) => ({
      ...schema,
      attributes: [
        { name: "externalId", type: "string", multiValued: false, caseExact: false },
        ...(isArray(schema["attributes"]) ? schema["attributes"] : []),
      ],
    })),
  },
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

function isUri(id: Json | undefined): boolean {
  return typeof id === "string" && URL.canParse(id);
}

/** Keywords in other letters are for discovery.schemas.keywords. */
function isSame(value: Json, expected: string | boolean): boolean {
  return typeof value === "string" && typeof expected === "string" ? sameText(value, expected) : value === expected;
}

function isNoMessage(id: Json | undefined): boolean {
  return typeof id !== "string" || !id.toLowerCase().startsWith(MESSAGE_PREFIX);
}

function isCommon({ schema, path, parent }: PublishedAttribute, name: string): boolean {
  // The discovery resources have an id of their own kind (RFC 7643 sections 6 and 7).
  const isDiscovery = [SERVICE_PROVIDER_CONFIG_URN, RESOURCE_TYPE_URN, SCHEMA_URN].some((urn) => sameUrn(urn, schema));
  return !isDiscovery && parent === undefined && path.toLowerCase() === name.toLowerCase();
}
