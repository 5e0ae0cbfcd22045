import {
  defineCheck,
  errorResponse,
  filterOf,
  getIgnoreCase,
  isArray,
  isObject,
  LIST_RESPONSE_URN,
  on,
  pathTo,
  readSchemas,
  sameUrn,
  shown,
  textOf,
  toListBody,
  USER_URN,
  without,
  withQuery,
} from "../../src/kit/index.ts";
import type { Match, Check, Json, JsonObject } from "../../src/kit/index.ts";
import { verifyList, verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";

const LIST = "GET /Schemas";
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
    const { totalResults, resources } = verifyList(reply);
    verifyThat(totalResults === resources.length, reply, {
      reason: "GET /Schemas says another totalResults than the number of schemas it gives",
      expected: String(resources.length),
      actual: shown(totalResults),
      at: "/totalResults",
    });
    const ids = resources.map((schema) => textOf(schema, "id") ?? "");
    const known = new Set(ids.map((id) => id.toLowerCase()));
    const actual = shown(ids);
    for (const urn of namedSchemas(t.target.resourceTypes ?? [])) {
      verifyThat(known.has(urn.toLowerCase()), reply, {
        reason: `GET /Schemas leaves out ${urn}, which /ResourceTypes names`,
        expected: urn,
        actual,
        at: "/Resources",
      });
    }
  },
  defects: {
    "schemas-as-a-bare-array": on(LIST).body((body) => body["Resources"] ?? []),
    "schemas-list-without-the-extension": on(LIST).body((body) =>
      relist(body, (schemas) => schemas.filter((schema) => !shown(schema["id"]).includes(":extension:"))),
    ),
    "schemas-list-with-the-total-of-another-list": on(LIST).body((body) => ({ ...body, totalResults: 1 })),
  },
});

const single = defineCheck({
  id: "discovery.schemas.single",
  title: "GET /Schemas/{urn} gives that one schema",
  rule: "RFC7644-4-03",
  advice: "Serve each schema at /Schemas/ followed by its URN, colons as they are, as one object and not as a list.",
  run: async (t) => {
    const { schemas } = await readSchemas(t);
    for (const { id } of schemas.filter((schema) => schema.id !== "")) {
      const reply = verifyStatus(await t.get(pathTo`/Schemas/${id}`), 200);
      const found = getIgnoreCase(verifyObject(reply), "id");
      verifyThat(typeof found === "string" && sameUrn(found, id), reply, {
        reason: `GET /Schemas/${id} answers something else than that schema`,
        expected: shown(id),
        actual: shown(found),
        at: "/id",
      });
    }
  },
  defects: {
    "schema-not-found-by-its-urn": on(ONE).answer(() => errorResponse(404, "There is no such schema.")),
    "single-schema-in-a-list": on(ONE).body((body) => ({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 1,
      Resources: [body],
    })),
    "single-schema-is-always-the-user": on(ONE).body((body) => ({ ...body, id: USER_URN })),
  },
});

const unpaged = defineCheck({
  id: "discovery.schemas.unpaged",
  title: "GET /Schemas takes no notice of paging and sorting",
  rule: "RFC7644-4-06",
  advice: "Ignore startIndex, count, sortBy and sortOrder at /Schemas and always give the whole list.",
  run: async (t) => {
    const { schemas } = await readSchemas(t);
    const reply = await t.get(pathTo`/Schemas?startIndex=2&count=1&sortBy=id`);
    const found = verifyList(reply).resources.map((schema) => textOf(schema, "id") ?? "");
    const expected = schemas.map(({ id }) => id);
    verifyThat(shown(found.toSorted()) === shown(expected.toSorted()), reply, {
      reason: "GET /Schemas gives another list when paging and sorting are asked for",
      expected: shown(expected),
      actual: shown(found),
      at: "/Resources",
    });
  },
  defects: {
    "schemas-are-paged": on(LIST, { query: (query) => query.has("count") }).body((body) =>
      relist(body, (schemas) => schemas.slice(1, 2)),
    ),
    "schemas-refuse-paging": on(LIST, { query: (query) => query.has("startIndex") }).answer(() =>
      errorResponse(400, "startIndex is not supported here.", "invalidValue"),
    ),
  },
});

const filter = defineCheck({
  id: "discovery.schemas.filter",
  title: "A filter at a discovery endpoint is refused with 403 or has no effect",
  rule: "RFC7644-4-07",
  advice:
    "Answer a filter at /Schemas and /ResourceTypes with 403, so that nobody takes the answer for a filtered list.",
  run: async (t) => {
    await readSchemas(t);
    for (const endpoint of ["/Schemas", "/ResourceTypes"] as const) {
      const whole = await t.get(endpoint);
      if (whole.status !== 200 || !isObject(whole.body)) continue;
      const reply = await t.get(withQuery(endpoint, { filter: filterOf`id eq "no-such-id"` }));
      if (reply.status === 403) continue;
      verifyStatus(reply, 403, 200);
      const found = toListBody(verifyObject(reply)).resources.length;
      verifyThat(found === toListBody(whole.body).resources.length, reply, {
        reason: `GET ${endpoint} with a filter answers 200 with another list instead of 403`,
        expected: ["status 403", "the whole list"],
        actual: `${found} items`,
        at: "/Resources",
      });
    }
  },
  defects: {
    "schemas-are-filtered": (next) =>
      on(LIST, FILTERED).body((body) => relist(body, () => []))(
        on(LIST, FILTERED).url((url) => url.searchParams.delete("filter"))(next),
      ),
    "resource-types-crash-on-a-filter": on("/ResourceTypes", { query: (query) => query.has("filter") }).answer(() =>
      errorResponse(500, "Unexpected error."),
    ),
  },
});

/** What /Schemas must answer. */
export const schemasChecks: readonly Check[] = [list, single, unpaged, filter];

/** URNs of the schemas and extensions that resource types name. */
export function namedSchemas(resourceTypes: readonly Json[]): readonly string[] {
  return resourceTypes.filter(isObject).flatMap((type) => {
    const extensions = getIgnoreCase(type, "schemaExtensions");
    const urns = [type, ...(isArray(extensions) ? extensions.filter(isObject) : [])].map((o) => textOf(o, "schema"));
    return urns.filter((urn) => urn !== undefined && urn !== "").map(String);
  });
}

function relist(body: JsonObject, change: (schemas: readonly JsonObject[]) => readonly JsonObject[]): JsonObject {
  const resources = change(toListBody(body).resources);
  return { ...without(body, "Resources"), totalResults: resources.length, Resources: resources };
}
