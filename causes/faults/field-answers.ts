import { withBody, without } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import { readJson } from "../../src/kit/defects/where.ts";
import { readThrough } from "../../src/kit/defects/writes.ts";
import type { FetchHandler } from "../../src/scim/http.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import type { WideFault } from "./fault.ts";
import { doingOnly, hasPath, verbOf } from "./words.ts";

const LISTS = { method: "GET", path: /^\/(?:Users|Groups)$/ };
const RESOURCES = { path: /^\/(?:Users|Groups)/ };
const USER = "/Users/:id?";

/** A PUT that adds the values of lists to those that are there. */
async function keepListsAtPut(request: Request, next: FetchHandler): Promise<Response> {
  const sent = await readJson(request);
  const stored = await readThrough(next, request);
  if (!isObject(sent) || stored === undefined) return next(request);
  const lists = ["emails", "phoneNumbers", "addresses"].flatMap((name) => {
    const before = stored[name];
    const after = sent[name];
    if (!isArray(before)) return [];
    const fresh = isArray(after) ? after : [];
    const kept = before.filter(isObject).filter((one) => !fresh.some((other) => isSameValue(one, other)));
    return [[name, [...kept.map((one) => without(one, "primary")), ...fresh]] as const];
  });
  return next(withBody(request, { ...sent, ...Object.fromEntries(lists) }));
}

function isSameValue(one: JsonObject, other: JsonObject[string]): boolean {
  return isObject(other) && one["value"] === other["value"] && one["type"] === other["type"];
}

/** The enterprise extension under a name of the server's own. */
function withShortName(user: JsonObject): JsonObject {
  const urn = Object.keys(user).find((name) => name.startsWith("urn:") && name.includes(":enterprise:"));
  return urn === undefined ? user : { ...without(user, urn), enterprise: user[urn] ?? null };
}

/** The parts of the name beside the userName, as tables have them. */
function withFlatName(user: JsonObject): JsonObject {
  const { name, ...others } = user;
  return isObject(name)
    ? { ...others, givenName: name["givenName"] ?? null, familyName: name["familyName"] ?? null }
    : user;
}

/** All texts as a page for people would need them. */
function withEntities(resource: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(resource).replaceAll("&", "&amp;").replaceAll("'", "&#39;"));
}

/** How servers in the field were seen to answer, and to carry out what they answer. */
export const FIELD_ANSWERS: readonly WideFault[] = [
  {
    name: "nobody-is-null",
    gates: [],
    leads: ["users.read.unknown", "groups.delete.gone"],
    wrap: on("GET", { path: /^\/(?:Users|Groups)\/./ }).response((answer) =>
      answer.status === 404 ? Response.json(null) : answer,
    ),
  },
  {
    name: "put-adds-to-lists",
    gates: [],
    leads: ["users.replace.values"],
    wrap: on("PUT", { path: /^\/Users/ }).answer(keepListsAtPut),
  },
  {
    name: "total-is-one-more",
    gates: [],
    leads: ["query.page.total"],
    wrap: on(LISTS).body((list) => {
      const total = list["totalResults"];
      return typeof total === "number" && total > 0 ? { ...list, totalResults: total + 1 } : list;
    }),
  },
  {
    name: "removal-by-filter-undone",
    gates: ["change-undone"],
    leads: ["users.patch.remove-value", "groups.patch.remove-member"],
    wrap: doingOnly(
      (operation) =>
        verbOf(operation) !== "remove" || !hasPath(operation) || !JSON.stringify(operation["path"]).includes("["),
    ),
  },
  { name: "texts-escaped-for-html", gates: ["texts-escaped"], wrap: on(RESOURCES).resources(withEntities) },
  {
    name: "start-index-ignored-beside-a-filter",
    gates: [],
    leads: ["query.page.start-index"],
    wrap: on({ ...LISTS, query: (query) => query.has("filter") }).url((url) => url.searchParams.delete("startIndex")),
  },
  {
    name: "enterprise-extension-under-a-short-name",
    gates: [],
    leads: ["users.create.kept"],
    wrap: on(USER).resources(withShortName),
  },
  {
    name: "name-parts-beside-the-user-name",
    gates: ["never-shown"],
    leads: ["okta.create.profile"],
    wrap: on(USER).resources(withFlatName),
  },
  {
    name: "json-called-html",
    gates: [],
    leads: ["traffic.http.media-type"],
    wrap: on({}).response(async (answer) => {
      const text = await answer.clone().text();
      const headers = new Headers(answer.headers);
      headers.set("content-type", "text/html");
      return text === "" ? answer : new Response(text, { status: answer.status, headers });
    }),
  },
  {
    name: "phone-numbers-are-texts",
    gates: ["never-as-sent"],
    wrap: on(USER).resources((user) => {
      const numbers = user["phoneNumbers"];
      return isArray(numbers)
        ? { ...user, phoneNumbers: numbers.map((one) => (isObject(one) ? (one["value"] ?? null) : one)) }
        : user;
    }),
  },
];
