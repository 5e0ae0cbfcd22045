import {
  defineCheck,
  errorResponse,
  extensionsOf,
  filterOf,
  itemsAt,
  jsonEqual,
  keepInList,
  LIST_RESPONSE_URN,
  on,
  pathTo,
  readSchemas,
  remembering,
  shown,
  textOf,
  toListBody,
  USER_URN,
  verify,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Match, Reply } from "../../src/kit/index.ts";
import { oneUrn } from "./words/verify-published.ts";

const LIST = "GET /Schemas";
const TYPES = "GET /ResourceTypes";
const FILTERED: Match = { query: (query) => query.has("filter") };
const ONE = "GET /Schemas/:id";

const list = defineCheck({
  id: "discovery.schemas.list",
  title: "GET /Schemas lists every schema that the resource types name",
  rule: "RFC7644-4-02",
  advice:
    "Answer GET /Schemas with a ListResponse that holds all schemas and extensions named at /ResourceTypes, all on one page.",
  run: async (t) => {
    const reply = await t.get("/Schemas");
    const { resources } = verify(reply).list();
    verify(reply).counts(resources.length);
    verify(reply)
      .at("Resources")
      .holds("at least one schema", () => resources.length > 0);
    const known = new Set(resources.map((schema) => (textOf(schema, "id") ?? "").toLowerCase()));
    const types = await t.get("/ResourceTypes");
    // What is no URI is the fault of the resource type: discovery.resource-types.schema-known reports that.
    for (const urn of namedSchemas(types.body).filter((name) => URL.canParse(name))) {
      const answer = verify(reply, { although: `/ResourceTypes names ${urn}`, others: [types] });
      answer.at("Resources").holds(`a list with ${urn}`, () => known.has(urn.toLowerCase()));
    }
  },
  defects: {
    "schemas-as-a-bare-array": on(LIST).body((body) => body["Resources"] ?? []),
    "schemas-list-without-the-extension": on(LIST).body((body) =>
      keepInList(body, ({ id }) => !shown(id).includes(":extension:")),
    ),
    "list-of-schemas-empty": on(LIST).body((body) => ({ ...body, totalResults: 0, Resources: [] })),
    "schemas-list-with-the-total-of-another-list": on(LIST).body((body) => ({ ...body, totalResults: 1 })),
  },
});

const single = defineCheck({
  id: "discovery.schemas.single",
  title: "GET /Schemas/{urn} gives that one schema",
  rule: "RFC7644-4-03",
  advice: "Serve each schema at /Schemas/ followed by its URN, colons as they are, as one object and not as a list.",
  run: async (t) => {
    const { reply, schemas } = await readSchemas(t);
    const ids = schemas.map(({ id }) => id).filter((id) => id !== "");
    if (ids.length === 0) t.skip("GET /Schemas shows no schema with an id");
    for (const id of ids) {
      const answer = verify(await t.get(pathTo`/Schemas/${id}`), { others: [reply] }).status(200);
      answer.object();
      const { expected, isRight } = oneUrn(id);
      answer.at("id").holds(expected, isRight);
      // A schema by the right id may still be another one.
      const listed = namesIn(itemsAt(reply.body, "Resources").find((schema) => isRight(schema["id"])));
      answer
        .at("attributes")
        .holds(`the attributes ${listed.join(", ")}, as the list has them`, (found) =>
          listed.every((name) => namesIn({ attributes: found ?? null }).includes(name)),
        );
    }
  },
  defects: {
    "schema-not-found-by-its-urn": on(ONE).answer(() => errorResponse(404, "There is no such schema.")),
    "single-schema-in-a-list": on(ONE).body((body) => ({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 1,
      Resources: [body],
    })),
    "single-schema-has-the-attributes-of-the-user": remembering(() => {
      let ofUser: Json | undefined;
      return on("GET /Schemas/:id?").body((body) => {
        ofUser ??= itemsAt(body, "Resources").find(({ id }) => id === USER_URN)?.["attributes"];
        return "attributes" in body && ofUser !== undefined ? { ...body, attributes: ofUser } : body;
      });
    }),
    "single-schema-is-always-the-user": on(ONE).body((body) => ({ ...body, id: USER_URN })),
  },
});

