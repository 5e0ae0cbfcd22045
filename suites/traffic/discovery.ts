import {
  breaking,
  defineTrafficRule,
  isArray,
  isObject,
  itemsAt,
  noteOn,
  on,
  valueAt,
  without,
} from "../../src/kit/index.ts";
import type { DeclaredRule, Json, JsonObject, LiveExchange, RequirementId, Wrap } from "../../src/kit/index.ts";
import type { MessageKind } from "../../src/exchange/validation/validate.ts";
import { documentsAt, stepsTo } from "./words/answers.ts";
import { failByProblem, holdAgainst, inTheOpen } from "./words/fail-at.ts";
import { validator } from "./words/validator.ts";

const config: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.config",
  title: "ServiceProviderConfig has the form that its JSON Schema demands",
  rule: ["RFC7643-5-01", "RFC7643-5-02", "RFC7643-5-03", "RFC7643-5-04"],
  advice:
    "Return patch, bulk, filter, changePassword, sort, etag and authenticationSchemes with all their required members, booleans and integers as such.",
  applies: (x) => documentsAt(x, "/ServiceProviderConfig").length > 0,
  judge: (x) => {
    verifyDocuments(x, "/ServiceProviderConfig", CONFIG);
    for (const { document } of documentsAt(x, "/ServiceProviderConfig")) noteOddConfig(x, document);
  },
  probe: async (t) => {
    await t.get("/ServiceProviderConfig");
  },
  defects: {
    "config-without-etag": breaking(
      "RFC7643-5-01",
      tamperConfig((body) => without(body, "etag")),
    ),
    "config-supported-as-text": breaking(
      "RFC7643-5-01",
      tamperConfig((body) => ({ ...body, sort: { supported: "false" } })),
    ),
    "config-bulk-without-limits": breaking(
      "RFC7643-5-02",
      tamperConfig((body) => ({ ...body, bulk: { supported: false } })),
    ),
    "config-max-results-as-text": breaking(
      "RFC7643-5-03",
      tamperConfig((body) => ({ ...body, filter: { supported: true, maxResults: "200" } })),
    ),
    "config-authentication-scheme-without-name": breaking(
      "RFC7643-5-04",
      tamperConfig((body) => ({
        ...body,
        authenticationSchemes: [{ type: "oauthbearertoken", description: "OAuth" }],
      })),
    ),
    "config-authentication-scheme-not-in-a-list": breaking(
      "RFC7643-5-04",
      tamperConfig((body) => ({ ...body, authenticationSchemes: { type: "oauthbearertoken" } })),
    ),
  },
});

const resourceTypes: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.resource-types",
  title: "Resource types have the form that their JSON Schema demands",
  rule: ["RFC7643-6-01", "RFC7643-6-04"],
  advice:
    "Give each resource type name, endpoint and schema, and each of its extensions a schema and a boolean required.",
  applies: (x) => documentsAt(x, "/ResourceTypes").length > 0,
  judge: (x) => verifyDocuments(x, "/ResourceTypes", RESOURCE_TYPE),
  probe: async (t) => {
    await t.get("/ResourceTypes");
  },
  defects: {
    "resource-type-without-endpoint": breaking(
      "RFC7643-6-01",
      on("/ResourceTypes/:id?").resources((type) => without(type, "endpoint")),
    ),
    "resource-type-extension-required-as-text": breaking(
      "RFC7643-6-04",
      on("/ResourceTypes/:id?").resources((type) => ({
        ...type,
        schemaExtensions: [{ schema: "urn:example:2.0:User", required: "false" }],
      })),
    ),
    "resource-type-extensions-as-urns": breaking(
      "RFC7643-6-04",
      on("/ResourceTypes/:id?").resources((type) => ({ ...type, schemaExtensions: urnsOf(type) })),
    ),
  },
});

