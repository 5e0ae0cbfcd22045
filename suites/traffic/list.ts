import {
  breaking,
  defineTrafficRule,
  describeRequest,
  getIgnoreCase,
  isArray,
  isObject,
  on,
  toListBody,
  toReply,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { DeclaredRule, JsonObject, LiveExchange } from "../../src/kit/index.ts";
import { verifyPageSize } from "../query/words/page-size.ts";
import { isResourceEndpoint, listIn, queryOf } from "./words/answers.ts";
import { failAt, toSteps } from "./words/fail-at.ts";
import { listOneOfTwo } from "./words/probes.ts";
import { validator } from "./words/validator.ts";

const USERS = "GET /Users";

const form: DeclaredRule = defineTrafficRule({
  id: "traffic.list.form",
  title: "totalResults, startIndex and itemsPerPage of a ListResponse are integers",
  rule: ["RFC7644-3.4.2-02", "RFC7644-3.4.2-04", "RFC7644-3.4.2-05"],
  advice:
    "Write the counters as JSON numbers, totalResults always, startIndex and itemsPerPage whenever the page is not the whole result.",
  applies: (x) => listIn(x) !== undefined && !isByCursor(x),
  judge: (x) => {
    const list = listIn(x) ?? {};
    const wrong = validator()
      .validateMessage("list-response", list)
      .find(({ at }) => /^\/(totalResults|startIndex|itemsPerPage)$/.test(at));
    if (wrong !== undefined) failAt(x, toSteps(wrong.at), "an integer that is not negative");
    const missing = isPartial(x, list) ? ["startIndex", "itemsPerPage"].find((name) => isUnset(list, name)) : undefined;
    if (missing !== undefined) failAt(x, [missing], "an integer, since the page is not the whole result");
  },
  probe: listOneOfTwo,
  defects: {
    "total-as-text": breaking(
      "RFC7644-3.4.2-02",
      on(USERS).body((body) => ({ ...body, totalResults: String(body["totalResults"]) })),
    ),
    "total-missing": breaking(
      "RFC7644-3.4.2-02",
      on(USERS).body((body) => without(body, "totalResults")),
    ),
    "start-index-as-text": breaking(
      "RFC7644-3.4.2-04",
      on(USERS).body((body) => ({ ...body, startIndex: String(body["startIndex"]) })),
    ),
    "items-per-page-missing": breaking(
      "RFC7644-3.4.2-05",
      on(USERS).body((body) => without(body, "itemsPerPage")),
    ),
  },
});

const resources: DeclaredRule = defineTrafficRule({
  id: "traffic.list.resources",
  title: "Resources is an array, and there when totalResults is not zero",
  rule: "RFC7644-3.4.2-03",
  advice: "Put the page into Resources as an array, also when it holds one resource only.",
  applies: (x) => isResourceEndpoint(x) && listIn(x) !== undefined,
  judge: (x) => {
    const list = listIn(x) ?? {};
    const found = getIgnoreCase(list, "Resources") ?? [];
    const mustHold = isFirstPage(x) && Number(getIgnoreCase(list, "totalResults")) > 0;
    if (isArray(found) && (found.length > 0 || !mustHold)) return;
    failAt(x, ["Resources"], mustHold ? "an array with at least one resource" : "an array, null or nothing");
  },
  probe: listOneOfTwo,
  defects: {
    "single-resource-not-in-an-array": on(USERS).body((body) => ({
      ...body,
      Resources: toListBody(body).resources[0] ?? null,
    })),
    "resources-left-out": on(USERS).body((body) => without(body, "Resources")),
  },
});

const count: DeclaredRule = defineTrafficRule({
  id: "traffic.list.count",
  title: "A page holds no more resources than count asks for",
  rule: "RFC7644-3.4.2.4-03",
  advice: "Cut the page to count resources; totalResults stays the number of all.",
  applies: (x) => isResourceEndpoint(x) && listIn(x) !== undefined && countOf(x) !== undefined,
  judge: (x) => {
    const asked = Math.max(countOf(x) ?? 0, 0);
    const { length } = toListBody(listIn(x) ?? {}).resources;
    if (length > asked) verifyPageSize(toReply(x), { most: asked });
  },
  probe: listOneOfTwo,
  defects: {
    "count-ignored": on(USERS).url((url) => url.searchParams.delete("count")),
    "count-off-by-one": on(USERS, { query: (query) => query.has("count") }).url((url) =>
      url.searchParams.set("count", String(Number(url.searchParams.get("count")) + 1)),
    ),
  },
});

const plainIntegers: DeclaredRule = defineTrafficRule({
  id: "traffic.list.plain-integers",
  title: "Counters are written without a fraction and without an exponent",
  rule: "RFC7643-2.3.4-01",
  advice: "Write the counters as integers: 2, not 2.0 or 2e0; look for a value that became a floating-point number.",
  applies: (x) => listIn(x) !== undefined,
  judge: (x) => {
    const [, name = "", number = ""] = COUNTER_WITH_FRACTION.exec(x.response?.text ?? "") ?? [];
    if (name === "") return;
    const reply = toReply(x);
    verify(reply).that(false, `${describeRequest(reply)} writes ${name} as ${number}`, {
      expected: "an integer without fraction and exponent",
      // Not by its place: read as JSON, 2.0 is 2.
      actual: `${name}: ${number}`,
    });
  },
  probe: listOneOfTwo,
  defects: {
    "total-as-float": on(USERS).response(async (r) => {
      const text = (await r.text()).replace(/"totalResults":(\d+)/, '"totalResults":$1.0');
      return new Response(text, { status: r.status, headers: { "content-type": "application/scim+json" } });
    }),
  },
});

/** Rules that every ListResponse keeps. */
export const listRules: readonly DeclaredRule[] = [form, resources, count, plainIntegers];

const COUNTER_WITH_FRACTION =
  /(?<!\\)"(totalResults|startIndex|itemsPerPage)"\s*:\s*(-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+))/;

/** RFC 9865: pages that are walked by cursor may leave the counters out. */
function isByCursor(x: LiveExchange): boolean {
  const list = listIn(x) ?? {};
  if ("nextCursor" in list || "previousCursor" in list) return true;
  const config = x.target?.serviceProviderConfig;
  const pagination = isObject(config) ? config["pagination"] : undefined;
  return isObject(pagination) && pagination["cursor"] === true && !queryOf(x).has("startIndex");
}

/** A list that is counted before it is read may be off by some who have gone in between, and still be the whole. */
const GONE_MEANWHILE = 3;

function isPartial(x: LiveExchange, list: JsonObject): boolean {
  const { totalResults, resources: page } = toListBody(list);
  if (typeof totalResults !== "number" || page.length === 0) return false;
  const isCut = page.length >= (countOf(x) ?? Infinity);
  return totalResults > page.length + (isCut || queryOf(x).has("filter") ? 0 : GONE_MEANWHILE);
}

function isUnset(list: JsonObject, name: string): boolean {
  return (getIgnoreCase(list, name) ?? null) === null;
}

function isFirstPage(x: LiveExchange): boolean {
  const query = queryOf(x);
  return !query.has("cursor") && Number(query.get("startIndex") ?? 1) <= 1 && Number(query.get("count") ?? 1) >= 1;
}

/** The count that was asked for, when it is an integer. */
function countOf(x: LiveExchange): number | undefined {
  const asked = queryOf(x).get("count");
  return asked !== null && /^-?\d+$/.test(asked) ? Number(asked) : undefined;
}
