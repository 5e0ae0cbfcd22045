import {
  filterOf,
  quoted,
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
  withJson,
  without,
} from "../../src/kit/index.ts";
import type { DeclaredRule, JsonObject, LiveExchange } from "../../src/kit/index.ts";
import { oncePer } from "../../src/exchange/validation/once-per.ts";
import {
  endpointAsked,
  errorIn,
  idAskedFor,
  isResourceEndpoint,
  listIn,
  ownResourcesIn,
  queryOf,
} from "./words/answers.ts";
import { failAt, holdAgainst, toSteps } from "./words/fail-at.ts";
import { listOneOfTwo, readOne } from "./words/probes.ts";
import { validator } from "./words/validator.ts";
import { indexAttributes, valuesIn } from "./words/values.ts";

const USERS = "GET /Users";

const COUNTERS = [
  ["totalResults", "RFC7644-3.4.2-02"],
  ["startIndex", "RFC7644-3.4.2-04"],
  ["itemsPerPage", "RFC7644-3.4.2-05"],
] as const;

const form: DeclaredRule = defineTrafficRule({
  id: "traffic.list.form",
  title: "A ListResponse has totalResults, and on a part of the result startIndex and itemsPerPage, as integers",
  rule: ["RFC7644-3.4.2-02", "RFC7644-3.4.2-04", "RFC7644-3.4.2-05"],
  advice:
    "Write the counters as JSON numbers, totalResults always, startIndex and itemsPerPage whenever the page is not the whole result.",
  applies: (x) => listIn(x) !== undefined && !isByCursor(x) && !asksForNoPage(x),
  judge: (x) => {
    const list = listIn(x) ?? {};
    const problems = validator().validateMessage("list-response", list);
    for (const [name, rule] of COUNTERS) {
      const isDue = name === "totalResults" || isPartial(x, list);
      if (isDue) holdAgainst(x, rule);
      else if (isUnset(list, name)) continue;
      const wrong = problems.find(({ at }) => at === `/${name}`);
      if (wrong !== undefined) failAt(x, toSteps(wrong.at), { expected: "an integer that is not negative", rule });
      if (isUnset(list, name))
        failAt(x, [name], { expected: "an integer, since the page is not the whole result", rule });
    }
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
    "start-index-missing": breaking(
      "RFC7644-3.4.2-04",
      on(USERS).body((body) => without(body, "startIndex")),
    ),
    "items-per-page-as-text": breaking(
      "RFC7644-3.4.2-05",
      on(USERS).body((body) => ({ ...body, itemsPerPage: String(body["itemsPerPage"]) })),
    ),
    "items-per-page-missing": breaking(
      "RFC7644-3.4.2-05",
      on(USERS).body((body) => without(body, "itemsPerPage")),
    ),
  },
});

const resources: DeclaredRule = defineTrafficRule({
  id: "traffic.list.resources",
  title: "Resources is an array of objects, and there when totalResults is not zero",
  rule: "RFC7644-3.4.2-03",
  advice: "Put the page into Resources as an array, also when it holds one resource only.",
  applies: (x) => isResourceEndpoint(x) && listIn(x) !== undefined,
  judge: (x) => {
    const list = listIn(x) ?? {};
    const found = getIgnoreCase(list, "Resources") ?? [];
    const mustHold = isFirstPage(x) && isSteady(x, Number(getIgnoreCase(list, "totalResults")));
    if (!isArray(found) || (found.length === 0 && mustHold))
      failAt(x, ["Resources"], mustHold ? "an array with at least one resource" : "an array, null or nothing");
    const problems = validator().validateMessage("list-response", list);
    const item = problems.find(({ at }) => /^\/Resources\/\d+$/.test(at));
    if (item !== undefined) failAt(x, toSteps(item.at), "a resource: an object");
  },
  probe: async (t) => {
    await listOneOfTwo(t);
    const { sent } = await t.make.user();
    await t.query("/Users", filterOf`userName eq ${quoted(sent.userName)}`);
  },
  defects: {
    "single-resource-not-in-an-array": on(USERS).body((body) => ({
      ...body,
      Resources: toListBody(body).resources[0] ?? null,
    })),
    "resources-are-ids": on(USERS).body((body) => ({
      ...body,
      Resources: toListBody(body).resources.map(({ id }) => id ?? null),
    })),
    "resources-left-out": on(USERS).body((body) => without(body, "Resources")),
  },
});

const message: DeclaredRule = defineTrafficRule({
  id: "traffic.list.message",
  title: "A query of users or groups that succeeds is answered with a ListResponse",
  rule: "RFC7644-3.4.2-01",
  advice: "Answer each query of /Users and /Groups with a ListResponse object, with and without a filter.",
  applies: (x) =>
    x.request.method === "GET" &&
    x.response?.status === 200 &&
    isResourceEndpoint(x) &&
    idAskedFor(x) === undefined &&
    // What is no JSON, and an Error with 200, are told by other rules.
    x.response.body !== undefined &&
    errorIn(x) === undefined,
  judge: (x) => {
    verify(toReply(x)).list();
  },
  probe: async (t) => {
    const { sent } = await t.make.user();
    await t.query("/Users", filterOf`userName eq ${quoted(sent.userName)}`);
    await t.get("/Users");
  },
  defects: {
    "filtered-list-without-its-urn": on(USERS, { query: (query) => query.has("filter") }).body((body) =>
      without(body, "schemas"),
    ),
    "filtered-list-as-bare-array": on(USERS, { query: (query) => query.has("filter") }).response(async (response) =>
      withJson(response, toListBody(Object(await response.clone().json())).resources),
    ),
  },
});

