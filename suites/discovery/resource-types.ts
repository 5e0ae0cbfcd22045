import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  tamperResources,
  tamperResponseBody,
  without,
} from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyList, verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { pathTo } from "../../src/scim/request-path.ts";
import type { Path } from "../../src/scim/request-path.ts";
import { LIST_RESPONSE_URN, RESOURCE_TYPE_URN, sameUrn, USER_URN } from "../../src/scim/urns.ts";
import { endpointOf, namesSchema, readResourceTypes } from "../../src/kit/published/published-resource-types.ts";
import { textOf } from "../../src/kit/published/published-schemas.ts";
import { pathBelowBase } from "../../src/kit/published/resource-link.ts";

const LIST = { method: "GET", path: /^\/ResourceTypes$/ };
const ONE = { method: "GET", path: /^\/ResourceTypes\/[^/]+$/ };

const list = defineCheck({
  id: "discovery.resource-types.list",
  title: "GET /ResourceTypes gives a ListResponse",
  clause: rfc("RFC7644-4-04"),
  advice: "Answer GET /ResourceTypes with 200 and a ListResponse that holds a ResourceType for each kind of resource.",
  run: async (t) => {
    const reply = verifyStatus(await t.get("/ResourceTypes"), 200);
    // A server of one type may answer with that one object.
    if (isObject(reply.body) && namesSchema(reply.body, RESOURCE_TYPE_URN)) return;
    const { resources } = verifyList(reply);
    verifyThat(resources.length > 0, reply, {
      reason: "GET /ResourceTypes lists no resource type",
      expected: "at least one ResourceType",
      actual: "an empty list",
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "resource-types-as-a-bare-array",
      breaks: "RFC7644-4-04",
      wrap: tamperResponseBody(LIST, (body) => body["Resources"] ?? []),
    },
    {
      name: "resource-types-not-offered",
      breaks: "RFC7644-4-04",
      wrap: answerInstead(LIST, () => errorResponse(404, "There is no such endpoint.")),
    },
    {
      name: "resource-types-under-another-name",
      breaks: "RFC7644-4-04",
      wrap: tamperResponseBody(LIST, (body) => ({ ...without(body, "Resources"), resourceTypes: body["Resources"] })),
    },
  ],
});

const single = defineCheck({
  id: "discovery.resource-types.single",
  title: "A resource type can be read on its own",
  clause: rfc("RFC7644-4-05"),
  advice: "Serve each resource type at /ResourceTypes/ followed by its name, as one object and not as a list.",
  run: async (t) => {
    const { reply: listed, types } = await readResourceTypes(t);
    for (const type of types) {
      const name = getIgnoreCase(type, "name");
      const path = placeOf(t, listed, type);
      if (path === undefined) continue;
      const reply = verifyStatus(await t.get(path), 200);
      const found = getIgnoreCase(verifyObject(reply), "name");
      verifyThat(found === name, reply, {
        reason: `GET ${path} answers something else than the resource type ${shown(name)}`,
        expected: shown(name),
        actual: shown(found),
        at: "/name",
      });
    }
  },
  defects: [
    {
      name: "single-resource-type-not-found",
      breaks: "RFC7644-4-05",
      wrap: answerInstead(ONE, () => errorResponse(404, "There is no such resource type.")),
    },
    {
      name: "single-resource-type-in-a-list",
      breaks: "RFC7644-4-05",
      wrap: tamperResponseBody(ONE, (body) => ({ schemas: [LIST_RESPONSE_URN], totalResults: 1, Resources: [body] })),
    },
  ],
});

const userSchema = defineCheck({
  id: "discovery.resource-types.user-schema",
  title: "The resource type User at /Users has the core User schema",
  clause: rfc("RFC7643-4.1-01"),
  advice: `Name ${USER_URN} as the schema of the resource type User, and put attributes of your own into an extension.`,
  run: async (t) => {
    const { reply, types } = await readResourceTypes(t);
    const index = types.findIndex((type) => textOf(type, "name") === "User" && endpointOf(type) === "Users");
    if (index === -1) t.skip("/ResourceTypes lists no type User at /Users");
    const schema = getIgnoreCase(types[index] ?? {}, "schema");
    verifyThat(typeof schema === "string" && sameUrn(schema, USER_URN), reply, {
      reason: "The resource type User is not of the core User schema",
      expected: USER_URN,
      actual: shown(schema),
      at: `/Resources/${index}/schema`,
    });
  },
  defects: [
    {
      name: "user-type-with-the-schema-of-scim-1",
      breaks: "RFC7643-4.1-01",
      wrap: tamperResources(LIST, (type) =>
        type["name"] === "User" ? { ...type, schema: "urn:scim:schemas:core:1.0" } : type,
      ),
    },
  ],
});

/** What /ResourceTypes must answer. */
export const resourceTypesChecks: readonly Check[] = [list, single, userSchema];

/** Where a resource type can be read: its own location, else its id or name below /ResourceTypes. */
function placeOf(t: CheckContext, listed: Reply, type: JsonObject): Path | undefined {
  const meta = getIgnoreCase(type, "meta");
  const location = isObject(meta) ? textOf(meta, "location") : undefined;
  if (location !== undefined) return pathBelowBase(t, location, listed.exchange.request.url);
  const name = textOf(type, "id") ?? textOf(type, "name");
  return name === undefined ? undefined : pathTo`/ResourceTypes/${name}`;
}
