import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { answerInstead, errorResponse, tamperResponseBody, tamperUrl, without } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyList, verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { filterOf } from "../../src/scim/filter/filter-text.ts";
import { pathTo, withQuery } from "../../src/scim/request-path.ts";
import { LIST_RESPONSE_URN, sameUrn, USER_URN } from "../../src/scim/urns.ts";
import { readSchemas, textOf } from "../../src/kit/published/published-schemas.ts";

const LIST = { method: "GET", path: /^\/Schemas$/ };
const FILTERED = { ...LIST, query: (query: URLSearchParams): boolean => query.has("filter") };
const ONE = { method: "GET", path: /^\/Schemas\/[^/]+$/ };

const list = defineCheck({
  id: "discovery.schemas.list",
  title: "GET /Schemas lists every schema that the resource types name",
  clause: rfc("RFC7644-4-02"),
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
  defects: [
    {
      name: "schemas-as-a-bare-array",
      breaks: "RFC7644-4-02",
      wrap: tamperResponseBody(LIST, (body) => body["Resources"] ?? []),
    },
    {
      name: "schemas-list-without-the-extension",
      breaks: "RFC7644-4-02",
      wrap: tamperResponseBody(LIST, (body) =>
        relist(body, (schemas) => schemas.filter((schema) => !shown(schema["id"]).includes(":extension:"))),
      ),
    },
    {
      name: "schemas-list-with-the-total-of-another-list",
      breaks: "RFC7644-4-02",
      wrap: tamperResponseBody(LIST, (body) => ({ ...body, totalResults: 1 })),
    },
  ],
});

const single = defineCheck({
  id: "discovery.schemas.single",
  title: "GET /Schemas/{urn} gives that one schema",
  clause: rfc("RFC7644-4-03"),
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
  defects: [
    {
      name: "schema-not-found-by-its-urn",
      breaks: "RFC7644-4-03",
      wrap: answerInstead(ONE, () => errorResponse(404, "There is no such schema.")),
    },
    {
      name: "single-schema-in-a-list",
      breaks: "RFC7644-4-03",
      wrap: tamperResponseBody(ONE, (body) => ({ schemas: [LIST_RESPONSE_URN], totalResults: 1, Resources: [body] })),
    },
    {
      name: "single-schema-is-always-the-user",
      breaks: "RFC7644-4-03",
      wrap: tamperResponseBody(ONE, (body) => ({ ...body, id: USER_URN })),
    },
  ],
});

const unpaged = defineCheck({
  id: "discovery.schemas.unpaged",
  title: "GET /Schemas takes no notice of paging and sorting",
  clause: rfc("RFC7644-4-06"),
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
  defects: [
    {
      name: "schemas-are-paged",
      breaks: "RFC7644-4-06",
      wrap: tamperResponseBody({ ...LIST, query: (query) => query.has("count") }, (body) =>
        relist(body, (schemas) => schemas.slice(1, 2)),
      ),
    },
    {
      name: "schemas-refuse-paging",
      breaks: "RFC7644-4-06",
      wrap: answerInstead({ ...LIST, query: (query) => query.has("startIndex") }, () =>
        errorResponse(400, "startIndex is not supported here.", "invalidValue"),
      ),
    },
  ],
});

const filter = defineCheck({
  id: "discovery.schemas.filter",
  title: "A filter at a discovery endpoint is refused with 403 or has no effect",
  clause: rfc("RFC7644-4-07"),
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
  defects: [
    {
      name: "schemas-are-filtered",
      breaks: "RFC7644-4-07",
      wrap: (next) =>
        tamperResponseBody(FILTERED, (body) => relist(body, () => []))(
          tamperUrl(FILTERED, (url) => url.searchParams.delete("filter"))(next),
        ),
    },
    {
      name: "resource-types-crash-on-a-filter",
      breaks: "RFC7644-4-07",
      wrap: answerInstead({ path: /^\/ResourceTypes$/, query: (query) => query.has("filter") }, () =>
        errorResponse(500, "Unexpected error."),
      ),
    },
  ],
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