const plainIntegers: DeclaredRule = defineTrafficRule({
  id: "traffic.list.plain-integers",
  title: "Integers are written without a fraction and without an exponent",
  rule: "RFC7643-2.3.4-01",
  advice: "Write integers as such: 2, not 2.0 or 2e0; look for a value that became a floating-point number.",
  applies: (x) => integersIn(x).size > 0,
  judge: (x) => {
    const found = fractionIn(x.response?.text ?? "", integersIn(x));
    if (found === undefined) return;
    const { name, number } = found;
    const reply = toReply(x);
    verify(reply).that(false, `${describeRequest(reply)} writes ${name} as ${number}`, {
      expected: "an integer without fraction and exponent",
      // Not by its place: read as JSON, 2.0 is 2.
      actual: `${name}: ${number}`,
    });
  },
  probe: async (t) => {
    await listOneOfTwo(t);
    await readOne(t);
    await t.get("/ServiceProviderConfig");
  },
  defects: {
    "total-as-float": on(USERS).response((r) => rewritten(r, /"totalResults":(\d+)/, '"totalResults":$1.0')),
    "max-results-with-exponent": on("GET /ServiceProviderConfig").response((r) =>
      rewritten(r, /"maxResults":(\d+)/, '"maxResults":$1e0'),
    ),
    "integer-of-a-user-as-float": on("GET /Users/:id").response((r) =>
      rewritten(r, /"ziCreditLimit":(\d+)/, '"ziCreditLimit":$1.0'),
    ),
  },
});

/** Rules that every ListResponse keeps. */
export const listRules: readonly DeclaredRule[] = [message, form, resources, plainIntegers];

/** RFC 9865: pages that are walked by cursor may leave the counters out. */
function isByCursor(x: LiveExchange): boolean {
  const list = listIn(x) ?? {};
  if ("nextCursor" in list || "previousCursor" in list) return true;
  const config = x.target?.serviceProviderConfig;
  const pagination = isObject(config) ? config["pagination"] : undefined;
  return isObject(pagination) && pagination["cursor"] === true && !queryOf(x).has("startIndex");
}

/** True where the page that is asked for is no number: what comes back then is for the check that asks so. */
function asksForNoPage(x: LiveExchange): boolean {
  const query = queryOf(x);
  return ["startIndex", "count"].some((name) => !/^-?\d+$/.test(query.get(name) ?? "1"));
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

/** So many resources may be removed at the same time by the run itself. */
const REMOVED_MEANWHILE = 20;

/** Whether a list that counts so many must show some: a server may count before it reads the page, and they are gone by then. */
function isSteady(x: LiveExchange, total: number): boolean {
  const isAlone = x.cause.kind !== "check" || queryOf(x).has("filter");
  return total > REMOVED_MEANWHILE || (total > 0 && isAlone);
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

/** Names of the members of an answer that are integers; of resources only where nobody else's are in it. */
const integersIn: (x: LiveExchange) => ReadonlySet<string> = oncePer((x) => {
  if (listIn(x) !== undefined) return new Set(COUNTERS.map(([name]) => name));
  if (endpointAsked(x) === "/ServiceProviderConfig" && isObject(x.response?.body)) return CONFIG_INTEGERS;
  const own = ownResourcesIn(x);
  const values = own.flatMap((seen) => {
    const schema = validator().typeAt(seen.endpoint, x.target)?.schema;
    return schema === undefined ? [] : valuesIn(seen, indexAttributes(schema));
  });
  const named = (isInteger: boolean): readonly string[] =>
    values
      .filter(({ attribute }) => (attribute.type === "integer") === isInteger)
      .map(({ attribute }) => attribute.name);
  // A name that stands for something else too, in another schema, is not looked for in the text.
  const others = new Set(named(false));
  return new Set(named(true).filter((name) => !others.has(name)));
});

const CONFIG_INTEGERS: ReadonlySet<string> = new Set(["maxOperations", "maxPayloadSize", "maxResults"]);

const FRACTION = /(?<!\\)"([^"\\]{1,80})"\s*:\s*(-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+))/g;

/** The first of these members that is written with a fraction or an exponent. */
function fractionIn(text: string, names: ReadonlySet<string>): Fraction | undefined {
  for (const [, name = "", number = ""] of text.matchAll(FRACTION)) if (names.has(name)) return { name, number };
  return undefined;
}

interface Fraction {
  readonly name: string;
  readonly number: string;
}

async function rewritten(response: Response, what: RegExp, by: string): Promise<Response> {
  return new Response((await response.text()).replace(what, by), {
    status: response.status,
    headers: { "content-type": "application/scim+json" },
  });
}
