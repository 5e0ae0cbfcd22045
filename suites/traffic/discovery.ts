import { breaking, defineTrafficRule, isArray, isObject, on, pathTo, USER_URN, without } from "../../src/kit/index.ts";
import type { DeclaredRule, Json, JsonObject, LiveExchange, RequirementId, Wrap } from "../../src/kit/index.ts";
import type { MessageKind } from "../../src/exchange/validation/validate.ts";
import { documentsAt, stepsTo } from "./words/answers.ts";
import { failByProblem, holdAgainst, inTheOpen } from "./words/fail-at.ts";
import { validator } from "./words/validator.ts";

const resourceTypes: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.resource-types",
  title: "A resource type that is read by itself has the form that its JSON Schema demands",
  rule: ["RFC7643-6-01", "RFC7643-6-04"],
  advice:
    "Give each resource type name, endpoint and schema, and each of its extensions a schema and a boolean required.",
  // The list is judged by the checks of discovery.
  applies: (x) => isSingle(x, "/ResourceTypes"),
  judge: (x) => verifyDocuments(x, "/ResourceTypes", RESOURCE_TYPE),
  probe: async (t) => {
    await t.get(pathTo`/ResourceTypes/User`);
  },
  defects: {
    "resource-type-without-endpoint": breaking(
      "RFC7643-6-01",
      on("/ResourceTypes/:id").resources((type) => without(type, "endpoint")),
    ),
    "resource-type-extension-required-as-text": breaking(
      "RFC7643-6-04",
      on("/ResourceTypes/:id").resources((type) => ({
        ...type,
        schemaExtensions: [{ schema: "urn:example:2.0:User", required: "false" }],
      })),
    ),
    "resource-type-extensions-as-urns": breaking(
      "RFC7643-6-04",
      on("/ResourceTypes/:id").resources((type) => ({ ...type, schemaExtensions: urnsOf(type) })),
    ),
  },
});

const schemas: DeclaredRule = defineTrafficRule({
  id: "traffic.discovery.schemas",
  title: "A schema that is read by itself has the form that its JSON Schema demands",
  rule: ["RFC7643-7-02", "RFC7643-7-04", "RFC7643-7-05", "RFC7643-7-07"],
  advice:
    "Give each schema an id and attributes, each attribute a name and multiValued, and use only the keywords of RFC 7643 section 7.",
  // The list is judged by the checks of discovery.
  applies: (x) => isSingle(x, "/Schemas"),
  judge: (x) => verifyDocuments(x, "/Schemas", SCHEMA),
  probe: async (t) => {
    await t.get(pathTo`/Schemas/${USER_URN}`);
  },
  defects: {
    "published-schema-without-id": breaking(
      "RFC7643-7-02",
      on("/Schemas/:id").resources((schema) => without(schema, "id")),
    ),
    "schema-without-attributes": breaking(
      "RFC7643-7-02",
      on("/Schemas/:id").resources((schema) => without(schema, "attributes")),
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
export const discoveryRules: readonly DeclaredRule[] = [resourceTypes, schemas];

/**
 * A kind of document, and the rule that each place in it belongs to: the first of these that fits. With a member, the rule is
 * about documents that have it.
 */
interface Kind {
  readonly message: MessageKind;
  readonly rules: readonly (readonly [place: RegExp, rule: RequirementId, member?: string])[];
}

const RESOURCE_TYPE: Kind = {
  message: "resource-type",
  rules: [
    [/^\/schemaExtensions/, "RFC7643-6-04", "schemaExtensions"],
    [/^\/(?:name|endpoint|schema|schemas)\b/, "RFC7643-6-01"],
  ],
};

const SCHEMA: Kind = {
  message: "schema",
  rules: [
    [/\/(?:mutability|returned|uniqueness)$/, "RFC7643-7-05"],
    [/\/referenceTypes\b/, "RFC7643-7-07", "referenceTypes"],
    [/^\/attributes\/\d+\//, "RFC7643-7-04"],
    [/^\/(?:id|attributes)\b/, "RFC7643-7-02"],
  ],
};

function verifyDocuments(x: LiveExchange, endpoint: string, { message, rules }: Kind): void {
  const documents = documentsAt(x, endpoint);
  const text = JSON.stringify(documents);
  const due = rules.filter(([, , member]) => member === undefined || text.includes(`"${member}":`));
  holdAgainst(x, ...due.map(([, rule]) => rule));
  for (const seen of documents) {
    for (const problem of validator().validateMessage(message, seen.document)) {
      const rule = rules.find(([place]) => place.test(problem.at))?.[1];
      if (rule !== undefined) failByProblem(inTheOpen(x), stepsTo(seen), { ...problem, rule });
    }
  }
}

/** True for a document of an endpoint that was asked for by its name. */
function isSingle(x: LiveExchange, endpoint: string): boolean {
  return x.request.path.startsWith(`${endpoint}/`) && documentsAt(x, endpoint).length > 0;
}

function tamperAttributes(change: (attribute: JsonObject) => Json): Wrap {
  return on("/Schemas/:id").resources((schema) => {
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
