import {
  defineCheck,
  getIgnoreCase,
  isGiven,
  isObject,
  isSuccess,
  namesSchema,
  on,
  pathsBelowBase,
  RESOURCE_TYPE_URN,
  sameText,
  SCHEMA_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  shown,
  textOf,
  toListBody,
  valueAt,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Published, Reply } from "../../src/kit/index.ts";
import { tamperSchemas } from "./words/tamper-schemas.ts";
import { FILLED_TEXT, verifyPublished } from "./words/verify-published.ts";

const meta = defineCheck({
  id: "discovery.schemas.meta",
  title: "Schemas, resource types and ServiceProviderConfig say in meta what they are and where they are",
  rule: "RFC7644-4-09",
  advice:
    'Give each schema a meta with resourceType "Schema" and, as location, the URI at which it can be read; the same for resource types and ServiceProviderConfig.',
  run: async (t) => {
    const documents: Document[] = [];
    for (const kind of KINDS) documents.push(...(await readDocuments(t, kind)));
    if (documents.length === 0) t.skip("no discovery endpoint answers with a document");
    for (const document of documents) await verifyMeta(t, document);
  },
  defects: {
    "schema-without-meta": tamperSchemas((schema) => without(schema, "meta")),
    "schema-meta-without-location": tamperSchemas((schema) => ({ ...schema, meta: { resourceType: "Schema" } })),
    "schema-location-of-the-list": tamperSchemas((schema) => ({
      ...schema,
      meta: { resourceType: "Schema", location: "Schemas" },
    })),
    "schema-location-that-is-not-found": tamperSchemas((schema) => ({
      ...schema,
      meta: { resourceType: "Schema", location: "Schemas/0" },
    })),
    "schema-meta-of-a-resource-type": tamperSchemas((schema) => ({
      ...schema,
      meta: { ...Object(schema["meta"]), resourceType: "ResourceType" },
    })),
    "resource-type-location-of-a-user": on("GET /ResourceTypes").resources((type) => ({
      ...type,
      meta: { resourceType: "ResourceType", location: `Users/${String(type["id"])}` },
    })),
    "config-meta-of-a-schema": on("GET /ServiceProviderConfig").body((body) => ({
      ...body,
      meta: { ...Object(body["meta"]), resourceType: "Schema" },
    })),
    "config-location-that-is-not-found": on("GET /ServiceProviderConfig").body((body) => ({
      ...body,
      meta: { resourceType: "ServiceProviderConfig", location: "ServiceProviderConfigs" },
    })),
  },
});

/** What the discovery endpoints say of their documents in meta. */
export const schemaMetaChecks: readonly Check[] = [meta];

/** A kind of document that a discovery endpoint gives. */
interface Kind {
  readonly endpoint: "/Schemas" | "/ResourceTypes" | "/ServiceProviderConfig";
  readonly type: "Schema" | "ResourceType" | "ServiceProviderConfig";
  readonly urn: string;
  /** The member that tells two documents of the kind apart. */
  readonly key: "id" | "name" | undefined;
}

const KINDS: readonly Kind[] = [
  { endpoint: "/Schemas", type: "Schema", urn: SCHEMA_URN, key: "id" },
  { endpoint: "/ResourceTypes", type: "ResourceType", urn: RESOURCE_TYPE_URN, key: "name" },
  {
    endpoint: "/ServiceProviderConfig",
    type: "ServiceProviderConfig",
    urn: SERVICE_PROVIDER_CONFIG_URN,
    key: undefined,
  },
];

/** A document of a kind. */
interface Document extends Published {
  readonly kind: Kind;
}

/** Each is asked for at its location: of a list with more than anybody has the first ones do. */
const MAX_DOCUMENTS = 50;

async function readDocuments(t: CheckContext, kind: Kind): Promise<readonly Document[]> {
  const { endpoint, key, type } = kind;
  const reply = await t.get(endpoint);
  if (!isSuccess(reply) || !isObject(reply.body)) return [];
  if (key === undefined) return [{ kind, reply, json: reply.body, at: [], title: type }];
  const { resources } = toListBody(reply.body);
  return resources.slice(0, MAX_DOCUMENTS).map((json) => {
    const title = `The ${type} ${textOf(json, key) ?? ""} at ${endpoint}`.replace("  ", " ");
    return { kind, reply, json, at: ["Resources", (item) => item === json], title };
  });
}

async function verifyMeta(t: CheckContext, document: Document): Promise<void> {
  const { kind, reply, json, title } = document;
  // The row rests on examples: of the other two kinds a missing meta is a remark.
  if (kind.type !== "Schema" && !isGiven(getIgnoreCase(json, "meta"))) return t.note(reply, `${title} has no meta`);
  verifyPublished(document, ["meta", "resourceType"], {
    expected: shown(kind.type),
    isRight: (type) => type === kind.type,
  });
  verifyPublished(document, ["meta", "location"], { ...FILLED_TEXT, expected: "the URI at which it can be read" });
  await verifyLocation(t, document);
}

/** Throws when the location is below the base URL and another document, or none, is there. */
async function verifyLocation(t: CheckContext, { kind, reply, json, title }: Document): Promise<void> {
  const location = String(valueAt(json, "meta", "location"));
  const answers: Reply[] = [];
  for (const place of pathsBelowBase(t, location, reply.exchange.request.url)) answers.push(await t.get(place));
  const isRight = (answer: Reply): boolean => answer.status === 200 && isSame(kind, answer.body, json);
  const answer = answers.find(isRight) ?? answers[0];
  if (answer === undefined) return t.note(reply, `${title} names a location outside the base URL`);
  const found = verify(answer, { although: `${title} names it as its location`, others: [reply] }).status(200);
  const [member, expected] = kind.key === undefined ? ["schemas", kind.urn] : [kind.key, textOf(json, kind.key)];
  found.at(member).holds(expected ?? `a ${kind.type}`, () => isRight(answer));
}

/** True for the same document. One without a name or id is known by its schema, where it names that. */
function isSame({ key, urn }: Kind, found: Json | undefined, listed: JsonObject): boolean {
  if (!isObject(found)) return false;
  const name = key === undefined ? undefined : textOf(listed, key);
  if (key !== undefined && name !== undefined) return sameText(textOf(found, key), name);
  return namesSchema(found, urn) || !namesSchema(listed, urn);
}
