import { defineCheck, isObject, pathBelowBase, readSchemas, valueAt, verify, without } from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, PublishedSchema } from "../../src/kit/index.ts";
import { tamperSchemas } from "./words/tamper-schemas.ts";
import { oneUrn, verifyPublished } from "./words/verify-published.ts";

const meta = defineCheck({
  id: "discovery.schemas.meta",
  title: "Each schema at /Schemas says in meta that it is one and where it is",
  rule: "RFC7644-4-09",
  advice: 'Give each schema a meta with resourceType "Schema" and the URI at which it can be read as location.',
  run: async (t) => {
    const { schemas } = await readSchemas(t);
    for (const schema of schemas) {
      verifyPublished(schema, ["meta", "resourceType"], { expected: '"Schema"', isRight: (type) => type === "Schema" });
      verifyPublished(schema, ["meta", "location"], { expected: "the URI of the schema", isRight: isString });
      await verifyLocation(t, schema);
    }
  },
  defects: {
    "schema-without-meta": tamperSchemas((schema) => without(schema, "meta")),
    "schema-location-of-the-list": tamperSchemas((schema) => ({
      ...schema,
      meta: { resourceType: "Schema", location: "Schemas" },
    })),
    "schema-meta-of-a-resource-type": tamperSchemas((schema) => {
      const noted = schema["meta"];
      return { ...schema, meta: { ...(isObject(noted) ? noted : {}), resourceType: "ResourceType" } };
    }),
  },
});

/** What the schemas at /Schemas say of themselves in meta. */
export const schemaMetaChecks: readonly Check[] = [meta];

/** Throws when the location is below the base URL and another thing is there. */
async function verifyLocation(t: CheckContext, { reply, json, id }: PublishedSchema): Promise<void> {
  const location = valueAt(json, "meta", "location");
  const path = typeof location === "string" ? pathBelowBase(t, location, reply.exchange.request.url) : undefined;
  if (path === undefined) return;
  const { expected, isRight } = oneUrn(id);
  const answer = verify(await t.get(path), { although: `the schema ${id} names it as its location` }).status(200);
  answer.at("id").holds(expected, isRight);
}

function isString(value: Json | undefined): boolean {
  return typeof value === "string";
}
