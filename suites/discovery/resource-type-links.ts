import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResources } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import { pathFromUri, pathTo, withQuery } from "../../src/scim/request-path.ts";
import { ENTERPRISE_USER_URN, sameUrn } from "../../src/scim/urns.ts";
import { endpointOf, extensionsOf, readResourceTypes } from "../../src/kit/published/published-resource-types.ts";
import { readSchemas, textOf } from "../../src/kit/published/published-schemas.ts";
import type { PublishedSchemas } from "../../src/kit/published/published-schemas.ts";

const LIST = { method: "GET", path: /^\/ResourceTypes$/ };

const known = defineCheck({
  id: "discovery.resource-types.schema-known",
  title: "The schema and extensions of each resource type are found at /Schemas",
  clause: rfc("RFC7643-6-02", "RFC7643-6-03"),
  advice: "Publish at /Schemas every schema that a resource type names, under exactly the same URI.",
  run: async (t) => {
    const published = await readSchemas(t);
    const { reply, types } = await readResourceTypes(t);
    for (const [index, type] of types.entries()) {
      const urns = [type, ...extensionsOf(type)].map((holder) => textOf(holder, "schema"));
      for (const urn of urns) {
        verifyThat(urn === undefined || urn === "" || (await isPublished(t, published, urn)), reply, {
          reason: `The resource type ${textOf(type, "name") ?? ""} names ${urn}, which /Schemas does not know`,
          expected: shown(published.schemas.map(({ id }) => id)),
          actual: shown(urn),
          at: `/Resources/${index}`,
        });
      }
    }
  },
  defects: [
    {
      name: "resource-type-with-the-name-of-its-schema",
      breaks: "RFC7643-6-02",
      wrap: tamperResources(LIST, (type) => ({ ...type, schema: type["name"] })),
    },
    {
      name: "resource-type-with-an-unpublished-extension",
      breaks: "RFC7643-6-03",
      wrap: tamperResources(LIST, (type) => ({
        ...type,
        schemaExtensions: [
          ...extensionsOf(type),
          { schema: "urn:ietf:params:scim:schemas:extension:acme:2.0:User", required: false },
        ],
      })),
    },
  ],
});

const endpoint = defineCheck({
  id: "discovery.resource-types.endpoint",
  title: "The endpoint of each resource type answers",
  clause: rfc("RFC7643-6-07"),
  advice: "List only resource types whose endpoint exists below the base URL, and write the endpoint relative to it.",
  run: async (t) => {
    const { reply, types } = await readResourceTypes(t);
    for (const [index, type] of types.entries()) {
      const path = endpointOf(type);
      const place = path === "" || URL.canParse(path) ? undefined : pathFromUri(t.baseUrl, path, `${t.baseUrl}/`);
      if (place === undefined) continue;
      const answer = await t.get(withQuery(place, { count: 1 }));
      verifyThat(answer.status !== 404 && answer.status !== 0 && answer.status < 500, reply, {
        reason: `/ResourceTypes lists the endpoint /${path}, which answers ${describeOutcome(answer)}`,
        expected: "an endpoint that answers",
        actual: describeOutcome(answer),
        at: `/Resources/${index}/endpoint`,
      });
    }
  },
  defects: [
    {
      name: "resource-type-with-an-endpoint-in-the-singular",
      breaks: "RFC7643-6-07",
      wrap: tamperResources(LIST, (type) => ({ ...type, endpoint: `/${String(type["name"])}` })),
    },
    {
      name: "listed-endpoint-is-not-implemented",
      breaks: "RFC7643-6-07",
      wrap: answerInstead({ method: "GET", path: /^\/Users$/ }, () => errorResponse(501, "Not implemented.")),
    },
  ],
});

const enterprise = defineCheck({
  id: "discovery.resource-types.enterprise-urn",
  title: "The enterprise extension has the URN of the RFC",
  clause: rfc("RFC7643-4.3-01"),
  advice: `Name the enterprise extension ${ENTERPRISE_USER_URN}: clients know its attributes by that name only.`,
  run: async (t) => {
    const { reply, types } = await readResourceTypes(t);
    const alike = types
      .filter((type) => endpointOf(type) === "Users")
      .flatMap(extensionsOf)
      .map((extension) => getIgnoreCase(extension, "schema"))
      .filter((urn) => typeof urn === "string" && (/enterprise/i.test(urn) || isLikeEnterprise(t, urn)));
    if (alike.length === 0) t.skip("no extension of User looks like the enterprise extension");
    for (const urn of alike) {
      verifyThat(sameUrn(String(urn), ENTERPRISE_USER_URN), reply, {
        reason: "The enterprise extension goes by another URN than the RFC's",
        expected: ENTERPRISE_USER_URN,
        actual: shown(urn),
        at: "/Resources",
      });
    }
  },
  defects: [
    {
      name: "enterprise-extension-with-the-urn-of-scim-1",
      breaks: "RFC7643-4.3-01",
      wrap: tamperResources(LIST, (type) => ({
        ...type,
        schemaExtensions: extensionsOf(type).map((extension) => ({
          ...extension,
          schema: "urn:scim:schemas:extension:enterprise:1.0",
        })),
      })),
    },
  ],
});

/** Where the names in /ResourceTypes must lead. */
export const resourceTypeLinkChecks: readonly Check[] = [known, endpoint, enterprise];

/** True when /Schemas lists the URN or gives it on its own. */
export async function isPublished(t: CheckContext, published: PublishedSchemas, urn: string): Promise<boolean> {
  if (published.schemas.some(({ id }) => sameUrn(id, urn))) return true;
  const reply = await t.get(pathTo`/Schemas/${urn}`);
  const id = reply.status === 200 && isObject(reply.body) ? textOf(reply.body, "id") : undefined;
  return id !== undefined && sameUrn(id, urn);
}

function isLikeEnterprise(t: CheckContext, urn: string): boolean {
  const schema = (t.target.schemas ?? []).filter(isObject).find((item) => sameUrn(textOf(item, "id") ?? "", urn));
  const text = JSON.stringify(schema ?? {});
  return text.includes('"employeeNumber"') && text.includes('"costCenter"');
}
