import { counted } from "../../src/exchange/counted.ts";
import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResponse, tamperResponseBody, tamperUrl, without } from "../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray } from "../../src/scim/json.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { pathTo } from "../../src/scim/request-path.ts";
import { isResourceEndpoint, listIn, queryOf } from "./words/answers.ts";
import { validator } from "./words/validator.ts";

const USERS: TamperMatch = { method: "GET", path: /^\/Users$/ };

const form: DeclaredRule = defineTrafficRule({
  id: "traffic.list.form",
  title: "totalResults, startIndex and itemsPerPage of a ListResponse are integers",
  clause: rfc("RFC7644-3.4.2-02", "RFC7644-3.4.2-04", "RFC7644-3.4.2-05"),
  blocks: ["create", "import"],
  advice:
    "Write the counters as JSON numbers, totalResults always, startIndex and itemsPerPage whenever the page is not the whole result.",
  applies: (x) => listIn(x) !== undefined && !isByCursor(x),
  judge: (x) => {
    const reply = toReply(x);
    const list = listIn(x) ?? {};
    const problem = validator()
      .validateMessage("list-response", list)
      .find(({ at }) => /^\/(totalResults|startIndex|itemsPerPage)$/.test(at));
    verifyThat(problem === undefined, reply, {
      reason: `${describeRequest(reply)} answers a list whose ${problem?.at.slice(1) ?? ""} is ${problem?.actual ?? ""}`,
      expected: problem?.expected ?? "",
      actual: problem?.actual ?? "",
      at: problem?.at ?? "",
    });
    const missing = isPartial(x, list) ? ["startIndex", "itemsPerPage"].find((name) => isUnset(list, name)) : undefined;
    verifyThat(missing === undefined, reply, {
      reason: `${describeRequest(reply)} answers a part of the result without ${missing ?? ""}`,
      expected: `${missing ?? ""} as an integer, since the page is not the whole result`,
      actual: "nothing",
      at: `/${missing ?? ""}`,
    });
  },
  probe: listOneOfTwo,
  defects: [
    {
      name: "total-as-text",
      breaks: "RFC7644-3.4.2-02",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, totalResults: String(body["totalResults"]) })),
    },
    {
      name: "total-missing",
      breaks: "RFC7644-3.4.2-02",
      wrap: tamperResponseBody(USERS, (body) => without(body, "totalResults")),
    },
    {
      name: "start-index-as-text",
      breaks: "RFC7644-3.4.2-04",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, startIndex: String(body["startIndex"]) })),
    },
    {
      name: "items-per-page-missing",
      breaks: "RFC7644-3.4.2-05",
      wrap: tamperResponseBody(USERS, (body) => without(body, "itemsPerPage")),
    },
  ],
});

const resources: DeclaredRule = defineTrafficRule({
  id: "traffic.list.resources",
  title: "Resources is an array, and there when totalResults is not zero",
  clause: rfc("RFC7644-3.4.2-03"),
  blocks: ["create", "import"],
  advice: "Put the page into Resources as an array, also when it holds one resource only.",
  applies: (x) => isResourceEndpoint(x) && listIn(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    const list = listIn(x) ?? {};
    const found = getIgnoreCase(list, "Resources");
    const mustHold = isFirstPage(x) && Number(getIgnoreCase(list, "totalResults")) > 0;
    const isRight = mustHold
      ? isArray(found) && found.length > 0
      : found === undefined || found === null || isArray(found);
    verifyThat(isRight, reply, {
      reason: `${describeRequest(reply)} answers a list whose Resources is ${shown(found).slice(0, 40)}`,
      expected: mustHold ? "an array with at least one resource" : "an array, null or nothing",
      actual: shown(found),
      at: "/Resources",
    });
  },
  probe: listOneOfTwo,
  defects: [
    {
      name: "single-resource-not-in-an-array",
      breaks: "RFC7644-3.4.2-03",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, Resources: toListBody(body).resources[0] ?? null })),
    },
    {
      name: "resources-left-out",
      breaks: "RFC7644-3.4.2-03",
      wrap: tamperResponseBody(USERS, (body) => without(body, "Resources")),
    },
  ],
});

const count: DeclaredRule = defineTrafficRule({
  id: "traffic.list.count",
  title: "A page holds no more resources than count asks for",
  clause: rfc("RFC7644-3.4.2.4-03"),
  advice: "Cut the page to count resources; totalResults stays the number of all.",
  applies: (x) => isResourceEndpoint(x) && listIn(x) !== undefined && countOf(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    const asked = Math.max(countOf(x) ?? 0, 0);
    const { length } = toListBody(listIn(x) ?? {}).resources;
    verifyThat(length <= asked, reply, {
      reason: `${describeRequest(reply)} answers ${counted(length, "resource")}`,
      expected: `at most ${asked}`,
      actual: String(length),
      at: "/Resources",
    });
  },
  probe: listOneOfTwo,
  defects: [
    {
      name: "count-ignored",
      breaks: "RFC7644-3.4.2.4-03",
      wrap: tamperUrl(USERS, (url) => url.searchParams.delete("count")),
    },
    {
      name: "count-off-by-one",
      breaks: "RFC7644-3.4.2.4-03",
      wrap: tamperUrl({ ...USERS, query: (query) => query.has("count") }, (url) =>
        url.searchParams.set("count", String(Number(url.searchParams.get("count")) + 1)),
      ),
    },
  ],
});

const plainIntegers: DeclaredRule = defineTrafficRule({
  id: "traffic.list.plain-integers",
  title: "Counters are written without a fraction and without an exponent",
  clause: rfc("RFC7643-2.3.4-01"),
  blocks: ["create", "import"],
  advice: "Write the counters as integers: 2, not 2.0 or 2e0; look for a value that became a floating-point number.",
  applies: (x) => listIn(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    const found = COUNTER_WITH_FRACTION.exec(reply.text);
    verifyThat(found === null, reply, {
      reason: `${describeRequest(reply)} writes ${found?.[1] ?? ""} as ${found?.[2] ?? ""}`,
      expected: "an integer without fraction and exponent",
      actual: found?.[2] ?? "",
      at: `/${found?.[1] ?? ""}`,
    });
  },
  probe: listOneOfTwo,
  defects: [
    {
      name: "total-as-float",
      breaks: "RFC7643-2.3.4-01",
      wrap: tamperResponse(USERS, async (r) => {
        const text = (await r.text()).replace(/"totalResults":(\d+)/, '"totalResults":$1.0');
        return new Response(text, { status: r.status, headers: { "content-type": "application/scim+json" } });
      }),
    },
  ],
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

async function listOneOfTwo(t: CheckContext): Promise<void> {
  await t.make.user();
  await t.make.user();
  await t.get(pathTo`/Users?count=1`);
}
