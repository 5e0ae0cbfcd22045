import {
  breaking,
  defineCheck,
  describeRequest,
  endpointOf,
  errorResponse,
  getIgnoreCase,
  isObject,
  keepInList,
  LIST_RESPONSE_URN,
  namesSchema,
  on,
  pathsBelowBase,
  pathTo,
  readResourceTypes,
  RESOURCE_TYPE_URN,
  textOf,
  toListBody,
  USER_URN,
  valueAt,
  verify,
  withQuery,
  without,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Path, Published, Reply } from "../../src/kit/index.ts";
import { oneUrn, verifyPublished } from "./words/verify-published.ts";

const LIST = "GET /ResourceTypes";
const ONE = "GET /ResourceTypes/:id";

const list = defineCheck({
  id: "discovery.resource-types.list",
  title: "GET /ResourceTypes gives a ListResponse with every type that the server has",
  rule: ["RFC7644-4-04", "RFC7644-4-10"],
  advice: "Answer GET /ResourceTypes with 200 and a ListResponse that holds a ResourceType for each kind of resource.",
  run: async (t) => {
    const reply = await t.get("/ResourceTypes");
    const answer = verify(reply, { rule: "RFC7644-4-04" }).status(200);
    const body = answer.object();
    if (namesSchema(body, RESOURCE_TYPE_URN)) {
      // "When returning multiple ResourceTypes", says the RFC: a server of one type may answer with that one object.
      t.note(reply, "GET /ResourceTypes answers with one ResourceType, which is no list");
      await verifyAllListed(t, reply, [body]);
      return;
    }
    const { resources } = answer.list();
    answer.at("Resources").holds("at least one ResourceType", () => resources.length > 0);
    await verifyAllListed(t, reply, resources);
  },
  defects: {
    "resource-types-as-a-bare-array": breaking(
      "RFC7644-4-04",
      on(LIST).body((body) => body["Resources"] ?? []),
    ),
    "resource-types-not-offered": breaking(
      "RFC7644-4-04",
      on(LIST).answer(() => errorResponse(404, "There is no such endpoint.")),
    ),
    "resource-types-under-another-name": breaking(
      "RFC7644-4-04",
      on(LIST).body((body) => ({ ...without(body, "Resources"), resourceTypes: body["Resources"] })),
    ),
    "resource-types-empty": breaking(
      "RFC7644-4-04",
      on(LIST).body((body) => ({ ...body, totalResults: 0, Resources: [] })),
    ),
    "groups-not-among-the-resource-types": breaking(
      "RFC7644-4-10",
      on(LIST).body((body) => keepInList(body, (type) => endpointOf(type) !== "Groups")),
    ),
    "one-resource-type-alone": breaking(
      "RFC7644-4-10",
      on(LIST).body((body) => toListBody(body).resources.find((type) => endpointOf(type) === "Groups") ?? body),
    ),
  },
});

const single = defineCheck({
  id: "discovery.resource-types.single",
  title: "A resource type can be read on its own",
  rule: "RFC7644-4-05",
  advice: "Serve each resource type at /ResourceTypes/ followed by its name, as one object and not as a list.",
  run: async (t) => {
    const read: Read[] = [];
    for (const type of await readResourceTypes(t)) {
      const reply = await readAlone(t, type);
      if (reply !== undefined) read.push({ type, reply });
    }
    if (read.length === 0) t.skip("GET /ResourceTypes shows no type that can be read below the base URL");
    for (const { type, reply } of read) {
      const answer = verify(reply, { others: [type.reply] }).status(200);
      const body = answer.object();
      // A type without a name is for discovery.resource-types.members.
      const name = getIgnoreCase(type.json, "name") ?? getIgnoreCase(body, "name");
      answer.at("name").is(name);
    }
  },
  defects: {
    "single-resource-type-is-always-the-user": on(ONE).body((body) => ({ ...body, name: "User" })),
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
    if (user === undefined) return t.skip("GET /ResourceTypes lists no type User at /Users");
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

const SERVED = [
  ["User", "/Users"],
  ["Group", "/Groups"],
] as const;

/** Throws when an endpoint that answers with a list is that of no type at /ResourceTypes. */
async function verifyAllListed(t: CheckContext, types: Reply, listed: readonly JsonObject[]): Promise<void> {
  for (const [name, endpoint] of SERVED) {
    const served = await t.get(withQuery(endpoint, { count: 1 }));
    const isServed = served.status === 200 && isObject(served.body) && namesSchema(served.body, LIST_RESPONSE_URN);
    if (!isServed) continue;
    // A type of that name is meant, whatever its endpoint is: that is for the checks of endpoints.
    const isIt = (type: JsonObject): boolean => `/${endpointOf(type)}` === endpoint || textOf(type, "name") === name;
    const although = `${describeRequest(served)} answers 200`;
    verify(types, { rule: "RFC7644-4-10", although, others: [served] })
      .at(...(namesSchema(Object(types.body), RESOURCE_TYPE_URN) ? [] : ["Resources"]))
      .holds(`a type at ${endpoint}`, () => listed.some(isIt));
  }
}

/** A resource type, and the answer to a GET of it. */
interface Read {
  readonly type: Published;
  readonly reply: Reply;
}

/** The answer to a GET of a resource type: the first 200 of the places that its location may stand for, else any. */
async function readAlone(t: CheckContext, type: Published): Promise<Reply | undefined> {
  const answers: Reply[] = [];
  for (const path of placesOf(t, type)) answers.push(await t.get(path));
  return answers.find(({ status }) => status === 200) ?? answers[0];
}

/** Where a resource type can be read: its own location, else its id or name below /ResourceTypes. */
function placesOf(t: CheckContext, { reply, json }: Published): readonly Path[] {
  const location = valueAt(json, "meta", "location");
  if (typeof location === "string") return pathsBelowBase(t, location, reply.exchange.request.url);
  const name = textOf(json, "id") ?? textOf(json, "name");
  return name === undefined ? [] : [pathTo`/ResourceTypes/${name}`];
}
