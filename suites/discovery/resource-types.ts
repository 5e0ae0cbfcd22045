import {
  defineCheck,
  endpointOf,
  errorResponse,
  getIgnoreCase,
  LIST_RESPONSE_URN,
  namesSchema,
  on,
  pathBelowBase,
  pathTo,
  readResourceTypes,
  RESOURCE_TYPE_URN,
  shown,
  textOf,
  USER_URN,
  valueAt,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Path, Published } from "../../src/kit/index.ts";
import { oneUrn, verifyPublished } from "./words/verify-published.ts";

const LIST = "GET /ResourceTypes";
const ONE = "GET /ResourceTypes/:id";

const list = defineCheck({
  id: "discovery.resource-types.list",
  title: "GET /ResourceTypes gives a ListResponse",
  rule: "RFC7644-4-04",
  advice: "Answer GET /ResourceTypes with 200 and a ListResponse that holds a ResourceType for each kind of resource.",
  run: async (t) => {
    const answer = verify(await t.get("/ResourceTypes")).status(200);
    // A server of one type may answer with that one object.
    if (namesSchema(answer.object(), RESOURCE_TYPE_URN)) return;
    const { resources } = answer.list();
    answer.at("Resources").holds("at least one ResourceType", () => resources.length > 0);
  },
  defects: {
    "resource-types-as-a-bare-array": on(LIST).body((body) => body["Resources"] ?? []),
    "resource-types-not-offered": on(LIST).answer(() => errorResponse(404, "There is no such endpoint.")),
    "resource-types-under-another-name": on(LIST).body((body) => ({
      ...without(body, "Resources"),
      resourceTypes: body["Resources"],
    })),
  },
});

const single = defineCheck({
  id: "discovery.resource-types.single",
  title: "A resource type can be read on its own",
  rule: "RFC7644-4-05",
  advice: "Serve each resource type at /ResourceTypes/ followed by its name, as one object and not as a list.",
  run: async (t) => {
    for (const type of await readResourceTypes(t)) {
      const path = placeOf(t, type);
      if (path === undefined) continue;
      const answer = verify(await t.get(path)).status(200);
      answer.object();
      const name = getIgnoreCase(type.json, "name");
      answer.at("name").holds(shown(name), (found) => found === name);
    }
  },
  defects: {
    "single-resource-type-not-found": on(ONE).answer(() => errorResponse(404, "There is no such resource type.")),
    "single-resource-type-in-a-list": on(ONE).body((body) => ({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 1,
      Resources: [body],
    })),
  },
});

const userSchema = defineCheck({
  id: "discovery.resource-types.user-schema",
  title: "The resource type User at /Users has the core User schema",
  rule: "RFC7643-4.1-01",
  advice: `Name ${USER_URN} as the schema of the resource type User, and put attributes of your own into an extension.`,
  run: async (t) => {
    const types = await readResourceTypes(t);
    const user = types.find(({ json }) => textOf(json, "name") === "User" && endpointOf(json) === "Users");
    if (user === undefined) return t.skip("/ResourceTypes lists no type User at /Users");
    verifyPublished(user, ["schema"], oneUrn(USER_URN));
  },
  defects: {
    "user-type-with-the-schema-of-scim-1": on(LIST).resources((type) =>
      type["name"] === "User" ? { ...type, schema: "urn:scim:schemas:core:1.0" } : type,
    ),
  },
});

/** What /ResourceTypes must answer. */
export const resourceTypesChecks: readonly Check[] = [list, single, userSchema];

/** Where a resource type can be read: its own location, else its id or name below /ResourceTypes. */
function placeOf(t: CheckContext, { reply, json }: Published): Path | undefined {
  const location = valueAt(json, "meta", "location");
  if (typeof location === "string") return pathBelowBase(t, location, reply.exchange.request.url);
  const name = textOf(json, "id") ?? textOf(json, "name");
  return name === undefined ? undefined : pathTo`/ResourceTypes/${name}`;
}
