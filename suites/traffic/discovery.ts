import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResources, tamperResponseBody, without } from "../../src/kit/defects/tamper.ts";
import type { MessageKind } from "../../src/exchange/validation/validate.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { endpointOf, listIn } from "./words/answers.ts";
import { validator } from "./words/validator.ts";

const config: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.config",
  title: "ServiceProviderConfig has the form that its JSON Schema demands",
  clause: rfc("RFC7643-5-01", "RFC7643-5-02", "RFC7643-5-03", "RFC7643-5-04"),
  advice:
    "Return patch, bulk, filter, changePassword, sort, etag and authenticationSchemes with all their required members, booleans and integers as such.",
  applies: (x) => documentsAt(x, "/ServiceProviderConfig").length > 0,
  judge: (x) => verifyDocuments(x, "/ServiceProviderConfig", "service-provider-config"),
  probe: async (t) => {
    await t.get("/ServiceProviderConfig");
  },
  defects: [
    {
      name: "config-without-etag",
      breaks: "RFC7643-5-01",
      wrap: tamperConfig((body) => without(body, "etag")),
    },
    {
      name: "config-supported-as-text",
      breaks: "RFC7643-5-01",
      wrap: tamperConfig((body) => ({ ...body, sort: { supported: "false" } })),
    },
    {
      name: "config-bulk-without-limits",
      breaks: "RFC7643-5-02",
      wrap: tamperConfig((body) => ({ ...body, bulk: { supported: false } })),
    },
    {
      name: "config-max-results-as-text",
      breaks: "RFC7643-5-03",
      wrap: tamperConfig((body) => ({ ...body, filter: { supported: true, maxResults: "200" } })),
    },
    {
      name: "config-authentication-scheme-not-in-a-list",
      breaks: "RFC7643-5-04",
      wrap: tamperConfig((body) => ({ ...body, authenticationSchemes: { type: "oauthbearertoken" } })),
    },
  ],
});

const resourceTypes: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.resource-types",
  title: "Resource types have the form that their JSON Schema demands",
  clause: rfc("RFC7643-6-01", "RFC7643-6-04"),
  advice:
    "Give each resource type name, endpoint and schema, and each of its extensions a schema and a boolean required.",
  applies: (x) => documentsAt(x, "/ResourceTypes").length > 0,
  judge: (x) => verifyDocuments(x, "/ResourceTypes", "resource-type"),
  probe: async (t) => {
    await t.get("/ResourceTypes");
  },
  defects: [
    {
      name: "resource-type-without-endpoint",
      breaks: "RFC7643-6-01",
      wrap: tamperResources({ path: /^\/ResourceTypes/ }, (type) => without(type, "endpoint")),
    },
    {
      name: "resource-type-extensions-as-urns",
      breaks: "RFC7643-6-04",
      wrap: tamperResources({ path: /^\/ResourceTypes/ }, (type) => ({ ...type, schemaExtensions: urnsOf(type) })),
    },
  ],
});

const schemas: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.schemas",
  title: "Schemas have the form that their JSON Schema demands",
  clause: rfc("RFC7643-7-02", "RFC7643-7-04", "RFC7643-7-05", "RFC7643-7-07"),
  advice:
    "Give each schema an id and attributes, each attribute a name and multiValued, and use only the keywords of RFC 7643 section 7.",
  applies: (x) => documentsAt(x, "/Schemas").length > 0,
  judge: (x) => verifyDocuments(x, "/Schemas", "schema"),
  probe: async (t) => {
    await t.get("/Schemas");
  },
  defects: [
    {
      name: "schema-without-attributes",
      breaks: "RFC7643-7-02",
      wrap: tamperResources({ path: /^\/Schemas/ }, (schema) => without(schema, "attributes")),
    },
    {
      name: "attribute-multi-valued-as-text",
      breaks: "RFC7643-7-04",
      wrap: tamperAttributes((attribute) => ({ ...attribute, multiValued: String(attribute["multiValued"]) })),
    },
    {
      name: "attribute-mutability-in-snake-case",
      breaks: "RFC7643-7-05",
      wrap: tamperAttributes((attribute) => ({ ...attribute, mutability: "read_write" })),
    },
    {
      name: "attribute-reference-types-as-text",
      breaks: "RFC7643-7-07",
      wrap: tamperAttributes((attribute) => ({ ...attribute, referenceTypes: "external" })),
    },
  ],
});

/** Rules about the form of what a server publishes about itself. */
export const discoveryRules: readonly DeclaredRule[] = [config, resourceTypes, schemas];

interface SeenDocument {
  readonly document: Json;
  readonly at: string;
}

/** Discovery resources in a 200 answer: the items of a list, or the one. */
function documentsAt(x: LiveExchange, endpoint: string): readonly SeenDocument[] {
  const body = x.response?.body;
  if (x.response?.status !== 200 || endpointOf(x) !== endpoint || !isObject(body)) return [];
  const list = listIn(x);
  if (list === undefined) return [{ document: body, at: "" }];
  return toListBody(list).resources.map((document, index) => ({ document, at: `/Resources/${index}` }));
}

function verifyDocuments(x: LiveExchange, endpoint: string, kind: MessageKind): void {
  const reply = toReply(x);
  for (const { document, at } of documentsAt(x, endpoint)) {
    // What the document calls itself is judged with the endpoint.
    const problem = validator()
      .validateMessage(kind, document)
      .find((found) => kind === "resource-type" || found.at !== "/schemas");
    verifyThat(problem === undefined, reply, {
      reason: `${describeRequest(reply)} answers a document that is not right at ${at}${problem?.at ?? ""}`,
      expected: problem?.expected ?? "",
      actual: problem?.actual ?? "",
      at: `${at}${problem?.at ?? ""}`,
    });
  }
}

function tamperConfig(change: (body: JsonObject) => Json): ReturnType<typeof tamperResponseBody> {
  return tamperResponseBody({ path: /^\/ServiceProviderConfig$/ }, change);
}

function tamperAttributes(change: (attribute: JsonObject) => Json): ReturnType<typeof tamperResources> {
  return tamperResources({ path: /^\/Schemas/ }, (schema) => {
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