const unpaged = defineCheck({
  id: "discovery.schemas.unpaged",
  title: "/Schemas and /ResourceTypes give the whole list whatever startIndex, count and sortBy say",
  rule: "RFC7644-4-06",
  advice:
    "Ignore startIndex, count, sortBy and sortOrder at /Schemas and /ResourceTypes, and always give the whole list.",
  run: async (t) => {
    for (const { endpoint, reply } of await readLists(t)) {
      const paged = await t.get(withQuery(endpoint, { startIndex: 2, count: 1, sortBy: "id" }));
      const answer = verify(paged, { others: [reply] }).status(200);
      answer.object();
      const whole = keysIn(reply);
      answer.at("Resources").holds(`the whole list: ${shown(whole)}`, () => jsonEqual(keysIn(paged), whole));
    }
  },
  defects: {
    "schemas-are-paged": on(LIST, { query: (query) => query.has("count") }).body((body) => ({
      ...body,
      totalResults: 1,
      Resources: toListBody(body).resources.slice(1, 2),
    })),
    "schemas-refuse-paging": on(LIST, { query: (query) => query.has("startIndex") }).answer(() =>
      errorResponse(400, "startIndex is not supported here.", "invalidValue"),
    ),
    "resource-types-are-paged": on(TYPES, { query: (query) => query.has("count") }).body((body) => ({
      ...body,
      Resources: toListBody(body).resources.slice(1, 2),
    })),
  },
});

const filter = defineCheck({
  id: "discovery.schemas.filter",
  title: "A filter at a discovery endpoint is refused with 403 or has no effect",
  rule: "RFC7644-4-07",
  advice:
    "Answer a filter at /Schemas and /ResourceTypes with 403, so that nobody takes the answer for a filtered list.",
  run: async (t) => {
    for (const { endpoint, reply } of await readLists(t)) {
      const filtered = await t.get(withQuery(endpoint, { filter: filterOf`id eq "no-such-id"` }));
      const answer = verify(filtered, { others: [reply] }).status(403, 200);
      if (filtered.status === 403) continue;
      answer.object();
      const whole = keysIn(reply);
      answer.at("Resources").holds("the whole list, or status 403", () => jsonEqual(keysIn(filtered), whole));
      t.note(filtered, `GET ${endpoint} with a filter answers 200 with the whole list, where the RFC recommends 403`);
    }
  },
  defects: {
    "schemas-are-filtered": (next) =>
      on(LIST, FILTERED).body((body) => keepInList(body, () => false))(
        on(LIST, FILTERED).url((url) => url.searchParams.delete("filter"))(next),
      ),
    "resource-types-crash-on-a-filter": on("/ResourceTypes", FILTERED).answer(() =>
      errorResponse(500, "Unexpected error."),
    ),
  },
});

/** What /Schemas must answer. */
export const schemasChecks: readonly Check[] = [list, single, unpaged, filter];

/** URNs of the schemas and extensions that resource types name. */
function namedSchemas(list: Json | undefined): readonly string[] {
  return itemsAt(list, "Resources").flatMap((type) => {
    const urns = [type, ...extensionsOf(type)].map((holder) => textOf(holder, "schema") ?? "");
    return urns.filter((urn) => urn !== "");
  });
}

/** What tells the items of a list at a discovery endpoint apart. */
function keysIn(reply: Reply): readonly string[] {
  const keys = itemsAt(reply.body, "Resources").map((item) => textOf(item, "id") ?? textOf(item, "name") ?? "");
  return keys.toSorted();
}

/** The lists that the discovery endpoints give; skips where there is none. */
async function readLists(t: CheckContext): Promise<readonly WholeList[]> {
  const lists: WholeList[] = [];
  for (const endpoint of ["/Schemas", "/ResourceTypes"] as const) {
    const reply = await t.get(endpoint);
    if (reply.status === 200 && itemsAt(reply.body, "Resources").length > 0) lists.push({ endpoint, reply });
  }
  return lists.length > 0 ? lists : t.skip("neither GET /Schemas nor GET /ResourceTypes gives a list");
}

/** A list at a discovery endpoint. */
interface WholeList {
  readonly endpoint: "/Schemas" | "/ResourceTypes";
  readonly reply: Reply;
}

/** The names of the attributes that a schema defines. */
function namesIn(schema: JsonObject | undefined): readonly string[] {
  return itemsAt(schema, "attributes").map(({ name }) => String(name).toLowerCase());
}
