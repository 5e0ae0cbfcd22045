import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { without } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import { sameUrn } from "../../src/scim/urns.ts";
import { readSchemas, textOf } from "../../src/kit/published/published-schemas.ts";
import { pathBelowBase } from "../../src/kit/published/resource-link.ts";
import { tamperSchemas } from "./words/tamper-schemas.ts";

const meta = defineCheck({
  id: "discovery.schemas.meta",
  title: "Each schema at /Schemas says in meta that it is one and where it is",
  clause: rfc("RFC7644-4-09"),
  advice: 'Give each schema a meta with resourceType "Schema" and the URI at which it can be read as location.',
  run: async (t) => {
    const { reply, schemas } = await readSchemas(t);
    for (const { id, json, at } of schemas) {
      const noted = getIgnoreCase(json, "meta");
      const found = isObject(noted) ? noted : undefined;
      verifyThat(textOf(found, "resourceType") === "Schema", reply, {
        reason: `The schema ${id} does not say in meta that it is a Schema`,
        expected: shown("Schema"),
        actual: shown(found?.["resourceType"]),
        at: `${at}/meta/resourceType`,
      });
      const location = textOf(found, "location");
      verifyThat(location !== undefined, reply, {
        reason: `The schema ${id} does not say in meta where it is`,
        expected: "the URI of the schema",
        actual: shown(found?.["location"]),
        at: `${at}/meta/location`,
      });
      const path = location === undefined ? undefined : pathBelowBase(t, location, reply.exchange.request.url);
      if (path === undefined) continue;
      const answer = await t.get(path);
      const there = isObject(answer.body) ? textOf(answer.body, "id") : undefined;
      verifyThat(answer.status === 200 && there !== undefined && sameUrn(there, id), reply, {
        reason: `The location of the schema ${id} leads to something else`,
        expected: `GET ${path} gives the schema`,
        actual: there === undefined ? describeOutcome(answer) : shown(there),
        at: `${at}/meta/location`,
      });
    }
  },
  defects: [
    {
      name: "schema-without-meta",
      breaks: "RFC7644-4-09",
      wrap: tamperSchemas((schema) => without(schema, "meta")),
    },
    {
      name: "schema-location-of-the-list",
      breaks: "RFC7644-4-09",
      wrap: tamperSchemas((schema) => ({ ...schema, meta: { resourceType: "Schema", location: "Schemas" } })),
    },
    {
      name: "schema-meta-of-a-resource-type",
      breaks: "RFC7644-4-09",
      wrap: tamperSchemas((schema) => {
        const noted = schema["meta"];
        return { ...schema, meta: { ...(isObject(noted) ? noted : {}), resourceType: "ResourceType" } };
      }),
    },
  ],
});

/** What the schemas at /Schemas say of themselves in meta. */
export const schemaMetaChecks: readonly Check[] = [meta];
