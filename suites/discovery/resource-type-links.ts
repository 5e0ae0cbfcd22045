import {
  breaking,
  defineCheck,
  describeOutcome,
  describeRequest,
  endpointOf,
  ENTERPRISE_USER_URN,
  errorResponse,
  extensionsOf,
  isObject,
  on,
  readResourceTypes,
  readSchemas,
  sameUrn,
  textOf,
  verify,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Step } from "../../src/kit/index.ts";
import { pathFromUri } from "../../src/scim/request-path.ts";
import { verifyKnownSchema } from "./words/verify-known-schema.ts";
import { oneUrn, verifyPublished } from "./words/verify-published.ts";

const LIST = "GET /ResourceTypes";

const known = defineCheck({
  id: "discovery.resource-types.schema-known",
  title: "The schema and extensions of each resource type are found at /Schemas",
  rule: ["RFC7643-6-02", "RFC7643-6-03"],
  advice: "Publish at /Schemas every schema that a resource type names, under exactly the same URI.",
  run: async (t) => {
    const published = await readSchemas(t);
    for (const { reply, json, at, title } of await readResourceTypes(t)) {
      const places = [["schema"], ...extensionsOf(json).map(schemaOf)];
      const named = places.filter((steps) => verify(reply).at(...at, ...steps).value !== "");
      for (const steps of named) await verifyKnownSchema(t, published, { reply, at: [...at, ...steps], holder: title });
    }
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
  title: "The endpoint of each resource type answers",
  rule: "RFC7643-6-07",
  advice: "List only resource types whose endpoint exists below the base URL, and write the endpoint relative to it.",
  run: async (t) => {
    for (const { reply, json } of await readResourceTypes(t)) {
      const path = endpointOf(json);
      const place = path === "" || URL.canParse(path) ? undefined : pathFromUri(t.baseUrl, path, `${t.baseUrl}/`);
      if (place === undefined) continue;
      const answer = await t.get(withQuery(place, { count: 1 }));
      verify(answer).that(
        answer.status !== 404 && answer.status !== 0 && answer.status < 500,
        `${describeRequest(answer)} answers ${describeOutcome(answer)} although /ResourceTypes lists the endpoint /${path}`,
        { expected: "an endpoint that answers", others: [reply] },
      );
    }
  },
  defects: {
    "resource-type-with-an-endpoint-in-the-singular": on(LIST).resources((type) => ({
      ...type,
      endpoint: `/${String(type["name"])}`,
    })),
    "listed-endpoint-is-not-implemented": on("GET /Users").answer(() => errorResponse(501, "Not implemented.")),
  },
});

const enterprise = defineCheck({
  id: "discovery.resource-types.enterprise-urn",
  title: "The enterprise extension has the URN of the RFC",
  rule: "RFC7643-4.3-01",
  advice: `Name the enterprise extension ${ENTERPRISE_USER_URN}: clients know its attributes by that name only.`,
  run: async (t) => {
    const types = await readResourceTypes(t);
    const alike = types
      .filter(({ json }) => endpointOf(json) === "Users")
      .flatMap((type) => extensionsOf(type.json).map((extension) => ({ type, extension })))
      .filter(({ extension }) => isLikeEnterprise(t, textOf(extension, "schema")));
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

/** Where a resource type names the schema of this extension. */
function schemaOf(extension: JsonObject): readonly Step[] {
  return ["schemaExtensions", (item) => item === extension, "schema"];
}

/** By its name, or by its attributes at /Schemas. */
function isLikeEnterprise(t: CheckContext, urn: string | undefined): boolean {
  if (urn === undefined) return false;
  if (/enterprise/i.test(urn)) return true;
  const schema = (t.target.schemas ?? []).filter(isObject).find((item) => sameUrn(textOf(item, "id") ?? "", urn));
  const text = JSON.stringify(schema ?? {});
  return text.includes('"employeeNumber"') && text.includes('"costCenter"');
}