const schemas: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.schemas",
  title: "Schemas have the form that their JSON Schema demands",
  rule: ["RFC7643-7-02", "RFC7643-7-04", "RFC7643-7-05", "RFC7643-7-07"],
  advice:
    "Give each schema an id and attributes, each attribute a name and multiValued, and use only the keywords of RFC 7643 section 7.",
  applies: (x) => documentsAt(x, "/Schemas").length > 0,
  judge: (x) => verifyDocuments(x, "/Schemas", SCHEMA),
  probe: async (t) => {
    await t.get("/Schemas");
  },
  defects: {
    "published-schema-without-id": breaking(
      "RFC7643-7-02",
      on("/Schemas/:id?").resources((schema) => without(schema, "id")),
    ),
    "schema-without-attributes": breaking(
      "RFC7643-7-02",
      on("/Schemas/:id?").resources((schema) => without(schema, "attributes")),
    ),
    "attribute-multi-valued-as-text": breaking(
      "RFC7643-7-04",
      tamperAttributes((attribute) => ({ ...attribute, multiValued: String(attribute["multiValued"]) })),
    ),
    "attribute-mutability-in-snake-case": breaking(
      "RFC7643-7-05",
      tamperAttributes((attribute) => ({ ...attribute, mutability: "read_write" })),
    ),
    "attribute-reference-types-as-text": breaking(
      "RFC7643-7-07",
      tamperAttributes((attribute) => ({ ...attribute, referenceTypes: "external" })),
    ),
  },
});

/** Rules about the form of what a server publishes about itself. */
export const discoveryRules: readonly DeclaredRule[] = [config, resourceTypes, schemas];

/** A kind of document, and the rule that each place in it belongs to: the first of these that fits. */
interface Kind {
  readonly message: MessageKind;
  readonly rules: readonly (readonly [place: RegExp, rule: RequirementId])[];
}

const CONFIG: Kind = {
  message: "service-provider-config",
  rules: [
    [/^\/bulk\/max/, "RFC7643-5-02"],
    [/^\/filter\/maxResults/, "RFC7643-5-03"],
    [/^\/authenticationSchemes/, "RFC7643-5-04"],
    [/^\/(?:patch|bulk|filter|changePassword|sort|etag)\b/, "RFC7643-5-01"],
  ],
};

const RESOURCE_TYPE: Kind = {
  message: "resource-type",
  rules: [
    [/^\/schemaExtensions/, "RFC7643-6-04"],
    [/^\/(?:name|endpoint|schema|schemas)\b/, "RFC7643-6-01"],
  ],
};

const SCHEMA: Kind = {
  message: "schema",
  rules: [
    [/\/(?:mutability|returned|uniqueness)$/, "RFC7643-7-05"],
    [/\/referenceTypes\b/, "RFC7643-7-07"],
    [/^\/attributes\/\d+\//, "RFC7643-7-04"],
    [/^\/(?:id|attributes)\b/, "RFC7643-7-02"],
  ],
};

function verifyDocuments(x: LiveExchange, endpoint: string, { message, rules }: Kind): void {
  holdAgainst(x, ...rules.map(([, rule]) => rule));
  for (const seen of documentsAt(x, endpoint)) {
    for (const problem of validator().validateMessage(message, seen.document)) {
      const rule = rules.find(([place]) => place.test(problem.at))?.[1];
      if (rule !== undefined) failByProblem(inTheOpen(x), stepsTo(seen), { ...problem, rule });
    }
  }
}

/** Says what a configuration may hold, but hardly means. */
function noteOddConfig(x: LiveExchange, config: Json): void {
  if (itemsAt(config, "authenticationSchemes").length === 0) noteOn(x, "The target publishes no authentication scheme");
  for (const [name, member] of LIMITS) {
    const limit = valueAt(config, name, member);
    if (typeof limit === "number" && limit < 0) noteOn(x, `The target publishes ${name}.${member} below 0`);
  }
}

const LIMITS = [
  ["bulk", "maxOperations"],
  ["bulk", "maxPayloadSize"],
  ["filter", "maxResults"],
] as const;

function tamperConfig(change: (body: JsonObject) => Json): Wrap {
  return on("/ServiceProviderConfig").body(change);
}

function tamperAttributes(change: (attribute: JsonObject) => Json): Wrap {
  return on("/Schemas/:id?").resources((schema) => {
    const attributes = schema["attributes"];
    return {
      ...schema,
      attributes: isArray(attributes) ? attributes.map((item) => (isObject(item) ? change(item) : item)) : null,
    };
  });
}

function urnsOf(type: JsonObject): Json {
  const extensions = type["schemaExtensions"];
  const items = isArray(extensions) ? extensions : [];
  return items.map((item) => (isObject(item) ? (item["schema"] ?? null) : item));
}
