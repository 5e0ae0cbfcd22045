import {
  defineCheck,
  errorResponse,
  filterOf,
  isObject,
  itemsAt,
  jsonEqual,
  keepInList,
  LIST_RESPONSE_URN,
  on,
  pathTo,
  readSchemas,
  shown,
  textOf,
  toListBody,
  USER_URN,
  verify,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, Json, Match } from "../../src/kit/index.ts";
import { oneUrn } from "./words/verify-published.ts";

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
    const answer = verify(await t.get("/Schemas"));
    const { resources } = answer.list();
    answer.counts(resources.length);
    const ids = resources.map((schema) => textOf(schema, "id") ?? "");
    const known = new Set(ids.map((id) => id.toLowerCase()));
    for (const urn of namedSchemas(t.target.resourceTypes ?? [])) {
      const sentence = `GET /Schemas leaves out ${urn}, which /ResourceTypes names`;
      answer.that(known.has(urn.toLowerCase()), sentence, { expected: urn, at: ["Resources"] });
    }
  },
  defects: {
    "schemas-as-a-bare-array": on(LIST).body((body) => body["Resources"] ?? []),
    "schemas-list-without-the-extension": on(LIST).body((body) =>
      keepInList(body, ({ id }) => !shown(id).includes(":extension:")),
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
      const answer = verify(await t.get(pathTo`/Schemas/${id}`)).status(200);
      answer.object();
      const { expected, isRight } = oneUrn(id);
      answer.at("id").holds(expected, isRight);
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
    const { reply, schemas } = await readSchemas(t);
    const answer = verify(await t.get(pathTo`/Schemas?startIndex=2&count=1&sortBy=id`));
    const found = answer.list().resources.map((schema) => textOf(schema, "id") ?? "");
    const expected = schemas.map(({ id }) => id);
    answer.that(
      jsonEqual(found.toSorted(), expected.toSorted()),
      "GET /Schemas gives another list when paging and sorting are asked for",
      { expected: shown(expected), at: ["Resources"], others: [reply] },
    );
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
      const answer = verify(reply).status(403, 200);
      const found = toListBody(answer.object()).resources.length;
      const expected = toListBody(whole.body).resources.length;
      answer.at("Resources").holds("the whole list, or status 403", () => found === expected);
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
function namedSchemas(resourceTypes: readonly Json[]): readonly string[] {
  return resourceTypes.filter(isObject).flatMap((type) => {
    const urns = [type, ...itemsAt(type, "schemaExtensions")].map((holder) => textOf(holder, "schema") ?? "");
    return urns.filter((urn) => urn !== "");
  });
}
