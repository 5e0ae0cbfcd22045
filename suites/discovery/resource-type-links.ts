import {
  breaking,
  defineCheck,
  describeOutcome,
  describeRequest,
  endpointOf,
  ENTERPRISE_USER_URN,
  errorResponse,
  extensionsOf,
  getIgnoreCase,
  isObject,
  on,
  readResourceTypes,
  readSchemas,
  sameUrn,
  shown,
  textOf,
  verify,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Path, Published, Step } from "../../src/kit/index.ts";
import { pathFromUri } from "../../src/scim/request-path.ts";
import { verifyKnownSchema } from "./words/verify-known-schema.ts";
import type { SchemaName } from "./words/verify-known-schema.ts";
import { oneUrn, verifyPublished } from "./words/verify-published.ts";

const LIST = "GET /ResourceTypes";

const known = defineCheck({
  id: "discovery.resource-types.schema-known",
  title: "The schema and extensions of each resource type are found at /Schemas",
  rule: ["RFC7643-6-02", "RFC7643-6-03"],
  advice: "Publish at /Schemas every schema that a resource type names, under exactly the same URI.",
  run: async (t) => {
    const published = await readSchemas(t);
    const names = (await readResourceTypes(t)).flatMap(namesIn);
    if (names.length === 0) t.skip("GET /ResourceTypes shows no type that names a schema");
    for (const name of names) await verifyKnownSchema(t, published, name);
  },
  defects: {
    "resource-type-with-the-name-of-its-schema": breaking(
      "RFC7643-6-02",
      on(LIST).resources((type) => ({ ...type, schema: type["name"] })),
    ),
    "resource-type-with-an-unpublished-extension": breaking(
      "RFC7643-6-03",
      on(LIST).resources((type) => ({
        ...type,
        schemaExtensions: [
          ...extensionsOf(type),
          { schema: "urn:ietf:params:scim:schemas:extension:acme:2.0:User", required: false },
        ],
      })),
    ),
  },
});

const endpoint = defineCheck({
  id: "discovery.resource-types.endpoint",
  title: "The endpoint of each resource type answers, and is written relative to the base URL",
  rule: ["RFC7643-6-07", "RFC7643-6-10"],
  advice: "List only resource types whose endpoint exists below the base URL, and write the endpoint relative to it.",
  run: async (t) => {
    const types = (await readResourceTypes(t)).filter(({ json }) => endpointOf(json) !== "");
    if (types.length === 0) t.skip("GET /ResourceTypes shows no type with an endpoint");
    for (const type of types) await verifyAnswering(t, type);
    for (const type of types) {
      verifyPublished(type, ["endpoint"], {
        rule: "RFC7643-6-10",
        expected: "a path below the base URL, for example /Users",
        isRight: () => !URL.canParse(endpointOf(type.json)) && placeBelowBase(t, type.json) !== undefined,
      });
    }
  },
  defects: {
    "resource-type-with-an-endpoint-in-the-singular": breaking(
      "RFC7643-6-07",
      on(LIST).resources((type) => ({ ...type, endpoint: `/${String(type["name"])}` })),
    ),
    "listed-endpoint-is-not-implemented": breaking(
      "RFC7643-6-07",
      on("GET /Users").answer(() => errorResponse(501, "Not implemented.")),
    ),
    "listed-endpoint-crashes": breaking(
      "RFC7643-6-07",
      on("GET /Users").answer(() => errorResponse(500, "Unexpected error.")),
    ),
    "resource-type-with-an-absolute-endpoint": breaking(
      "RFC7643-6-10",
      on(LIST).resources((type, { url }) => ({
        ...type,
        endpoint: new URL(String(type["endpoint"]).replace("/", ""), url).href,
      })),
    ),
  },
});

const enterprise = defineCheck({
  id: "discovery.resource-types.enterprise-urn",
  title: "The enterprise extension has the URN of the RFC",
  rule: "RFC7643-4.3-01",
  advice: `Name the enterprise extension ${ENTERPRISE_USER_URN}: clients know its attributes by that name only.`,
  run: async (t) => {
    const types = await readResourceTypes(t);
    const users = types.filter(({ json }) => endpointOf(json) === "Users");
    const alike = users.flatMap((type) => enterpriseIn(t, type.json).map((extension) => ({ type, extension })));
    if (alike.length === 0) t.skip("no extension of User looks like the enterprise extension");
    for (const { type, extension } of alike) verifyPublished(type, schemaOf(extension), oneUrn(ENTERPRISE_USER_URN));
  },
  defects: {
    "enterprise-extension-with-the-urn-of-scim-1": on(LIST).resources((type) => ({
      ...type,
      schemaExtensions: extensionsOf(type).map((extension) => ({
        ...extension,
        schema: "urn:scim:schemas:extension:enterprise:1.0",
      })),
    })),
  },
});

/** Where the names in /ResourceTypes must lead. */
export const resourceTypeLinkChecks: readonly Check[] = [known, endpoint, enterprise];

/** The schemas that a resource type names: its own, and those of its extensions. */
function namesIn({ reply, json, at, title }: Published): readonly SchemaName[] {
  const own: SchemaName = { reply, at: [...at, "schema"], holder: title, rule: "RFC7643-6-02" };
  const more = extensionsOf(json).map((extension): SchemaName => ({
    ...own,
    at: [...at, ...schemaOf(extension)],
    rule: "RFC7643-6-03",
  }));
  return [own, ...more].filter((name) => {
    const { value } = verify(reply).at(...name.at);
    return typeof value === "string" && value !== "";
  });
}

/** Throws when nothing is at the endpoint of a resource type; one that leads elsewhere is not asked for. */
async function verifyAnswering(t: CheckContext, { reply, json }: Published): Promise<void> {
  const place = placeBelowBase(t, json);
  if (place === undefined) return;
  const answer = await t.get(withQuery(place, { count: 1 }));
  const isAnswered = answer.status !== 404 && answer.status !== 0 && answer.status < 500;
  const sentence = `${describeRequest(answer)} answers ${describeOutcome(answer)}`;
  const although = `/ResourceTypes lists the endpoint ${shown(getIgnoreCase(json, "endpoint"))}`;
  verify(answer, { rule: "RFC7643-6-07", although, others: [reply] }).that(isAnswered, sentence, {
    expected: "any status but 404 and 5xx",
  });
}

function placeBelowBase(t: CheckContext, json: JsonObject): Path | undefined {
  return pathFromUri(t.baseUrl, endpointOf(json), `${t.baseUrl}/`);
}

/** Where a resource type names the schema of this extension. */
function schemaOf(extension: JsonObject): readonly Step[] {
  return ["schemaExtensions", (item) => item === extension, "schema"];
}

/** The extension of the RFC; where the type has none, those that look like it. Beside it another may look like it too. */
function enterpriseIn(t: CheckContext, type: JsonObject): readonly JsonObject[] {
  const extensions = extensionsOf(type);
  const right = extensions.filter((extension) => sameUrn(textOf(extension, "schema") ?? "", ENTERPRISE_USER_URN));
  return right.length > 0 ? right : extensions.filter((extension) => isLikeEnterprise(t, textOf(extension, "schema")));
}

/** By its name, or by its attributes at /Schemas. */
function isLikeEnterprise(t: CheckContext, urn: string | undefined): boolean {
  if (urn === undefined) return false;
  if (/enterprise/i.test(urn)) return true;
  const schema = (t.target.schemas ?? []).filter(isObject).find((item) => sameUrn(textOf(item, "id") ?? "", urn));
  const text = JSON.stringify(schema ?? {});
  return text.includes('"employeeNumber"') && text.includes('"costCenter"');
}
